import { Channel } from '../Channel.ts';
import { WaitGroup } from '../WaitGroup.ts';
import type { Answer, Example } from './Example.ts';

export const fanOut: Example = async ({ rows, request, handle, watch }) => {
  const results = watch(new Channel<Answer>());
  const group = watch(new WaitGroup());
  for (const row of rows) {
    group.go(async () => {
      await results.send(await request(row));
    });
  }
  void group.wait().then(() => results.close());
  for await (const answer of results) {
    await handle(answer);
  }
};
