import { ErrorGroup } from '../ErrorGroup.ts';
import type { Example } from './Example.ts';

export const limited: Example = async ({ rows, request, handle, watch }) => {
  const group = watch(new ErrorGroup(16));
  for (const row of rows) {
    await group.go(async (signal) => {
      await handle(await request(row, signal));
    });
  }
  await group.wait();
};
