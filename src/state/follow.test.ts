import { beforeEach, expect, test, vi } from 'vitest';
import type { NetworkShape } from '../spec/networkShape.ts';
import { OUTCOMES } from '../trace/outcomes.ts';
import { createTrace } from '../trace/RequestTrace.ts';
import type { Snapshot } from '../wire/trainer.ts';
import { deviceStore } from './deviceStore.ts';
import { answersFeed, historyFeed, latencyFeed, pictureFeed, traceFeed } from './feeds.ts';
import { follow, type Followed, type Follower } from './follow.ts';
import { labStore } from './labStore.ts';
import { servingStore } from './servingStore.ts';
import { trainingStore } from './trainingStore.ts';
import { uiStore } from './uiStore.ts';

// Feeds wait for the next frame to tell their listeners; what they hold is read here without one.
vi.stubGlobal('requestAnimationFrame', () => 0);

const shapeOf = (units: number): NetworkShape => ({ inputs: 1, layers: [{ units, activation: 'linear' }] });
const snapshot = (generation: number, units: number, step = 0): Snapshot => ({
  metrics: { epoch: step, step, trainLoss: 0.5, testLoss: 0.6 },
  generation,
  stepsPerSecond: 10,
  epochsPerSecond: 1,
  parameters: new Float32Array(units * 2),
});

/** Events by hand, as the engine would emit them. */
function createEmitter() {
  const listeners = new Map<string, (detail: never) => void>();
  const part = (name: string) => ({
    call: () => Promise.reject(new Error('follow() never calls')),
    fail: () => undefined,
    on: (kind: string, listener: (detail: never) => void) => {
      listeners.set(`${name}.${kind}`, listener);
      return () => listeners.delete(`${name}.${kind}`);
    },
  });
  const followed = {
    trainer: part('trainer'),
    server: part('server'),
    load: part('load'),
    onFailure: (listener: (part: 'trainer' | 'server' | 'load', error: Error) => void) => {
      listeners.set('failure', ((detail: { part: 'trainer'; error: Error }) =>
        listener(detail.part, detail.error)) as never);
      return () => listeners.delete('failure');
    },
  } as unknown as Followed;
  return {
    followed,
    listeners,
    emit: (kind: string, detail: unknown) => listeners.get(kind)!(detail as never),
  };
}

let emit: (kind: string, detail: unknown) => void;
let listeners: Map<string, unknown>;
let follower: Follower;
beforeEach(() => {
  for (const store of [deviceStore, servingStore, trainingStore, uiStore]) {
    (store as { setState(state: unknown, replace: true): void }).setState(store.getInitialState(), true);
  }
  pictureFeed.publish(null);
  const emitter = createEmitter();
  ({ emit, listeners } = emitter);
  follower = follow(emitter.followed, shapeOf(2));
});

test('a snapshot becomes picture, curve and figures', () => {
  emit('trainer.snapshotTaken', snapshot(0, 2, 5));
  expect(pictureFeed.latest).toEqual({ shape: shapeOf(2), snapshot: snapshot(0, 2, 5) });
  expect(historyFeed.latest.map(({ step }) => step)).toEqual([5]);
  expect(trainingStore.getState()).toMatchObject({ stepsPerSecond: 10, metrics: { step: 5 } });
});

test('snapshots of an older generation are dropped', () => {
  emit('trainer.snapshotTaken', snapshot(3, 2, 5));
  emit('trainer.snapshotTaken', snapshot(2, 2, 90));
  expect(pictureFeed.latest!.snapshot.generation).toBe(3);
});

test('a new shape is taken with the first snapshot that has it, and not before', () => {
  emit('trainer.snapshotTaken', snapshot(0, 2));
  follower.expectShape(shapeOf(4));
  emit('trainer.snapshotTaken', snapshot(0, 2, 1));
  expect(pictureFeed.latest!.shape).toEqual(shapeOf(2));
  // A reset that was under way: a new generation, still of the old network.
  emit('trainer.snapshotTaken', snapshot(1, 2));
  expect(pictureFeed.latest!.shape).toEqual(shapeOf(2));
  emit('trainer.snapshotTaken', snapshot(2, 4));
  expect(pictureFeed.latest!.shape).toEqual(shapeOf(4));
});

