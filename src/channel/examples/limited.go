group, ctx := errgroup.WithContext(ctx)
group.SetLimit(16)
for _, row := range rows {
	group.Go(func() error {
		response, err := request(ctx, row)
		if err != nil {
			return err
		}
		return handle(response)
	})
}
if err := group.Wait(); err != nil {
	return err
}
