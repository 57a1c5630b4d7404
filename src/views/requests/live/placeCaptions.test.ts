// @vitest-environment happy-dom
/** happy-dom measures nothing: widths are given by hand, those of the counts apart. */
import { expect, test } from 'vitest';
import { placeCaptions } from './placeCaptions.ts';

const NAMES = [60, 50, 70, 65, 55];
const COUNT = 40;
const STAGES = [0, 120, 300, 420, 560];

function captions(widthPx: number): HTMLElement {
  const list = document.createElement('dl');
  Object.defineProperty(list, 'clientWidth', { value: widthPx });
  for (const name of NAMES) {
    const item = list.appendChild(document.createElement('div'));
    const width = (): number => name + (list.dataset['crowded'] === undefined ? COUNT : 0);
    Object.defineProperty(item, 'offsetWidth', { get: width });
  }
  return list;
}

/** Left and right end of each caption that is shown. */
function ends(list: HTMLElement): [number, number][] {
  const items = [...list.children] as HTMLElement[];
  const shown = list.dataset['crowded'] === 'stages' ? [items[0]!, items.at(-1)!] : items;
  return shown.map((item) => {
    const left = Number.parseFloat(item.style.left);
    return [left, left + item.offsetWidth];
  });
}

test.each([
  [660, undefined],
  [540, undefined],
  [400, 'counts'],
  [332, 'counts'],
  [331, 'stages'],
  [145, 'stages'],
])('at %i px no caption covers another, and none leaves the view', (widthPx, crowded) => {
  const list = captions(widthPx);
  placeCaptions(
    list,
    false,
    STAGES.map((x) => (x * widthPx) / 660),
  );
  expect(list.dataset['crowded']).toBe(crowded);
  const places = ends(list);
  for (const [i, [left, right]] of places.entries()) {
    expect(left).toBeGreaterThanOrEqual(i === 0 ? 0 : places[i - 1]![1]);
    expect(right).toBeLessThanOrEqual(widthPx);
  }
});

test('wide enough, each stands at its stage and the last at the end; upright they stand at their height', () => {
  const wide = captions(760);
  placeCaptions(wide, false, STAGES);
  expect(ends(wide).map(([left]) => left)).toEqual([0, 120, 300, 420, 760 - 95]);
  const upright = captions(100);
  placeCaptions(upright, true, STAGES);
  expect([...upright.children].map((item) => (item as HTMLElement).style.top)).toEqual(
    STAGES.map((y) => `${y}px`),
  );
  expect(upright.dataset['crowded']).toBeUndefined();
});
