import { expect, test } from 'vitest';
import type { historyFeed, RunTimeline } from '#state/feeds.ts';
import { epochAt, historyStrip, momentIndex, nearestMoment, placesOf, stripTexts } from './historyStrip.ts';

type Curve = typeof historyFeed.latest;

const point = (epoch: number, loss: number): Curve[number] => ({
  epoch,
  step: epoch * 10,
  trainLoss: loss,
  testLoss: 2 * loss,
  trainAccuracy: Number.NaN,
  testAccuracy: Number.NaN,
  batchLoss: Number.NaN,
});
const curve = [point(0, 1), point(40, 0.1), point(80, 0.01), point(100.5, 0.001)];
const timeline: RunTimeline = {
  epochs: [0, 40, 80, 100],
  steps: [0, 400, 800, 1_005],
  lookingBackAt: null,
  branches: [],
};
const draw = (state: Partial<Parameters<typeof historyStrip>[0]>) =>
  historyStrip({ curve, timeline, asked: null, cursor: null, ...state }, 232, 30);

test('the track goes from epoch 0 to the end, with room for the handle at both ends', () => {
  const { curves, handlePx } = draw({});
  expect(handlePx).toBe(216);
  const train = curves.find(({ series }) => series === 'train')!;
  const xs = train.points.filter((_, i) => i % 2 === 0);
  for (const [i, x] of [16, 16 + 8_000 / 100.5, 16 + 16_000 / 100.5, 216].entries())
    expect(xs[i]).toBeCloseTo(x);
  // Losses on a logarithmic scale: equal factors are equal heights.
  const ys = train.points.filter((_, i) => i % 2 === 1);
  expect(ys[1]! - ys[0]!).toBeCloseTo(ys[2]! - ys[1]!);
  expect(ys.at(-1)).toBe(25);
});

test('looking back, the rest is faint and the handle stands at the moment', () => {
  const { curves, handlePx } = draw({ timeline: { ...timeline, lookingBackAt: 400 } });
  expect(handlePx).toBeCloseTo(16 + 8_000 / 100.5);
  expect(curves.map(({ series, isFaint, points }) => [series, isFaint, points.length / 2])).toEqual([
    ['test', true, 3],
    ['train', true, 3],
    ['test', false, 2],
    ['train', false, 2],
  ]);
});

test('a moment that is on its way has the handle already; runs that were left are faint', () => {
  const left = { ...timeline, branches: [[point(40, 0.1), point(90, 0.05)]] };
  const { curves, handlePx } = draw({ timeline: left, asked: 82 });
  expect(handlePx).toBeCloseTo(16 + 16_000 / 100.5);
  expect(curves.filter(({ isFaint }) => isFaint).length).toBe(4);
});

test('losses of 0, an empty run and a strip without room draw nothing wild', () => {
  const strips = [
    draw({ curve: [point(0, 0), point(1, 0)], timeline: { ...timeline, epochs: [0, 1], steps: [0, 10] } }),
    draw({ curve: [], timeline: { ...timeline, epochs: [], steps: [] } }),
    historyStrip({ curve, timeline, asked: null, cursor: 50 }, 10, 4),
  ];
  for (const { curves, handlePx, ticks } of strips) {
    expect([...curves.flatMap(({ points }) => points), handlePx, ...ticks].every(Number.isFinite)).toBe(true);
  }
});

test('a pointer finds the nearest kept moment; the last stands at the end of the run', () => {
  const places = placesOf(curve, timeline);
  expect(places).toEqual([0, 40, 80, 100.5]);
  const at = (px: number): number => nearestMoment(places, epochAt(px, 100.5, 232));
  expect([0, 16, 90, 180, 230, 999].map(at)).toEqual([0, 0, 1, 2, 3, 3]);
  expect(nearestMoment([], 4)).toBe(-1);
  expect(momentIndex(places, timeline, Infinity)).toBe(3);
  expect(momentIndex(places, { ...timeline, lookingBackAt: 0 }, null)).toBe(0);
});

test('texts', () => {
  const places = placesOf(curve, timeline);
  expect(stripTexts(places, 3)).toMatchObject({
    isPast: false,
    state: '4 epochs kept',
    value: 'Epoch 100.5, the end of the run',
  });
  expect(stripTexts(places, 1)).toMatchObject({
    isPast: true,
    state: 'at epoch 40 of 100.5',
    back: 'Back to epoch 100.5',
    value: 'Epoch 40 of 100.5, looking back',
  });
  expect(stripTexts([0], 0)).toMatchObject({ isPast: false, isEmpty: true, state: 'Train to fill it' });
});
