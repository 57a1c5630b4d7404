results := make(chan Response, len(rows))
var group sync.WaitGroup
late := time.After(250 * time.Millisecond)
for _, row := range rows {
	group.Go(func() {
		results <- request(row)
	})
}
for range rows {
	select {
	case response := <-results:
		handle(response)
	case <-late:
		return // Time is up: go on with what has come.
	}
}
