/**
 * Networks of a sweep against the same networks trained alone by the trainer: bit for bit, on each device, whatever trains beside
 * them, and whether or not the sweep was stopped or its device lost on the way.
 */
import { describe, expect, it } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Checkpoint, Metrics } from '#protocol/trainer.ts';
import type { NetworkEnd, NetworkNews, SweptNetwork } from '#protocol/trainingSweep.ts';
import { startTrainer, type Trainer } from '#engine/trainer/testing/trainerRig.ts';
import { sweepCells } from '#sweep/sweepCells.ts';
import { createSweep } from './createSweep.ts';

const baseUrl = new URL('../sweep', location.href).href;
const GOAL = { epochs: 12, seconds: 0, testLoss: 0 };
const RATE = 'training.optimizer.learningRate';
const XOR = changeExperiment(defaultExperiment('xor'), {
  data: { samples: 60 },
  network: { hidden: [{ units: 3, activation: 'tanh' }] },
});

interface Seen {
  points: Metrics[];
  checkpoint: Checkpoint;
  ended?: NetworkEnd | undefined;
  map?: Float32Array | undefined;
  confusion?: Uint32Array | undefined;
}

async function openSweep(device: DeviceName) {
  const seen = new Map<number, Seen>();
  let onNews = (_news: readonly NetworkNews[]): void => undefined;
  const sweep = createSweep((_kind, { networks }) => {
    for (const { id, points, checkpoint, ended, map, confusion } of networks) {
      const before = seen.get(id)?.points ?? [];
      const mapNow = map ?? seen.get(id)?.map;
      seen.set(id, { points: [...before, ...points], checkpoint, ended, map: mapNow, confusion });
    }
    onNews(networks);
  });
  expect(await sweep.open({ device, baseUrl })).toMatchObject({ name: device, works: true });
  return { sweep, seen, listen: (listener: typeof onNews) => void (onNews = listener) };
}

function networksOf(experiment: Experiment, over: Record<string, unknown[]>): SweptNetwork[] {
  const fields = Object.entries(over).map(([path, values]) => ({ path, values }));
  return sweepCells(experiment, { over: fields, method: 'grid', seed: 1, starts: 1 });
}

/** A trainer of each device, which opens one network after the other. */
const trainers = new Map<DeviceName, Trainer>();
let opened = 0;

/** The weights and metrics of the same network trained alone. */
async function alone(device: DeviceName, experiment: Experiment, epochs: number) {
  let trainer = trainers.get(device);
  if (trainer) await trainer.configure({ experiment, moment: ++opened, origin: opened });
  else {
    trainer = await startTrainer(experiment, device);
    trainers.set(device, trainer);
  }
  const report = await trainer.train({ epochs });
  return { parameters: trainer.last('snapshotTaken').parameters, report };
}

async function expectAlone(device: DeviceName, networks: readonly SweptNetwork[], seen: Map<number, Seen>) {
  for (const { id, experiment } of networks) {
    const { parameters, report } = await alone(device, experiment, GOAL.epochs);
    const { checkpoint, points, ended } = seen.get(id)!;
    expect(ended, `network ${id}`).toBe('goal');
    expect([...checkpoint.state.subarray(0, parameters.length)], `weights of ${id}`).toEqual([...parameters]);
    const { trainLoss, testLoss, step, epoch } = report;
    expect(points.at(-1), `metrics of ${id}`).toMatchObject({ trainLoss, testLoss, step, epoch });
  }
}

const GRID = { [RATE]: [0.01, 0.1], 'network.seed': [1, 7] };
const CASES: [string, Experiment, Record<string, unknown[]>][] = [
  ['rates and seeds', XOR, GRID],
  [
    'dropout, a schedule and penalties',
    changeExperiment(XOR, {
      training: { dropout: 0.2, l2: 0.01, schedule: { name: 'cosine', period: 10, warmup: 2 } },
    }),
    GRID,
  ],
  [
    'a schedule that looks at losses',
    changeExperiment(XOR, { training: { schedule: { name: 'plateau', patience: 2 } } }),
    { [RATE]: [0.3, 1] },
  ],
  [
    'widths, depths and optimisers',
    XOR,
    {
      'network.hidden.length': [0, 2],
      'training.optimizer.name': ['sgd', 'adamw'],
    },
  ],
];

