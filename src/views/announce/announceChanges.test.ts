/** Which changes of the stores are announced, and when. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { experimentStore, redo, setExperiment, startWith, undo } from '#state/experimentStore.ts';
import { servingStore, type ServingState } from '#state/servingStore.ts';
import { sweepStore } from '#state/sweepStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { announceChanges } from './announceChanges.ts';
import { createSpeaker } from './createSpeaker.ts';

let spoken: string[] = [];
let stop = (): void => undefined;
/** What has been announced within the next `ms`. */
function heard(ms = 2_000): string[] {
  vi.advanceTimersByTime(ms);
  const texts = spoken.map((text) => text.replaceAll('\u202f', ' '));
  spoken = [];
  return texts;
}
const metrics = (step: number, epoch = step / 10) => ({
  epoch,
  step,
  trainLoss: 0.25,
  testLoss: 0.5,
  trainAccuracy: 0.9,
  testAccuracy: 0.875,
});
const edit = (change: (experiment: Experiment) => Experiment): void =>
  setExperiment(change(experimentStore.getState().experiment));
const withUnits = (...units: number[]): void =>
  edit((experiment) => ({
    ...experiment,
    network: {
      ...experiment.network,
      hidden: units.map((count) => ({ units: count, activation: 'tanh' as const })),
    },
  }));

beforeEach(() => {
  vi.useFakeTimers();
  spoken = [];
  startWith(defaultExperiment('circle'));
  trainingStore.setState({ ...trainingStore.getInitialState(), phase: 'paused', metrics: metrics(0) });
  servingStore.setState(servingStore.getInitialState());
  deviceStore.setState(deviceStore.getInitialState());
  sweepStore.setState(sweepStore.getInitialState());
  const speaker = createSpeaker((text) => spoken.push(text));
  const stopAnnouncing = announceChanges(speaker);
  stop = () => {
    stopAnnouncing();
    speaker.stop();
  };
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('playing announces its start, its loss every ten seconds, and where it was paused', () => {
  trainingStore.setState({ phase: 'playing' });
  expect(heard()).toEqual(['Training started.']);
  // Thirty snapshots per second for 25 s.
  for (let i = 1; i <= 750; i++) {
    trainingStore.setState({ metrics: metrics(i) });
    vi.advanceTimersByTime(1_000 / 30);
  }
  const progress = heard(0);
  expect(progress).toHaveLength(2);
  expect(progress[0]).toMatch(
    /^Training, epoch \d+, loss 0\.250, test loss 0\.500, test accuracy 87\.5 %\.$/,
  );
  trainingStore.setState({ phase: 'paused' });
  expect(heard()).toEqual(['Paused at epoch 75, loss 0.250, test loss 0.500, test accuracy 87.5 %.']);
});

test('a pause that is taken back at once, as an edit does it, is not announced', () => {
  trainingStore.setState({ phase: 'playing' });
  heard();
  trainingStore.setState({ phase: 'paused' });
  trainingStore.setState({ phase: 'playing' });
  expect(heard()).toEqual([]);
});

test('steps and a reset', () => {
  trainingStore.setState({ metrics: metrics(1) });
  trainingStore.setState({ metrics: metrics(2) });
  expect(heard()).toEqual(['Step 2, epoch 0, loss 0.250, test loss 0.500, test accuracy 87.5 %.']);
  vi.advanceTimersByTime(5_000);
  trainingStore.setState({ metrics: metrics(0) });
  expect(heard()).toEqual(['The network is back at its start.']);
});

test('layers, units and data sets are announced, with their consequences', () => {
  withUnits(6, 4, 4);
  expect(heard()).toEqual(['Layer added: 3 hidden layers of 6, 4 and 4 units.']);
  trainingStore.setState({ metrics: metrics(9) });
  heard(5_000);
  withUnits(6, 4);
  trainingStore.setState({ metrics: metrics(0) });
  expect(heard()).toEqual(['Layer removed: 2 hidden layers of 6 and 4 units. Training starts over.']);
  withUnits(6, 5);
  expect(heard()).toEqual(['Hidden 2: 5 units.']);
  edit((experiment) => ({ ...experiment, data: { ...experiment.data, set: 'xor' } }));
  expect(heard()).toEqual(['Data set XOR, 2 classes.']);
});

test('an edit that its own control announces is not announced again; undo and redo of it are', () => {
  edit((experiment) => ({ ...experiment, training: { ...experiment.training, batchSize: 20 } }));
  expect(heard()).toEqual([]);
  undo();
  expect(heard()).toEqual(['Undone. Training settings.']);
  redo();
  expect(heard()).toEqual(['Redone. Training settings.']);
  withUnits(3);
  heard();
  undo();
  expect(heard()[0]).toMatch(/^Undone\. Layer added: /);
});

test('a load: its start, its progress every ten seconds, and its results', () => {
  servingStore.setState({ phase: 'starting', kind: 'closed' });
  expect(heard()).toEqual(['Load started.']);
  servingStore.setState({ phase: 'running' });
  for (let i = 0; i < 360; i++) {
    servingStore.setState({ done: i });
    vi.advanceTimersByTime(1_000 / 30);
  }
  expect(heard(0)).toEqual([expect.stringMatching(/^Load running, \d+ done\.$/)]);
  servingStore.setState({ report: report({ ok: 1_200, rejected: 3, seconds: 4 }) });
  servingStore.setState({ phase: 'idle' });
  expect(heard()).toEqual([
    'Load ended: 1,200 answers in 4.0 s, 300 per second, p50 1.50 ms, p99 12.5 ms, 3 rejected.',
  ]);
});

test('a burst and a sweep have their own texts; a failure is left to its alert', () => {
  servingStore.setState({ phase: 'starting', kind: 'burst' });
  expect(heard()).toEqual(['Sending 256 requests.']);
  servingStore.setState({ report: report({ ok: 256, seconds: 0.0174 }), phase: 'idle' });
  expect(heard()[0]).toMatch(/^Done: 256 answers in 17 ms, /);
  servingStore.setState({ phase: 'starting', kind: 'sweep' });
  heard();
  sweepStore.setState({ points: [{ x: 8, perSecond: 900 }] as never, knee: 0 });
  servingStore.setState({ phase: 'idle' });
  expect(heard()).toEqual([
    'Sweep ended: 1 point measured, knee at 8 in flight with 900 requests per second.',
  ]);
  servingStore.setState({ phase: 'starting', kind: 'closed' });
  heard();
  servingStore.setState({ phase: 'idle', problem: 'The server has stopped.' });
  expect(heard()).toEqual([]);
});

test('the device once it is ready, and every other device after it', () => {
  const ready = (name: 'wasm' | 'webgpu', adapter: string): void =>
    deviceStore.setState({ status: 'ready', report: { name, adapter, works: true } as never });
  ready('wasm', 'SIMD');
  expect(heard()).toEqual(['Ready on WASM – SIMD.']);
  ready('wasm', 'SIMD');
  expect(heard()).toEqual([]);
  ready('webgpu', 'apple metal-3');
  expect(heard()).toEqual(['Device: WebGPU – apple metal-3.']);
});

function report(part: Partial<NonNullable<ServingState['report']>>): NonNullable<ServingState['report']> {
  return {
    rejected: 0,
    timedOut: 0,
    cancelled: 0,
    failed: 0,
    requestsPerSecond: 300,
    latencyMs: { p50: 1.5, p99: 12.5 },
    ...part,
  } as NonNullable<ServingState['report']>;
}
