import { beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { Snapshot } from '#protocol/trainer.ts';
import { OUTCOMES } from '#trace/outcomes.ts';
import { createTrace } from '#trace/RequestTrace.ts';
import { applyEngineEvents, type EngineEvents, type EngineState } from './applyEngineEvents.ts';
import { deviceStore } from './deviceStore.ts';
import { responsesFeed, historyFeed, latencyFeed, snapshotFeed, traceFeed } from './feeds.ts';
import { labStore } from './labStore.ts';
import { servingStore } from './servingStore.ts';
import { trainingStore } from './trainingStore.ts';
import { uiStore } from './uiStore.ts';

// Feeds wait for the next frame to tell their listeners; what they hold is read here without one.
vi.stubGlobal('requestAnimationFrame', () => 0);

const shapeOf = (units: number): NetworkShape => ({ inputs: 1, layers: [{ units, activation: 'linear' }] });
const snapshot = (generation: number, units: number, step = 0): Snapshot => ({
  metrics: { epoch: step, step, trainLoss: 0.5, testLoss: 0.6 },
  shape: shapeOf(units),
  generation,
  stepsPerSecond: 10,
  epochsPerSecond: 1,
  parameters: new Float32Array(units * 2),
});

/** Events by hand, as the engine would emit them. */
function createEmitter() {
  const listeners = new Map<string, (detail: never) => void>();
  const part = (name: string) => ({
    call: () => Promise.reject(new Error('applyEngineEvents() never calls')),
    fail: () => undefined,
    on: (kind: string, listener: (detail: never) => void) => {
      listeners.set(`${name}.${kind}`, listener);
      return () => listeners.delete(`${name}.${kind}`);
    },
  });
  const events = {
    trainer: part('trainer'),
    server: part('server'),
    load: part('load'),
    onFailure: (listener: (part: 'trainer' | 'server' | 'load', error: Error) => void) => {
      listeners.set('failure', ((detail: { part: 'trainer'; error: Error }) =>
        listener(detail.part, detail.error)) as never);
      return () => listeners.delete('failure');
    },
  } as unknown as EngineEvents;
  return {
    events,
    listeners,
    emit: (kind: string, detail: unknown) => listeners.get(kind)!(detail as never),
  };
}

let emit: (kind: string, detail: unknown) => void;
let listeners: Map<string, unknown>;
let engineState: EngineState;
beforeEach(() => {
  for (const store of [deviceStore, servingStore, trainingStore, uiStore]) {
    (store as { setState(state: unknown, replace: true): void }).setState(store.getInitialState(), true);
  }
  snapshotFeed.publish(null);
  const emitter = createEmitter();
  ({ emit, listeners } = emitter);
  engineState = applyEngineEvents(emitter.events);
});

test('a snapshot goes to the feeds of snapshots and history, its metrics to the store', () => {
  emit('trainer.snapshotTaken', snapshot(0, 2, 5));
  expect(snapshotFeed.latest).toEqual(snapshot(0, 2, 5));
  expect(historyFeed.latest.map(({ step }) => step)).toEqual([5]);
  expect(trainingStore.getState()).toMatchObject({ stepsPerSecond: 10, metrics: { step: 5 } });
});

test('snapshots of an older generation are dropped', () => {
  emit('trainer.snapshotTaken', snapshot(3, 2, 5));
  emit('trainer.snapshotTaken', snapshot(2, 2, 90));
  expect(snapshotFeed.latest!.generation).toBe(3);
});

test('a snapshot keeps its own shape, also where two networks have equally many parameters', () => {
  emit('trainer.snapshotTaken', snapshot(0, 2));
  expect(snapshotFeed.latest!.shape).toEqual(shapeOf(2));
  const other: NetworkShape = { inputs: 3, layers: [{ units: 1, activation: 'tanh' }] };
  emit('trainer.snapshotTaken', { ...snapshot(1, 2), shape: other });
  expect(snapshotFeed.latest!.shape).toEqual(other);
});

test('a trainer that is started again after its death counts from the start', () => {
  emit('trainer.snapshotTaken', snapshot(7, 2));
  emit('failure', { part: 'trainer', error: new Error('The training worker stopped.') });
  const report = { name: 'wasm', works: true } as const;
  emit('trainer.deviceOpened', { report, tried: [report] });
  emit('trainer.phaseChanged', { phase: 'paused' });
  emit('trainer.snapshotTaken', snapshot(0, 2, 3));
  expect(snapshotFeed.latest!.metrics.step).toBe(3);
  expect(trainingStore.getState()).toMatchObject({ phase: 'paused', problem: null });
});

test("the engine's first snapshot replaces the page's own", () => {
  engineState.showFirst(() => snapshot(-1, 3));
  expect(snapshotFeed.latest!.shape).toEqual(shapeOf(3));
  emit('trainer.snapshotTaken', snapshot(0, 3));
  engineState.showFirst(() => expect.fail('made for nothing') as never);
  expect(snapshotFeed.latest!.generation).toBe(0);
});

test('an opened, a lost and a failed device are in the store', () => {
  const report = { name: 'webgpu', works: true } as const;
  emit('trainer.deviceOpened', { report, tried: [report] });
  expect(deviceStore.getState()).toMatchObject({ status: 'ready', report, message: null });
  const message = 'The GPU was lost. Weights are safe at step 10.';
  emit('trainer.deviceLost', { report: { name: 'wasm', works: true }, message, continuesOn: 'wasm' });
  expect(deviceStore.getState()).toMatchObject({ status: 'ready', report: { name: 'wasm' } });
  expect(uiStore.getState().notice).toEqual({ text: message, tone: 'error' });
  emit('trainer.deviceLost', { report, message });
  expect(deviceStore.getState().status).toBe('lost');
  emit('failure', { part: 'trainer', error: new Error('The training worker stopped.') });
  expect(deviceStore.getState()).toMatchObject({ status: 'failed', message: 'The training worker stopped.' });
  expect(trainingStore.getState().phase).toBe('stopped');
});

test('a compute worker that is given up is reported', () => {
  const message = 'A compute worker of the server failed too often and stays away.';
  emit('server.instanceGaveUp', { message });
  expect(uiStore.getState().notice).toEqual({ text: message, tone: 'error' });
});

test('why a run stopped by itself is kept until the next one begins', () => {
  emit('trainer.runStopped', {
    reason: 'The loss became NaN.',
    metrics: snapshot(0, 2, 7).metrics,
  });
  emit('trainer.phaseChanged', { phase: 'stopped' });
  expect(trainingStore.getState()).toMatchObject({ phase: 'stopped', problem: 'The loss became NaN.' });
  emit('trainer.phaseChanged', { phase: 'playing' });
  expect(trainingStore.getState().problem).toBeNull();
});

test('the stop condition that ended a run is kept until the next one begins, and told once', () => {
  const met = { code: 'lossBelow', watch: 'test', limit: 0.01, loss: 0.0098 } as const;
  emit('trainer.phaseChanged', { phase: 'paused', met });
  expect(trainingStore.getState()).toMatchObject({ phase: 'paused', met, problem: null });
  expect(uiStore.getState().notice).toEqual({ text: 'Stopped: test loss below 0.01.', tone: 'plain' });
  emit('trainer.phaseChanged', { phase: 'playing' });
  expect(trainingStore.getState().met).toBeNull();
});

test('progress of data is shown while it loads', () => {
  emit('trainer.phaseChanged', { phase: 'loading' });
  emit('trainer.dataProgress', { loadedBytes: 1, totalBytes: 4 });
  expect(trainingStore.getState().dataProgress).toEqual({ loadedBytes: 1, totalBytes: 4 });
  emit('trainer.phaseChanged', { phase: 'paused' });
  expect(trainingStore.getState().dataProgress).toBeNull();
});

test('responses of a load go to their rows; failures leave the row empty', () => {
  servingStore.setState({ phase: 'starting' });
  engineState.expectResponses(
    {
      rawRows: new Float32Array(6),
      rawWidth: 2,
      labels: new Float32Array(3).fill(-1),
      outputs: 1,
    },
    defaultExperiment('iris'),
  );
  emit('load.loadProgressed', {
    elapsedMs: 30,
    sent: 4,
    done: 3,
    inFlight: 1,
    report: { ok: 2, clockStepMs: 1 },
    startedAt: 1e12,
    trace: {
      ...createTrace(3),
      rowIndexes: Uint32Array.of(2, 0, 1),
      ids: Float64Array.of(12, 10, 11),
      outcomes: Uint8Array.of(0, 0, OUTCOMES.indexOf('rejected')),
      plannedMs: Float64Array.of(20, 21, 22),
      deliveredMs: Float64Array.of(23, 25, 26),
    },
    outputs: Float32Array.of(0.25, 0.5, 0),
    leftOut: 5,
  });
  expect(servingStore.getState()).toMatchObject({ phase: 'running', sent: 4, done: 3, inFlight: 1 });
  const { outputs, recent } = responsesFeed.latest!;
  expect([...outputs]).toEqual([0.5, NaN, 0.25]);
  expect(servingStore.getState().clockStepMs).toBe(1);
  expect(traceFeed.latest.ran?.data.set).toBe('iris');
  expect(traceFeed.latest.totals.ok).toBe(2);
  expect(recent.map(({ row, id }) => [row, id])).toEqual([
    [2, 12],
    [0, 10],
    [1, 11],
  ]);
  const { count, latencyMs, elapsedMs } = latencyFeed.latest!;
  expect([...latencyMs.subarray(0, count)]).toEqual([3, 4]);
  expect([...elapsedMs.subarray(0, count)]).toEqual([23, 25]);
});

test('the trace of a load gathers in its ring, begins anew with the next, and ends with it', () => {
  const pool = { rawRows: new Float32Array(1), rawWidth: 1, labels: new Float32Array(1), outputs: 1 };
  const progress = (ids: number[], elapsedMs: number) => ({
    startedAt: 1e12,
    elapsedMs,
    sent: 9,
    done: 9,
    inFlight: 0,
    report: { ok: 9, clockStepMs: 0.1 },
    leftOut: 0,
    trace: { ...createTrace(ids.length), ids: Float64Array.from(ids) },
    outputs: new Float32Array(ids.length),
  });
  servingStore.setState({ phase: 'starting' });
  engineState.expectResponses(pool, defaultExperiment('circle'));
  expect(traceFeed.latest).toMatchObject({ running: true, nowMs: 0 });
  emit('load.loadProgressed', progress([1, 2], 30));
  emit('load.loadProgressed', progress([3], 60));
  const { ring, running, nowMs, startedAt } = traceFeed.latest;
  expect({ running, nowMs, startedAt }).toEqual({ running: true, nowMs: 60, startedAt: 1e12 });
  expect([...ring.columns.ids.subarray(0, ring.total)]).toEqual([1, 2, 3]);
  // The next point of a sweep: its times start from 0 again.
  emit('load.loadProgressed', { ...progress([4, 5], 20), startedAt: 1e12 + 500 });
  expect([...ring.columns.ids.subarray(0, ring.total)]).toEqual([4, 5]);
  expect(latencyFeed.latest!.count).toBe(2);
  // Sums, too, are of this point alone.
  expect(traceFeed.latest.totals.ok).toBe(2);
  expect(traceFeed.latest.ran?.data.set).toBe('circle');
  servingStore.setState({ phase: 'idle' });
  expect(traceFeed.latest).toMatchObject({ running: false, nowMs: 20, startedAt: 1e12 + 500 });
  labStore.setState({ pinnedId: 2 });
  servingStore.setState({ phase: 'starting' });
  engineState.expectResponses(pool, defaultExperiment('circle'));
  expect(labStore.getState().pinnedId).toBeNull();
  emit('load.loadProgressed', progress([7], 10));
  expect([...ring.columns.ids.subarray(0, ring.total)]).toEqual([7]);
});

test('stop leaves no listener behind', () => {
  engineState.stop();
  expect(listeners.size).toBe(0);
});