test("the page's own picture gives way to the engine's", () => {
  follower.showFirst(shapeOf(3), () => snapshot(-1, 3));
  expect(pictureFeed.latest!.shape).toEqual(shapeOf(3));
  emit('trainer.snapshotTaken', snapshot(0, 3));
  follower.showFirst(shapeOf(2), () => expect.fail('made for nothing') as never);
  expect(pictureFeed.latest!.snapshot.generation).toBe(0);
});

test('device, loss and death are told', () => {
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

test('a compute worker that stays away is told', () => {
  const message = 'A compute worker of the server failed too often and stays away.';
  emit('server.instanceGaveUp', { message });
  expect(uiStore.getState().notice).toEqual({ text: message, tone: 'error' });
});

test('a run that stopped by itself says why until the next one begins', () => {
  emit('trainer.runStopped', {
    error: { name: 'Error', message: 'The loss became NaN.' },
    metrics: snapshot(0, 2, 7).metrics,
  });
  emit('trainer.phaseChanged', { phase: 'stopped' });
  expect(trainingStore.getState()).toMatchObject({ phase: 'stopped', problem: 'The loss became NaN.' });
  emit('trainer.phaseChanged', { phase: 'playing' });
  expect(trainingStore.getState().problem).toBeNull();
});

test('progress of data is shown while it loads', () => {
  emit('trainer.phaseChanged', { phase: 'loading' });
  emit('trainer.dataProgress', { loadedBytes: 1, totalBytes: 4 });
  expect(trainingStore.getState().dataProgress).toEqual({ loadedBytes: 1, totalBytes: 4 });
  emit('trainer.phaseChanged', { phase: 'paused' });
  expect(trainingStore.getState().dataProgress).toBeNull();
});

test('answers of a load find their rows; failures leave the row empty', () => {
  servingStore.setState({ phase: 'starting' });
  follower.expectAnswers({
    rawRows: new Float32Array(6),
    rawWidth: 2,
    labels: new Float32Array(3).fill(-1),
    outputUnits: 1,
  });
  emit('load.loadProgressed', {
    elapsedMs: 30,
    sent: 4,
    done: 3,
    inFlight: 1,
    report: { ok: 2 },
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
  const { outputs, recent, delivered } = answersFeed.latest!;
  expect([...outputs]).toEqual([0.5, NaN, 0.25]);
  expect(delivered).toBe(8);
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
  const pool = { rawRows: new Float32Array(1), rawWidth: 1, labels: new Float32Array(1), outputUnits: 1 };
  const progress = (ids: number[], elapsedMs: number) => ({
    startedAt: 1e12,
    elapsedMs,
    sent: 9,
    done: 9,
    inFlight: 0,
    report: { ok: 9 },
    leftOut: 0,
    trace: { ...createTrace(ids.length), ids: Float64Array.from(ids) },
    outputs: new Float32Array(ids.length),
  });
  servingStore.setState({ phase: 'starting' });
  follower.expectAnswers(pool);
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
  servingStore.setState({ phase: 'idle' });
  expect(traceFeed.latest).toMatchObject({ running: false, nowMs: 20, startedAt: 1e12 + 500 });
  labStore.setState({ pinnedId: 2 });
  servingStore.setState({ phase: 'starting' });
  follower.expectAnswers(pool);
  expect(labStore.getState().pinnedId).toBeNull();
  emit('load.loadProgressed', progress([7], 10));
  expect([...ring.columns.ids.subarray(0, ring.total)]).toEqual([7]);
});

test('stop leaves no listener behind', () => {
  follower.stop();
  expect(listeners.size).toBe(0);
});
