import { expect, test } from 'vitest';
import { penAfter, penText, type Pen } from './padPen.ts';

const middle: Pen = { x: 0.5, y: 0.5, isDown: false };
const after = (keys: readonly string[], from = middle): Pen =>
  keys.reduce((pen, key) => penAfter(key, pen) ?? pen, from);

test('arrow keys move the pen, up or down, and never off the pad', () => {
  expect(after(['ArrowRight', 'ArrowDown'])).toEqual({ x: 0.5625, y: 0.5625, isDown: false });
  expect(after(Array<string>(40).fill('ArrowLeft')).x).toBe(0.0625);
  expect(after([' ', 'ArrowUp'])).toEqual({ x: 0.5, y: 0.4375, isDown: true });
});

test('Space and Enter put the pen down and lift it, Delete lifts it, too; other keys are ignored', () => {
  expect(after([' ']).isDown).toBe(true);
  expect(after([' ', 'Enter']).isDown).toBe(false);
  expect(after([' ', 'Delete']).isDown).toBe(false);
  expect(penAfter('Tab', middle)).toBeNull();
  expect(penAfter('s', middle)).toBeNull();
});

test('the position of the pen as text', () => {
  expect(penText(after([' ']), middle)).toBe('Pen down, 50 % from the left, 50 % from the top.');
  expect(penText(after(['ArrowLeft']), middle)).toBe('Pen at 44 % from the left, 50 % from the top.');
});
