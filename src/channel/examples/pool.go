jobs := make(chan []float32)
results := make(chan Response, 8)
var group sync.WaitGroup
for range 8 {
	group.Go(func() {
		for row := range jobs {
			results <- request(row)
		}
	})
}
go func() {
	for _, row := range rows {
		jobs <- row
	}
	close(jobs)
	group.Wait()
	close(results)
}()
for response := range results {
	handle(response)
}
