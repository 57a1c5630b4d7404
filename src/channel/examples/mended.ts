import { Channel } from '../Channel.ts';
import { WaitGroup } from '../WaitGroup.ts';
import type { Response, Example } from './Example.ts';

export const mended: Example = async ({ rows, request, handle, watch }) => {
  const results = watch(new Channel<Response>(rows.length));
  const group = watch(new WaitGroup());
  for (const row of rows) {
    group.go(async () => {
      await results.send(await request(row));
    });
  }
  const first = await results.receive();
  if (first.ok) await handle(first.value);
  return; // Every sender has room in the buffer.
};
