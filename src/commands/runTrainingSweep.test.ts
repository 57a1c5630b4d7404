// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { SweepTeam, WeighedNetwork } from '#client/sweepWorkers.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { NetworkNews, SweepTrainParams } from '#protocol/trainingSweep.ts';
import { canGoOn, sweepFeed, trainingSweepStore } from '#state/trainingSweepStore.ts';
import { readSettings, type TrainingSweepSettings } from '#sweep/readSettings.ts';
import { createSweepRunner, type SweepRunnerParts } from './runTrainingSweep.ts';

const experiment = defaultExperiment('xor');
const BATCHES = { 'training.batchSize': [1, 2, 3, 4] };
const order = (settings: Partial<TrainingSweepSettings> = {}) =>
  readSettings({ over: BATCHES, until: { epochs: 8 }, ...settings });

type Goals = Omit<SweepTrainParams, 'networks'>;
type TeamParts = Parameters<SweepRunnerParts['openTeam']>[0];

/** A network's loss is its batch size over its epoch, so that smaller batches are better. */
function newsOf({ id, experiment: own }: WeighedNetwork, epoch: number, goals: Goals): NetworkNews {
  const loss = own.training.batchSize / epoch;
  const ended = epoch >= goals.until.epochs ? 'goal' : epoch === goals.pauseEpoch ? 'paused' : undefined;
  return {
    id,
    points: [{ epoch, step: 10 * epoch, trainLoss: loss, testLoss: loss }],
    checkpoint: { state: new Float32Array(4), epoch, step: 10 * epoch, batch: 0, slotsSince: 0 },
    seconds: epoch / 10,
    ...(ended ? { ended } : {}),
  };
}

let calls: { ids: number[]; from: number[]; pauseEpoch: number }[];
let opened: number;
let work: (parts: TeamParts, networks: readonly WeighedNetwork[], goals: Goals) => Promise<void>;

const runner = createSweepRunner({
  resources: () => ({ device: 'wasm', workers: 3 }),
  openTeam(parts): SweepTeam {
    opened++;
    return {
      workers: parts.workers,
      async train(networks, goals) {
        calls.push({
          ids: networks.map(({ id }) => id),
          from: networks.map(({ checkpoint }) => checkpoint?.epoch ?? 0),
          pauseEpoch: goals.pauseEpoch,
        });
        await work(parts, networks, goals);
      },
      stop: () => Promise.resolve(),
      loseDevice: () => undefined,
      end: () => void opened--,
    };
  },
});

beforeEach(() => {
  calls = [];
  opened = 0;
  work = (parts, networks, goals) => {
    const epoch = goals.pauseEpoch || goals.until.epochs;
    parts.onNews(networks.map((network) => newsOf(network, epoch, goals)));
    return Promise.resolve();
  };
});

test('a grid is one call, and every network is there with its result', async () => {
  await runner.run(experiment, order());
  expect(calls).toEqual([{ ids: [0, 1, 2, 3], from: [0, 0, 0, 0], pauseEpoch: 0 }]);
  const { cells, done, share, phase, workers } = trainingSweepStore.getState();
  expect({ done, share, phase, workers }).toEqual({ done: 4, share: 1, phase: 'idle', workers: 3 });
  expect(cells.map(({ values }) => values['training.batchSize'])).toEqual([1, 2, 3, 4]);
  expect(sweepFeed.latest.map(({ points, status }) => [points.at(-1)?.testLoss, status])).toEqual(
    [1, 2, 3, 4].map((size) => [size / 8, 'done']),
  );
  expect(opened).toBe(0);
});

test('halving goes on with the better half from where it stands', async () => {
  await runner.run(experiment, order({ method: 'halving' }));
  expect(calls).toEqual([
    { ids: [0, 1, 2, 3], from: [0, 0, 0, 0], pauseEpoch: 2 },
    { ids: [0, 1], from: [2, 2], pauseEpoch: 4 },
    { ids: [0], from: [4], pauseEpoch: 0 },
  ]);
  expect(sweepFeed.latest.map(({ status }) => status)).toEqual(['done', 'dropped', 'dropped', 'dropped']);
});

test('one that was stopped keeps what there is and goes on; nothing that is done is trained twice', async () => {
  const whole = work;
  work = (parts, networks, goals) => {
    parts.onNews([newsOf(networks[0]!, 8, goals), newsOf(networks[1]!, 3, goals)]);
    runner.stop();
    return Promise.resolve();
  };
  await runner.run(experiment, order());
  expect(trainingSweepStore.getState()).toMatchObject({ phase: 'idle', done: 1 });
  expect(canGoOn()).toBe(true);
  work = whole;
  await runner.goOn();
  expect(calls.at(-1)).toEqual({ ids: [1, 2, 3], from: [3, 0, 0], pauseEpoch: 0 });
  expect(sweepFeed.latest.every(({ status }) => status === 'done')).toBe(true);
  expect(canGoOn()).toBe(false);
  // Points are neither lost nor there twice.
  expect(sweepFeed.latest[1]!.points.map(({ epoch }) => epoch)).toEqual([3, 8]);
});

test('points that come again, as after a loss of the device, are there once', async () => {
  work = (parts, networks, goals) => {
    for (const epoch of [2, 4, 2, 4, 8]) parts.onNews([newsOf(networks[0]!, epoch, goals)]);
    return Promise.resolve();
  };
  await runner.run(experiment, order({ over: { 'training.batchSize': [1] } }));
  expect(sweepFeed.latest[0]!.points.map(({ epoch }) => epoch)).toEqual([2, 4, 8]);
});

test('one at a time; an abort before rejects and later keeps the runs; a failure is told', async () => {
  const control = new AbortController();
  work = async (_parts, _networks, _goals) => {
    await expect(runner.run(experiment, order())).rejects.toThrow(/A sweep is training/);
    control.abort();
    expect(trainingSweepStore.getState().phase).toBe('stopping');
  };
  await runner.run(experiment, order(), control.signal);
  await expect(runner.run(experiment, order(), control.signal)).rejects.toThrow(/abort/);
  work = () => Promise.reject(new Error('no device left'));
  await expect(runner.run(experiment, order())).rejects.toThrow('no device left');
  expect(trainingSweepStore.getState()).toMatchObject({ phase: 'idle', problem: 'no device left' });
  expect(opened).toBe(0);
});

test('an abort by whoever is told of the beginning stops the sweep before any network trains', async () => {
  const control = new AbortController();
  const stop = trainingSweepStore.subscribe(({ phase }) => phase === 'starting' && control.abort());
  await runner.run(experiment, order(), control.signal);
  stop();
  expect(calls).toEqual([]);
  expect(sweepFeed.latest.map(({ status }) => status)).toEqual(Array(4).fill('waiting'));
});

test('what would not fit into memory is refused before anything begins', async () => {
  const wide = defaultExperiment('mnist');
  const settings = { over: { 'network.hidden.0.units': [1_024] }, starts: 400 };
  await expect(runner.run(wide, order(settings))).rejects.toThrow(/MB to be kept/);
  expect(calls).toEqual([]);
});
