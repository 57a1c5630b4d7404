import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Endpoint } from '#protocol/Call.ts';
import { serveCalls } from '#protocol/Call.ts';
import type { SweepWorkerCalls, SweepWorkerEvents, SweptNetwork } from '#protocol/trainingSweep.ts';
import { dealOut, openSweepTeam } from './sweepWorkers.ts';

const experiment = defaultExperiment('xor');
const network = (id: number, work: number) => ({ id, experiment, work });
const GOALS = { until: { epochs: 5, seconds: 0, testLoss: 0 }, pauseEpoch: 0 };

test('every network is dealt once, and no worker has more than its share and the largest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 99 })),
      fc.integer({ min: 1, max: 8 }),
      (works, workers) => {
        const shares = dealOut(
          works.map((work, id) => network(id, work)),
          workers,
        );
        expect(shares).toHaveLength(workers);
        expect(
          shares
            .flat()
            .map(({ id }) => id)
            .sort((a, b) => a - b),
        ).toEqual(works.map((_, id) => id));
        const total = works.reduce((sum, work) => sum + work, 0);
        for (const share of shares) {
          const own = share.reduce((sum, { id }) => sum + works[id]!, 0);
          expect(own).toBeLessThanOrEqual(total / workers + Math.max(0, ...works));
        }
      },
    ),
  );
});

/** A worker in this thread. */
function fakeWorker(train: (networks: readonly SweptNetwork[]) => Promise<void>): Endpoint {
  const { port1, port2 } = new MessageChannel();
  serveCalls<SweepWorkerCalls, SweepWorkerEvents>(port2 as unknown as Endpoint, () => ({
    open: ({ device }) => ({ name: device, works: true }),
    train: ({ networks }) => train(networks),
    stop: () => undefined,
    loseDevice: () => undefined,
  }));
  return port1 as unknown as Endpoint;
}

test('a worker that dies is replaced, and only what it had not done goes on', async () => {
  const trained: number[][] = [];
  let made = 0;
  const done = new Set<number>();
  const team = openSweepTeam({
    device: 'wasm',
    workers: 1,
    baseUrl: 'http://localhost/',
    onNews: () => undefined,
    standing: (each) => (done.has(each.id) ? null : { id: each.id, experiment }),
    open(onDeath) {
      const isFirst = made++ === 0;
      const endpoint = fakeWorker((networks) => {
        trained.push(networks.map(({ id }) => id));
        if (!isFirst) return Promise.resolve();
        done.add(0);
        onDeath(new Error('out of memory'));
        return new Promise(() => undefined);
      });
      return { endpoint, close: () => undefined };
    },
  });
  await team.train([network(0, 1), network(1, 1), network(2, 1)], GOALS);
  expect(trained).toEqual([
    [0, 1, 2],
    [1, 2],
  ]);
  team.end();
});

test('one on WebGPU takes all, and what fails is told', async () => {
  const team = openSweepTeam({
    device: 'webgpu',
    workers: 4,
    baseUrl: 'http://localhost/',
    onNews: () => undefined,
    standing: () => null,
    open: () => ({
      endpoint: fakeWorker(() => Promise.reject(new Error('no images'))),
      close: () => undefined,
    }),
  });
  expect(team.workers).toBe(1);
  await expect(team.train([network(0, 1)], GOALS)).rejects.toThrow('no images');
  team.end();
});
