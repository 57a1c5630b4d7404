results := make(chan Response)
var group sync.WaitGroup
for _, row := range rows {
	group.Go(func() {
		results <- request(row)
	})
}
first := <-results
handle(first)
return // Nobody receives any more.
