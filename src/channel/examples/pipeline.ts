import { generate, workerPool } from '../patterns.ts';
import type { Example } from './Example.ts';

export const pipeline: Example = async ({ rows, request, handle, watch }) => {
  const source = generate(rows);
  const answers = workerPool(source.results, 4, (row) => request(row));
  const results = watch(answers.results);
  for await (const answer of results) {
    await handle(answer);
  }
  await answers.ended;
};
