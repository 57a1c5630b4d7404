results := make(chan Response)
var group sync.WaitGroup
for _, row := range rows {
	group.Go(func() {
		results <- request(row)
	})
}
go func() {
	group.Wait()
	close(results)
}()
for response := range results {
	handle(response)
}
