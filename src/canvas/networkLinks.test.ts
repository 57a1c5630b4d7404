/** Which weights are drawn as links, and hit testing of the drawn curves. */
import { expect, it } from 'vitest';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { networkLayout } from './networkLayout.ts';
import { chooseLinks, linkAt, linkCurve } from './networkLinks.ts';

const shape: NetworkShape = {
  inputs: 2,
  layers: [
    { units: 3, activation: 'tanh' },
    { units: 1, activation: 'tanh' },
  ],
};
// kernel [2][3], bias [3], kernel [3][1], bias [1]
const parameters = Float32Array.of(1, -2, 3, -4, 5, -6, 0, 0, 0, 0.5, -0.25, 0.75, 0);
const all = { shape, parameters, skipFirst: false, mostInto: () => 100 };

it('takes every weight of a small network, the weakest first', () => {
  const links = chooseLinks(all);
  expect(links).toHaveLength(9);
  expect(links[0]).toMatchObject({ layer: 1, from: 1, to: 0, weight: -0.25 });
  expect(links.at(-1)).toMatchObject({ layer: 0, from: 1, to: 2, weight: -6 });
});

it('takes the strongest of each layer where there are too many', () => {
  const links = chooseLinks({ ...all, mostInto: () => 2 });
  expect(links.map(({ weight }) => weight)).toEqual([0.5, 0.75, 5, -6]);
});

it('takes exactly as many of a wide layer as are wanted', () => {
  const wide: NetworkShape = { inputs: 300, layers: [{ units: 200, activation: 'relu' }] };
  const many = Float32Array.from({ length: 60_200 }, (_, i) => Math.sin(i * 12.9898) * 0.3);
  const links = chooseLinks({ shape: wide, parameters: many, skipFirst: false, mostInto: () => 120 });
  expect(links).toHaveLength(120);
  const weakest = Math.min(...links.map(({ strength }) => Math.abs(strength)));
  const sorted = [...many.subarray(0, 60_000)].map(Math.abs).sort((a, b) => b - a);
  expect(weakest).toBeCloseTo(sorted[119]!, 6);
});

it('follows a sample: strength is weight times activation, and units with activation 0 have no links', () => {
  const links = chooseLinks({ ...all, skipFirst: true, activations: [0, 2, -1, 0.3], answer: 0 });
  expect(links.map(({ from, strength }) => [from, strength])).toEqual([
    [1, -0.5],
    [2, -0.75],
  ]);
});

it('keeps NaN weights, so that they are visible', () => {
  const broken = parameters.slice();
  broken[0] = Number.NaN;
  expect(chooseLinks({ ...all, parameters: broken }).some(({ weight }) => Number.isNaN(weight))).toBe(true);
});

it('hits the link whose curve runs under the pointer, within its reach', () => {
  const layout = networkLayout({
    shape,
    widthPx: 600,
    topPx: 40,
    bottomPx: 400,
    imageInput: false,
    inputLabelPx: 20,
    outputLabelPx: 0,
  });
  const links = chooseLinks(all);
  for (const link of links) {
    const { x1, y1 } = linkCurve(layout, link)!;
    expect(linkAt(layout, links, x1 + 1, y1, 6)?.from).toBe(link.from);
  }
  const { x1, y1, x2, y2 } = linkCurve(layout, links.at(-1)!)!;
  // A cubic with horizontal ends passes through the middle of its box.
  expect(linkAt(layout, [links.at(-1)!], (x1 + x2) / 2, (y1 + y2) / 2, 2)).toBe(links.at(-1));
  expect(linkAt(layout, links, x1 - 100, y1, 6)).toBeNull();
});
