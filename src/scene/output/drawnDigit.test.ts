/** A drawing becomes a digit in MNIST's frame, wherever and however large it is drawn. */
import { expect, it } from 'vitest';
import { drawnDigit, type Stroke } from './drawnDigit.ts';

const seven: Stroke[] = [
  [
    { x: 0.2, y: 0.2 },
    { x: 0.7, y: 0.2 },
    { x: 0.4, y: 0.9 },
  ],
];
const moved = (strokes: readonly Stroke[], scale: number, shift: number): Stroke[] =>
  strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: x * scale + shift, y: y * scale + shift })));

function extent(image: Float32Array): { rows: number; columns: number; x: number; y: number } {
  const inked = [...image].flatMap((ink, i) => (ink > 0.5 ? [i] : []));
  const [rows, columns] = [inked.map((i) => Math.floor(i / 28)), inked.map((i) => i % 28)];
  const mass = image.reduce((sum, ink) => sum + ink, 0);
  return {
    rows: Math.max(...rows) - Math.min(...rows) + 1,
    columns: Math.max(...columns) - Math.min(...columns) + 1,
    x: image.reduce((sum, ink, i) => sum + ink * ((i % 28) + 0.5), 0) / mass,
    y: image.reduce((sum, ink, i) => sum + ink * (Math.floor(i / 28) + 0.5), 0) / mass,
  };
}

it('is blank for nothing drawn', () => {
  expect(drawnDigit([]).every((ink) => ink === 0)).toBe(true);
});

it('fits the ink into 20 × 20 and its centre of mass into the middle', () => {
  const { rows, columns, x, y } = extent(drawnDigit(seven));
  expect(rows).toBeGreaterThanOrEqual(19);
  expect(rows).toBeLessThanOrEqual(21);
  expect(columns).toBeLessThanOrEqual(20);
  expect(Math.abs(x - 14)).toBeLessThan(0.75);
  expect(Math.abs(y - 14)).toBeLessThan(0.75);
});

it('does not depend on where or how large it was drawn', () => {
  const here = drawnDigit(seven);
  const there = drawnDigit(moved(seven, 0.4, 0.5));
  const largest = here.reduce((most, ink, i) => Math.max(most, Math.abs(ink - there[i]!)), 0);
  expect(largest).toBeLessThan(1e-6);
});

it('draws soft edges and full ink between 0 and 1', () => {
  const image = drawnDigit(seven);
  expect(Math.max(...image)).toBe(1);
  expect(Math.min(...image)).toBe(0);
  expect(image.some((ink) => ink > 0.1 && ink < 0.9)).toBe(true);
});

it('makes a dot of a tap', () => {
  const { rows, columns } = extent(drawnDigit([[{ x: 0.1, y: 0.9 }]]));
  expect([rows, columns]).toEqual([2, 2]);
});
