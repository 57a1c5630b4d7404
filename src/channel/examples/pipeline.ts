import { generate, workerPool } from '../patterns.ts';
import type { Example } from './Example.ts';

export const pipeline: Example = async ({ rows, request, handle, watch }) => {
  const source = generate(rows);
  const responses = workerPool(source.results, 4, (row) => request(row));
  const results = watch(responses.results);
  for await (const response of results) {
    await handle(response);
  }
  await responses.ended;
};
