source := generate(ctx, rows)
results, wait := workerPool(ctx, source, 4, request)
for answer := range results {
	handle(answer)
}
if err := wait(); err != nil {
	return err
}
