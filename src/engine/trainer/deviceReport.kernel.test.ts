/** Device reports are about the present network, not the one that a device was opened with. */
import { beforeAll, describe, expect, it } from 'vitest';
import { registerKernels } from '#engine/kernels/registerKernels.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import type { Handlers } from '#protocol/Call.ts';
import type { TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import { createTrainer } from './createTrainer.ts';

const SMALL = defaultExperiment('xor');
const LARGE: Experiment = {
  ...SMALL,
  network: { ...SMALL.network, hidden: [128, 128].map((units) => ({ units, activation: 'tanh' as const })) },
};
const slower = (experiment: Experiment): Experiment => {
  const optimizer = { ...experiment.training.optimizer, learningRate: 0.001 };
  return { ...experiment, training: { ...experiment.training, optimizer } };
};

const opened: TrainerEvents<Failure>['deviceOpened'][] = [];
let trainer: Handlers<TrainerCalls<Failure>>;

async function pathOf(name: DeviceName, experiment: Experiment): Promise<string> {
  return (await registerKernels(name)).path(networkShape(experiment));
}

/** The path in the newest event and in `devices()`. */
async function toldPath(name: DeviceName): Promise<string | undefined> {
  const path = (await trainer.devices()).find((report) => report.name === name)?.path;
  const { report, tried } = opened.at(-1)!;
  expect(tried.find((report) => report.name === name)?.path).toBe(path);
  if (report.name === name) expect(report.path).toBe(path);
  return path;
}

beforeAll(async () => {
  trainer = createTrainer((kind, detail) => {
    if (kind === 'deviceOpened') opened.push(detail as TrainerEvents<Failure>['deviceOpened']);
  });
  const baseUrl = new URL('../training', location.href).href;
  const report = await trainer.start({ experiment: SMALL, prefer: 'wasm', baseUrl });
  expect(report.path).toBe(await pathOf('wasm', SMALL));
});

describe('the device report', () => {
  it('reports the path of a network that came later', async () => {
    expect(await pathOf('wasm', LARGE)).not.toBe(await pathOf('wasm', SMALL));
    await trainer.configure({ experiment: LARGE });
    expect(await toldPath('wasm')).toBe(await pathOf('wasm', LARGE));
    await trainer.configure({ experiment: SMALL });
    expect(await toldPath('wasm')).toBe(await pathOf('wasm', SMALL));
  });

  it('reports it for every open device, also those not in use', async () => {
    await trainer.useDevice({ name: 'webgpu' });
    expect(await pathOf('webgpu', LARGE)).not.toBe(await pathOf('webgpu', SMALL));
    expect(await toldPath('webgpu')).toBe(await pathOf('webgpu', SMALL));
    await trainer.useDevice({ name: 'wasm' });
    await trainer.configure({ experiment: LARGE });
    for (const name of ['wasm', 'webgpu'] as const) {
      expect(await toldPath(name)).toBe(await pathOf(name, LARGE));
    }
    await trainer.configure({ experiment: SMALL });
  });

  it('keeps a measured speed while it is that of the present network, and no longer', async () => {
    await trainer.measureDevices();
    const speeds = async (): Promise<(number | undefined)[]> =>
      (await trainer.devices()).map(({ stepsPerSecond }) => stepsPerSecond);
    const measured = await speeds();
    for (const speed of measured) expect(speed).toBeGreaterThan(1);
    const before = opened.length;
    await trainer.configure({ experiment: slower(SMALL) });
    expect(await speeds()).toEqual(measured);
    expect(opened.length).toBe(before);
    await trainer.configure({ experiment: LARGE });
    expect(await speeds()).toEqual([undefined, undefined, undefined]);
    expect(opened.length).toBe(before + 1);
  });
});
