import { Channel } from '../Channel.ts';
import { WaitGroup } from '../WaitGroup.ts';
import type { Response, Example } from './Example.ts';

export const pool: Example = async ({ rows, request, handle, watch }) => {
  const jobs = new Channel<Float32Array>();
  const results = watch(new Channel<Response>(8));
  const group = watch(new WaitGroup());
  for (let worker = 0; worker < 8; worker++) {
    group.go(async () => {
      for await (const row of jobs) {
        await results.send(await request(row));
      }
    });
  }
  void (async () => {
    for (const row of rows) await jobs.send(row);
    jobs.close();
    await group.wait();
    results.close();
  })();
  for await (const response of results) {
    await handle(response);
  }
};
