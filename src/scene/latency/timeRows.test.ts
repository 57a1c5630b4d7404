import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeRows } from './timeRows.ts';

test('charts fit over each other into the pane, at any height', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 900 }),
      fc.constantFrom('map', 'lines', 'rates'),
      (heightPx, view) => {
        const { mainPx, stripsPx } = timeRows(view, heightPx);
        expect(stripsPx.reduce((sum, px) => sum + px, mainPx)).toBeLessThanOrEqual(heightPx + 1);
        expect(mainPx + stripsPx.length).toBeGreaterThan(0);
        for (const px of stripsPx) expect(px).toBeGreaterThanOrEqual(44);
      },
    ),
  );
});

test('strips give way, all together, to the main chart', () => {
  expect(timeRows('map', 160)).toEqual({ mainPx: 160, stripsPx: [] });
  expect(timeRows('lines', 420).stripsPx).toHaveLength(3);
  expect(timeRows('lines', 420).mainPx).toBeGreaterThan(200);
});

test('without a main chart, only as many strips as can be read; the lowest has room for the time', () => {
  expect([64, 120, 220, 500].map((px) => timeRows('rates', px).stripsPx.length)).toEqual([1, 2, 4, 4]);
  const { stripsPx } = timeRows('rates', 500);
  expect(stripsPx.at(-1)! - stripsPx[0]!).toBe(16);
});

test('nothing is drawn in a pane without height', () => {
  expect(timeRows('map', 0)).toEqual({ mainPx: 0, stripsPx: [] });
});
