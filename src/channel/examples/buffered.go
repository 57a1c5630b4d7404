results := make(chan Response, len(rows))
var group sync.WaitGroup
for _, row := range rows {
	group.Go(func() {
		results <- request(row)
	})
}
group.Wait()
close(results)
for response := range results {
	handle(response)
}
