// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { seenBox } from './seenBox.ts';

const placed = (
  element: HTMLElement,
  left: number,
  top: number,
  width: number,
  height: number,
): HTMLElement => {
  element.getBoundingClientRect = () =>
    ({ left, top, width, height, right: left + width, bottom: top + height }) as DOMRect;
  return element;
};
const child = (parent: HTMLElement): HTMLElement => parent.appendChild(document.createElement('div'));

beforeEach(() => {
  document.body.replaceChildren();
  Object.assign(window, { innerWidth: 1_000, innerHeight: 800 });
});

test('what is on the screen is there as it is', () => {
  const element = placed(child(document.body), 100, 200, 300, 40);
  expect(seenBox(element)).toEqual({ left: 100, top: 200, width: 300, height: 40 });
});

test('the window and a box that scrolls cut it, up to nothing', () => {
  const scroller = placed(child(document.body), 0, 50, 280, 700);
  const element = child(child(scroller));
  placed(element, 10, 30, 260, 100);
  expect(seenBox(element)).toEqual({ left: 10, top: 30, width: 260, height: 100 });
  scroller.style.overflowY = 'auto';
  expect(seenBox(element)).toEqual({ left: 10, top: 50, width: 260, height: 80 });
  placed(element, 10, -60, 260, 100);
  expect(seenBox(element)).toBeNull();
  for (const [left, top] of [
    [1_000, 100],
    [-300, 100],
    [100, 800],
  ] as const)
    expect(seenBox(placed(child(document.body), left, top, 300, 40))).toBeNull();
  expect(seenBox(placed(child(document.body), 0, 0, 0, 0))).toBeNull();
});
