results := make(chan Response, len(rows))
var group sync.WaitGroup
for _, row := range rows {
	group.Go(func() {
		results <- request(row)
	})
}
first := <-results
handle(first)
return // Every sender has room in the buffer.
