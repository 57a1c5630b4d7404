import { Channel } from '../Channel.ts';
import { receiving, select } from '../select.ts';
import { WaitGroup } from '../WaitGroup.ts';
import type { Response, Example } from './Example.ts';

export const timeout: Example = async ({ rows, request, handle, watch }) => {
  const results = watch(new Channel<Response>(rows.length));
  const group = watch(new WaitGroup());
  const late = new Channel<null>(1);
  setTimeout(() => late.trySend(null), 250);
  for (const row of rows) {
    group.go(async () => {
      await results.send(await request(row));
    });
  }
  for (let received = 0; received < rows.length; received++) {
    const { index, received: result } = await select([receiving(results), receiving(late)]);
    if (index === 1) return; // Time is up: go on with what has come.
    await handle(result!.value as Response);
  }
};
