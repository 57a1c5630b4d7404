import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import { forgetCurve, keepCurve, runsStore, type KeptCurve } from '#state/runsStore.ts';
import { persistCurves, thinned } from './persistCurves.ts';

const experiment = defaultExperiment('circle');
const point = (step: number): HistoryPoint => ({
  epoch: step,
  step,
  trainLoss: 1,
  testLoss: 1,
  trainAccuracy: 0,
  testAccuracy: 0,
  batchLoss: Number.NaN,
});
const curveOf = (count: number): HistoryPoint[] => Array.from({ length: count }, (_, i) => point(i));

let kept: readonly KeptCurve[] = [];
let failing = false;
const onFailure = vi.fn();
let stop = (): void => undefined;
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** As a page that starts. */
async function begin(): Promise<void> {
  stop();
  runsStore.setState(runsStore.getInitialState());
  const store = {
    async putCurves(_tab: string, curves: readonly KeptCurve[]) {
      if (failing) throw new DOMException('full', 'QuotaExceededError');
      kept = structuredClone(curves);
    },
    curves: async () => structuredClone(kept),
  };
  stop = persistCurves({ ready: async () => [store, 'tab'], onFailure });
  await settled();
}

beforeEach(async () => {
  kept = [];
  failing = false;
  onFailure.mockClear();
  await begin();
});
afterEach(() => stop());

test('a run that was kept is there after a reload, under its number; one that was removed is not', async () => {
  keepCurve(experiment, curveOf(3));
  keepCurve(defaultExperiment('xor'), curveOf(4));
  await settled();
  const [first, second] = runsStore.getState().runs;
  await begin();
  expect(runsStore.getState().runs).toEqual([first, second]);
  forgetCurve(first!.id);
  await settled();
  await begin();
  expect(runsStore.getState().runs).toEqual([second]);
});

test('a run that is kept before the others have been read does not cost them', async () => {
  kept = [{ id: 900, experiment, curve: curveOf(2) }];
  const started = begin();
  keepCurve(experiment, curveOf(3));
  await started;
  await settled();
  expect(kept.map(({ curve }) => curve.length)).toEqual([2, 3]);
  expect(runsStore.getState().runs).toEqual(kept);
});

test('a run that is no longer understood is left out', async () => {
  kept = [
    { id: 3, experiment: { ...experiment, version: 99 } as never, curve: [] },
    { id: 4, experiment, curve: curveOf(2) },
    { id: 'x' as never, experiment, curve: [] },
  ];
  await begin();
  expect(runsStore.getState().runs.map(({ id }) => id)).toEqual([4]);
});

test('storage that is full is told', async () => {
  failing = true;
  keepCurve(experiment, curveOf(3));
  await settled();
  expect(onFailure).toHaveBeenCalledTimes(1);
});

test('curves that are too long together are thinned evenly, and keep their ends', () => {
  const runs = [curveOf(1_000), curveOf(11)].map((curve, id) => ({ id, experiment, curve }));
  expect(thinned(runs)).toBe(runs);
  const [long, short] = thinned(runs, 160 * 101);
  expect(long!.curve).toHaveLength(99);
  expect([long!.curve[0], long!.curve.at(-1)]).toEqual([point(0), point(999)]);
  expect(short!.curve.map(({ step }) => step)).toEqual([0, 10]);
});
