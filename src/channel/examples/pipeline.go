source := generate(ctx, rows)
results, wait := workerPool(ctx, source, 4, request)
for response := range results {
	handle(response)
}
if err := wait(); err != nil {
	return err
}
