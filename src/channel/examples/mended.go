results := make(chan Answer, len(rows))
var group sync.WaitGroup
for _, row := range rows {
	group.Go(func() {
		results <- request(row)
	})
}
first := <-results
handle(first)
return // Every sender has its place in the buffer.
