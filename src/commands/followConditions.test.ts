import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { ConditionWatch } from '#lessons/conditions/ConditionWatch.ts';
import type { LoadReport } from '#protocol/load.ts';
import { RunTotals } from '#trace/RunTotals.ts';
import { TraceRing } from '#trace/TraceRing.ts';
import { experimentStore, openExperiment, setExperiment, startWith } from '#state/experimentStore.ts';
import { historyFeed, snapshotFeed, traceFeed, type Snapshot } from '#state/feeds.ts';
import { NO_PATTERN, patternFeed } from '#state/patternFeed.ts';
import { servingStore } from '#state/servingStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { followConditions } from './followConditions.ts';

const ask = vi.fn();
let stop = (): void => undefined;
const frame = (): Promise<unknown> => vi.advanceTimersByTimeAsync(20);
const present = () => experimentStore.getState().experiment;

function follow(text: string, keep?: Record<string, string>): ConditionWatch {
  const watch = new ConditionWatch(text, keep);
  stop = followConditions({ ask }, [watch], () => undefined);
  return watch;
}

async function trained(step: number, testLoss: number, generation: number): Promise<void> {
  const metrics = { epoch: step / 25, step, trainLoss: testLoss, testLoss };
  const shape = networkShape(present());
  trainingStore.setState({ metrics, phase: 'paused', isLookingBack: false });
  snapshotFeed.publish({
    metrics,
    generation,
    shape,
    parameters: new Float32Array(99),
  } as unknown as Snapshot);
  await frame();
}

async function loaded(changes: Partial<LoadReport>): Promise<void> {
  const report = {
    sent: 100,
    ok: 90,
    goodput: { ok: 50, perSecond: 5 },
    latencyMs: { p50: 2, p99: 9, mean: 3, max: 10 },
    littlesLaw: { inFlightMean: 4, ratio: 1 },
    byPriority: [{ priority: 2, sent: 10, ok: 1, latencyMs: { p50: 40 } }],
    ...changes,
  } as unknown as LoadReport;
  const ran = present();
  traceFeed.publish({
    ring: new TraceRing(1),
    startedAt: 0,
    running: false,
    nowMs: 0,
    leftOut: 0,
    totals: new RunTotals(),
    ran,
  });
  servingStore.setState({ phase: 'running', report });
  servingStore.setState({ phase: 'idle' });
  await frame();
}

const XOR: ExperimentInput = { data: { set: 'xor' }, network: { hidden: [] } };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next, 16));
  ask.mockReset();
  startWith(parseExperiment(XOR));
  snapshotFeed.publish(null);
  historyFeed.publish([]);
  patternFeed.publish(NO_PATTERN);
  servingStore.setState(servingStore.getInitialState());
  trainingStore.setState(trainingStore.getInitialState());
});
afterEach(async () => {
  stop();
  await frame();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('an experiment is not judged by the numbers of the one before it', async () => {
  await trained(500, 0.01, 3);
  const watch = follow("best.testLoss < 0.05 and exp.data.set == 'circle'");
  openExperiment(parseExperiment({ data: { set: 'circle' }, network: { hidden: [] } }));
  expect(watch.state).toBe('notYet');
  // The last picture of the run before comes late.
  await trained(501, 0.01, 3);
  expect(watch.state).toBe('notYet');
  await trained(0, 0.6, 4);
  expect(watch.scope?.now.values.testLoss).toBe(0.6);
  await trained(90, 0.04, 4);
  expect(watch.state).toBe('met');
});

test('an edit of the view or the server leaves the numbers as they are', async () => {
  await trained(5, 0.5, 3);
  const watch = follow('testLoss > 0');
  setExperiment(changeExperiment(present(), { view: { showTest: true }, serving: { inFlight: 9 } }));
  expect(watch.scope?.now.values.testLoss).toBe(0.5);
});

test('points of the curve between two pictures count', async () => {
  await trained(0, 0.5, 1);
  const watch = follow('best.testLoss < 0.1');
  const point = (step: number, testLoss: number) => ({
    epoch: step / 25,
    step,
    testLoss,
    trainLoss: testLoss,
    testAccuracy: NaN,
    trainAccuracy: NaN,
    batchLoss: NaN,
  });
  historyFeed.publish([point(0, 0.5), point(25, 0.09), point(50, 0.3)]);
  await trained(50, 0.3, 1);
  expect(watch.state).toBe('met');
});

test('nothing is judged while an earlier moment is looked at', async () => {
  await trained(50, 0.3, 1);
  const watch = follow('testLoss < 0.1');
  await trained(20, 0.05, 2);
  expect(watch.state).toBe('met');
  stop();
  const other = follow('testLoss < 0.01');
  trainingStore.setState({ isLookingBack: true });
  snapshotFeed.publish({
    ...snapshotFeed.latest!,
    metrics: { ...snapshotFeed.latest!.metrics, testLoss: 0 },
  });
  await frame();
  expect(other.state).toBe('notYet');
});

test('a trainer that was started again counts its generations from 0', async () => {
  await trained(5, 0.5, 7);
  const watch = follow('testLoss < 0.1');
  setExperiment(changeExperiment(present(), { training: { l2: 0.1 } }));
  await trained(6, 0.05, 0);
  expect(watch.state).toBe('met');
});

test('a load counts once it has ended, on the settings it ran with, and only from now on', async () => {
  await loaded({});
  const watch = follow('p50Ms > 0');
  expect(watch.state).toBe('notYet');
  servingStore.setState({ phase: 'running' });
  expect(watch.state).toBe('notYet');
  await loaded({ late: 41, byPriority: [] });
  expect(watch.state).toBe('busy');
  await loaded({ late: 1 });
  expect(watch.state).toBe('met');
  expect(watch.scope?.now.values).toMatchObject({ goodShare: 0.5, goodPerSecond: 5, p99Ms: 9, sent: 100 });
  expect(watch.scope?.now.byPriority?.get(2)).toMatchObject({ p50Ms: 40, ok: 1 });
  setExperiment(changeExperiment(present(), { serving: { inFlight: 9 } }));
  expect(watch.scope?.now.values.p50Ms).toBeUndefined();
});

test('counts of the example in Code', async () => {
  const watch = follow("returned and blockedSenders == 127 and pattern == 'leak'");
  patternFeed.publish({ ...NO_PATTERN, name: 'leak', phase: 'running', blockedSenders: 127 });
  await frame();
  expect(watch.state).toBe('notYet');
  patternFeed.publish({ ...NO_PATTERN, name: 'leak', phase: 'left', blockedSenders: 127 });
  await frame();
  expect(watch.state).toBe('met');
});

test('the trainer counts dead units where a condition asks for them', async () => {
  await trained(5, 0.5, 1);
  ask.mockResolvedValue({ layers: [{ dead: [0, 3] }, { dead: [] }] });
  const watch = follow('dead(0) == 2 and dead(1) == 0');
  expect(watch.state).toBe('notYet');
  await frame();
  expect(watch.state).toBe('met');
  expect(ask).toHaveBeenCalledTimes(1);
  stop();
  ask.mockClear();
  follow('testLoss < 1');
  await trained(6, 0.5, 1);
  expect(ask).not.toHaveBeenCalled();
});

test('a run that stopped by itself', async () => {
  await trained(5, 0.5, 1);
  const watch = follow('stopped');
  trainingStore.setState({ phase: 'stopped', problem: 'The loss is no longer finite.' });
  expect(watch.state).toBe('met');
});
