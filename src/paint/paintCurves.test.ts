import { expect, it } from 'vitest';
import { axisAround, paintCurves, type Curves } from './paintCurves.ts';
import { recordingContext } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';

const curves = (change: Partial<Curves> = {}): Curves => ({
  x: axisAround([1, 64], true, 'clients'),
  y: axisAround([100, 900], false, 'Requests a second'),
  curves: [
    { name: 'fit', color: testTheme.ink3, dashed: true, dots: false, x: [1, 8, 64], y: [100, 600, 880] },
    {
      name: 'measured',
      color: testTheme.segCompute,
      dashed: false,
      dots: true,
      x: [1, 8, 64],
      y: [100, NaN, 900],
    },
  ],
  mark: null,
  goal: null,
  ...change,
});

function painted(change: Partial<Curves> = {}) {
  const recording = recordingContext();
  paintCurves(recording.context, 400, 200, curves(change), testTheme);
  return recording;
}

it('draws a dot for each measured point, and none for a fit or for what is no number', () => {
  expect(painted().named('arc')).toHaveLength(2);
});

it('rings the marked point and writes its word', () => {
  const { commands, texts } = painted({ mark: { x: 8, y: 600, word: 'knee at 8' } });
  expect(texts()).toContain('knee at 8');
  expect(commands.filter(({ name, args }) => name === 'arc' && args[2] === 7)).toHaveLength(1);
});

it('draws a goal only where it lies on the axis', () => {
  expect(painted({ goal: { y: 500, words: 'goal' } }).texts()).toContain('goal');
  expect(painted({ goal: { y: 5_000, words: 'goal' } }).texts()).not.toContain('goal');
});

it('names both axes and each curve', () => {
  expect(painted().texts()).toEqual(
    expect.arrayContaining(['clients', 'Requests a second', 'fit', 'measured']),
  );
});

it('spans all values, and something where there are none', () => {
  const log = axisAround([2, 50, NaN, 0], true, '');
  expect(log.low).toBeLessThan(2);
  expect(log.high).toBeGreaterThan(50);
  expect(axisAround([], false, '')).toMatchObject({ low: 0, high: 1 });
  expect(axisAround([], true, '').low).toBeGreaterThan(0);
});
