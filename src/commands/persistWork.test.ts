// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { Snapshot } from '#protocol/trainer.ts';
import { setExperiment, startWith } from '#state/experimentStore.ts';
import { leftRun } from './leftRun.ts';
import { persistWork, type WorkKeeper } from './persistWork.ts';
import type { Work, WorkStore } from './workStore.ts';

const circle = defaultExperiment('circle');
const titled = (title: string): Experiment => ({ ...circle, title });

/** Writes as "tab title@step". */
let written: string[] = [];
let failing: Error | null = null;
let failures = 0;
let page = new EventTarget();
let tell: (snapshot: Snapshot) => void = () => undefined;
let keeper: WorkKeeper;

const store: WorkStore = {
  async put(tab, { experiment, run }: Work) {
    if (failing) throw failing;
    written.push(`${tab} ${experiment.title ?? 'untitled'}@${run?.checkpoint.step ?? '-'}`);
  },
  get: async () => undefined,
  putCurves: async () => undefined,
  curves: async () => [],
  entries: async () => [],
  remove: async () => undefined,
};

const snapshot = (step: number, experiment = circle): Snapshot =>
  ({
    run: {
      experiment,
      checkpoint: { state: Float32Array.of(step), step, epoch: 0, batch: 0, slotsSince: 0 },
    },
  }) as unknown as Snapshot;

beforeEach(async () => {
  vi.useFakeTimers();
  written = [];
  failing = null;
  failures = 0;
  localStorage.clear();
  sessionStorage.clear();
  page = new EventTarget();
  startWith(circle);
  keeper = persistWork({
    trainer: {
      on: ((_kind: string, listener: never) => ((tell = listener), () => undefined)) as never,
    },
    page: page as never,
    open: async () => store,
    identify: async () => 'tab',
    brought: { run: undefined, isKept: false },
    left: leftRun(() => sessionStorage),
    onFailure: () => (failures += 1),
  });
  await vi.advanceTimersByTimeAsync(10);
});
afterEach(() => {
  keeper.stop();
  vi.useRealTimers();
});

test('a tab asks for its name once, however early it has something to keep', async () => {
  keeper.stop();
  let named = 0;
  keeper = persistWork({
    trainer: { on: ((_kind: string, listener: never) => ((tell = listener), () => undefined)) as never },
    page: page as never,
    open: async () => store,
    identify: () => new Promise((resolve) => setTimeout(() => resolve(`name ${++named}`), 1_000)),
    brought: { run: undefined, isKept: false },
    left: leftRun(() => sessionStorage),
    onFailure: () => (failures += 1),
  });
  tell(snapshot(25));
  await vi.advanceTimersByTimeAsync(5_000);
  tell(snapshot(26));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(named).toBe(1);
  expect(written).toEqual(['name 1 untitled@25', 'name 1 untitled@26']);
});

test('an untouched page keeps nothing', async () => {
  tell(snapshot(0));
  await vi.advanceTimersByTimeAsync(60_000);
  page.dispatchEvent(new Event('pagehide'));
  expect(written).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test('the end of a run is written in the same turn; changes soon after it, together', async () => {
  tell(snapshot(25));
  expect(written).toEqual(['tab untitled@25']);
  for (const step of [26, 27, 28]) tell(snapshot(step));
  setExperiment(titled('a'));
  await vi.advanceTimersByTimeAsync(900);
  expect(written).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(written.slice(1)).toEqual(['tab a@28']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(written).toHaveLength(2);
});

test('a page that is left writes pending changes at once', async () => {
  tell(snapshot(25));
  await vi.advanceTimersByTimeAsync(10);
  page.dispatchEvent(new Event('pagehide'));
  expect(written).toHaveLength(1);
  tell(snapshot(26));
  page.dispatchEvent(new Event('pagehide'));
  expect(written.slice(1)).toEqual(['tab untitled@26']);
});

test('what cannot be written is reported once, retried, and written when possible', async () => {
  failing = new DOMException('broken', 'UnknownError');
  tell(snapshot(25));
  await vi.advanceTimersByTimeAsync(120_000);
  expect(failures).toBe(1);
  failing = null;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(written).toEqual(['tab untitled@25']);
  expect(failures).toBe(1);
});

test('the run of an experiment is known while it is the same experiment, whatever its title', () => {
  tell(snapshot(25));
  expect(keeper.runOf(titled('renamed'))?.checkpoint.step).toBe(25);
  const other = { ...circle, training: { ...circle.training, l2: 0.001 } };
  expect(keeper.runOf(other)).toBeUndefined();
});

test('a page that is left leaves its run in the same turn, until the database has it', async () => {
  const stepLeft = () => leftRun(() => sessionStorage).read()?.checkpoint.step;
  tell(snapshot(25));
  await vi.advanceTimersByTimeAsync(10);
  tell(snapshot(26));
  page.dispatchEvent(new Event('pagehide'));
  expect(stepLeft()).toBe(26);
  // The page was shown again.
  await vi.advanceTimersByTimeAsync(2_000);
  expect(stepLeft()).toBeUndefined();
  page.dispatchEvent(new Event('pagehide'));
  expect(stepLeft()).toBe(26);
  // After a fresh start nothing of it is left.
  tell(snapshot(0));
  page.dispatchEvent(new Event('pagehide'));
  expect(stepLeft()).toBeUndefined();
});
