import { expect, it } from 'vitest';
import type { Clock } from '#engine/clock/Clock.ts';
import { VirtualClock } from '#engine/clock/VirtualClock.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { ServerEvents } from '#protocol/server.ts';
import { createFaults } from './createFaults.ts';
import type { Infer } from './Infer.ts';

const shape: NetworkShape = { inputs: 1, layers: [{ units: 1, activation: 'linear' }] };
const model = { shape, parameters: new Float32Array(2), step: 0 };

it('slows exactly one batch, and reports when and for how long', async () => {
  const clock = new VirtualClock();
  const events: ServerEvents['faultStruck'][] = [];
  const faults = createFaults(clock, (event) => events.push(event));
  const infer: Infer = async () => {
    await clock.wait(2);
    return { outputs: new Float32Array(1), device: 'cpu', instance: 0, computedMs: clock.nowMs() };
  };
  const around = faults.around(infer);
  const ends: number[] = [];
  const params = async (): Promise<void> => {
    ends.push((await around(model, new Float32Array(1), 1)).computedMs);
  };
  faults.slowNextBatch(30);
  void params();
  void params();
  await clock.runToEnd();
  expect(ends).toEqual([2, 32]);
  expect(events).toEqual([{ kind: 'slowBatch', atMs: 2, tookMs: 30 }]);
});

it('stalls by keeping the thread', () => {
  // Every reading of this clock takes a millisecond.
  let timeMs = 0;
  const clock: Clock = {
    ...new VirtualClock(),
    nowMs: () => timeMs++,
    soon: () => {},
    after: never,
    at: never,
  };
  const events: ServerEvents['faultStruck'][] = [];
  createFaults(clock, (event) => events.push(event)).stall(50);
  expect(timeMs).toBeGreaterThanOrEqual(50);
  expect(events).toHaveLength(1);
  expect(events[0]!.tookMs).toBeGreaterThanOrEqual(50);
});

it('refuses what would stop the lab', () => {
  const faults = createFaults(new VirtualClock(), () => {});
  expect(() => faults.stall(1e9)).toThrow('1 to 10,000 ms');
  expect(() => faults.slowNextBatch(Number.NaN)).toThrow('NaN');
});

function never(): never {
  throw new Error('No timer is needed here.');
}
