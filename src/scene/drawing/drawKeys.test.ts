import { expect, test } from 'vitest';
import { drawKey, type DrawKey } from './drawKeys.ts';

const CLASSES = { labels: 'classes', classes: 3 } as const;
const does = (key: string, shiftKey = false, of: Parameters<typeof drawKey>[3] = CLASSES): DrawKey | null =>
  drawKey({ key, shiftKey }, { x1: 0, x2: 5.9 }, 0.5, of);

test('arrow keys move the crosshair, farther with Shift, and never off the map', () => {
  expect(does('ArrowRight')).toEqual({ kind: 'to', place: { x1: 0.25, x2: 5.9 } });
  expect(does('ArrowLeft', true)).toEqual({ kind: 'to', place: { x1: -1, x2: 5.9 } });
  expect(does('ArrowUp')).toEqual({ kind: 'to', place: { x1: 0, x2: 6 } });
  expect(does('ArrowDown')).toEqual({ kind: 'to', place: { x1: 0, x2: 5.65 } });
});

test('digits choose a class that there is, or one of five values', () => {
  expect(does('3')).toEqual({ kind: 'label', label: 2 });
  expect(does('4')).toBeNull();
  const values = { labels: 'values', classes: 2 } as const;
  expect(does('1', false, values)).toEqual({ kind: 'label', label: -1 });
  expect(does('4', false, values)).toEqual({ kind: 'label', label: 0.5 });
  expect(does('6', false, values)).toBeNull();
});

test('Enter puts, Delete takes, E and M are tools, brackets the size; other keys stay with the page', () => {
  expect(does('Enter')).toEqual({ kind: 'put' });
  expect(does('Delete')).toEqual({ kind: 'take' });
  expect(does('E')).toEqual({ kind: 'tool', tool: 'erase' });
  expect(does('m')).toEqual({ kind: 'tool', tool: 'move' });
  expect(does(']')).toEqual({ kind: 'radius', radius: 0.6 });
  expect([does(' '), does('Tab'), does('r')]).toEqual([null, null, null]);
});
