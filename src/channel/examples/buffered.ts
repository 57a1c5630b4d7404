import { Channel } from '../Channel.ts';
import { WaitGroup } from '../WaitGroup.ts';
import type { Response, Example } from './Example.ts';

export const buffered: Example = async ({ rows, request, handle, watch }) => {
  const results = watch(new Channel<Response>(rows.length));
  const group = watch(new WaitGroup());
  for (const row of rows) {
    group.go(async () => {
      await results.send(await request(row));
    });
  }
  await group.wait();
  results.close();
  for await (const response of results) {
    await handle(response);
  }
};
