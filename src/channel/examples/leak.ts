import { Channel } from '../Channel.ts';
import { WaitGroup } from '../WaitGroup.ts';
import type { Response, Example } from './Example.ts';

export const leak: Example = async ({ rows, request, handle, watch }) => {
  const results = watch(new Channel<Response>());
  const group = watch(new WaitGroup());
  for (const row of rows) {
    group.go(async () => {
      await results.send(await request(row));
    });
  }
  const first = await results.receive();
  if (first.ok) await handle(first.value);
  return; // Nobody receives any more.
};