describe.each(['wasm', 'webgpu'] as const)('a sweep on %s', (device) => {
  it.each(CASES)('%s: each network ends as it would alone', async (_name, experiment, over) => {
    const { sweep, seen } = await openSweep(device);
    const networks = networksOf(experiment, over);
    await sweep.train({ networks, until: GOAL, pauseEpoch: 0 });
    await expectAlone(device, networks, seen);
    for (const { points } of seen.values()) {
      expect(points.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    }
  });

  it('one that was stopped goes on to the same end', async () => {
    const { sweep, seen, listen } = await openSweep(device);
    const networks = networksOf(XOR, GRID);
    listen(() => void sweep.stop());
    await sweep.train({ networks, until: GOAL, pauseEpoch: 0 });
    listen(() => undefined);
    const left = networks.map((network) => ({ ...network, checkpoint: seen.get(network.id)!.checkpoint }));
    expect(left.some(({ checkpoint }) => checkpoint.epoch < GOAL.epochs)).toBe(true);
    await sweep.train({
      networks: left.filter(({ checkpoint }) => checkpoint.epoch < GOAL.epochs),
      until: GOAL,
      pauseEpoch: 0,
    });
    await expectAlone(device, networks, seen);
  });

  it('a pause at an epoch changes nothing of what follows', async () => {
    const { sweep, seen } = await openSweep(device);
    const networks = networksOf(XOR, { [RATE]: [0.01, 0.1] });
    await sweep.train({ networks, until: GOAL, pauseEpoch: 5 });
    for (const { points, ended } of seen.values()) {
      expect(ended).toBe('paused');
      expect(points.at(-1)!.epoch).toBe(5);
    }
    const left = networks.map((network) => ({ ...network, checkpoint: seen.get(network.id)!.checkpoint }));
    await sweep.train({ networks: left, until: GOAL, pauseEpoch: 0 });
    await expectAlone(device, networks, seen);
  });

  it('one that diverges ends there, and the others go on', async () => {
    const { sweep, seen } = await openSweep(device);
    const plane = changeExperiment(defaultExperiment('plane'), {
      data: { samples: 60 },
      network: { hidden: [], output: { activation: 'linear' } },
      training: { optimizer: { name: 'sgd' } },
    });
    const networks = networksOf(plane, { [RATE]: [0.001, 100] });
    await sweep.train({ networks, until: { ...GOAL, epochs: 60 }, pauseEpoch: 0 });
    expect(seen.get(0)!.ended).toBe('goal');
    expect(seen.get(1)!.ended).toBe('diverged');
    expect(seen.get(1)!.checkpoint.state.every(Number.isFinite)).toBe(true);
    expect(seen.get(0)!.points.at(-1)!.epoch).toBe(60);
  });

  it('a loss or a time ends networks, and maps and confusions come along', async () => {
    const { sweep, seen } = await openSweep(device);
    const networks = networksOf(XOR, { [RATE]: [0.1] });
    await sweep.train({ networks, until: { epochs: 500, seconds: 0, testLoss: 0.35 }, pauseEpoch: 0 });
    const { points, map, confusion } = seen.get(0)!;
    expect(points.at(-1)!.testLoss).toBeLessThan(0.35);
    expect(points.at(-2)!.testLoss).toBeGreaterThanOrEqual(0.35);
    expect(map).toHaveLength(32 * 32);
    expect([...confusion!].reduce((sum, count) => sum + count, 0)).toBe(
      60 - Math.round(60 * XOR.data.trainShare),
    );
    const timed = networksOf(XOR, { [RATE]: [0.1, 0.2] });
    await sweep.train({ networks: timed, until: { epochs: 0, seconds: 0.2, testLoss: 0 }, pauseEpoch: 0 });
    expect([seen.get(0)!.ended, seen.get(1)!.ended]).toEqual(['goal', 'goal']);
  });
});

it('after a loss of the device every network goes on from its last mark', async () => {
  const { sweep, seen, listen } = await openSweep('webgpu');
  const networks = networksOf(XOR, GRID);
  let losses = 0;
  listen(() => {
    if (losses++ === 0) void sweep.loseDevice();
  });
  await sweep.train({ networks, until: GOAL, pauseEpoch: 0 });
  expect(losses).toBeGreaterThan(1);
  await expectAlone('webgpu', networks, seen);
});
