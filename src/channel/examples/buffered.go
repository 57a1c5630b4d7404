results := make(chan Answer, len(rows))
var group sync.WaitGroup
for _, row := range rows {
	group.Go(func() {
		results <- request(row)
	})
}
group.Wait()
close(results)
for answer := range results {
	handle(answer)
}
