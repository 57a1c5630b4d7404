results := make(chan Answer)
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
for answer := range results {
	handle(answer)
}
