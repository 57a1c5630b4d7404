import { expect, test } from 'vitest';
import { layerOffsets, parameterCount } from '#nn/NetworkShape.ts';
import { knownAt, phasesOf } from './phases.ts';
import { unitStory, waterfall } from './sampleStory.ts';

const shape = {
  inputs: 2,
  layers: [
    { units: 3, activation: 'tanh' },
    { units: 1, activation: 'tanh' },
  ],
} as const;

/** A network with known weights, computed here by hand. */
function followed(inputs = 2) {
  const own = { ...shape, inputs };
  const count = parameterCount(own);
  const parameters = Float32Array.from({ length: count }, (_, i) => Math.sin(i + 1));
  const row = Float32Array.from({ length: inputs }, (_, i) => (i % 5) - 1.5);
  const z = new Float32Array(4);
  const a = new Float32Array(4);
  let below = row;
  let unit = 0;
  for (const { kernelOffset, biasOffset, inputs: width, units } of layerOffsets(own)) {
    const start = unit;
    for (let to = 0; to < units; to++, unit++) {
      z[unit] = parameters[biasOffset + to]!;
      for (let from = 0; from < width; from++)
        z[unit]! += below[from]! * parameters[kernelOffset + from * units + to]!;
      a[unit] = Math.tanh(z[unit]!);
    }
    below = a.slice(start, unit);
  }
  const gradient = parameters.map((weight) => weight / 2);
  const backward = {
    target: Float32Array.of(1),
    loss: 0.5,
    delta: Float32Array.of(0.1, 0.2, 0.3, 0.4),
    gradient,
    after: parameters.map((weight, i) => weight - 0.1 * gradient[i]!),
    rule: { optimizer: 'sgd', rate: 0.1, l1: 0, l2: 0, decay: 0 } as const,
  };
  return { row, inspection: { shape: own, step: 7, parameters, z, a, backward } };
}

test('the terms of a unit add up to its sum, and the bars of the waterfall end there', () => {
  const story = unitStory(followed(), { layer: 0, unit: 1 })!;
  expect(story.terms.map(({ from }) => from)).toEqual([0, 1, -1]);
  expect(story.terms.reduce((sum, { product }) => sum + product, 0)).toBeCloseTo(story.z, 6);
  expect(waterfall(story).at(-1)!.high).toBeCloseTo(story.z, 6);
  expect(story.a).toBeCloseTo(Math.tanh(story.z), 6);
  expect(story.slope).toBeCloseTo(1 - story.a ** 2, 6);
  expect(story.waysBack).toEqual([{ to: 0, weight: expect.any(Number), delta: Math.fround(0.4) }]);
  for (const { weight, gradient, after } of story.terms) {
    expect(gradient).toBeCloseTo(weight / 2, 6);
    expect(after).toBeCloseTo(weight - 0.05 * weight, 6);
  }
});

test('of many terms the largest are shown, and the rest as their sum', () => {
  const story = unitStory(followed(40), { layer: 0, unit: 0 })!;
  expect(story.terms).toHaveLength(13);
  expect(story.others!.count).toBe(28);
  const shown = story.terms.reduce((sum, { product }) => sum + product, 0);
  expect(shown + story.others!.sum).toBeCloseTo(story.z, 4);
  expect(waterfall(story).at(-1)!.high).toBeCloseTo(story.z, 4);
});

test('a unit that the network has not is no story', () => {
  expect(unitStory(followed(), { layer: 0, unit: 3 })).toBeNull();
  expect(unitStory(followed(), { layer: 2, unit: 0 })).toBeNull();
});

test('phases go forward, over the loss, and back; each makes one thing more known', () => {
  const phases = phasesOf(2, true);
  expect(phases.map(({ kind }) => kind)).toEqual([
    'sample',
    'forward',
    'forward',
    'loss',
    'backward',
    'backward',
    'update',
  ]);
  expect(knownAt(phases, 2, 0)).toEqual({ forward: 0, loss: false, backwardFrom: 2, update: false });
  expect(knownAt(phases, 2, 1)).toMatchObject({ forward: 1 });
  expect(knownAt(phases, 2, 4)).toEqual({ forward: 2, loss: true, backwardFrom: 1, update: false });
  expect(knownAt(phases, 2, null)).toEqual({ forward: 2, loss: true, backwardFrom: 0, update: true });
  expect(phasesOf(2, false)).toHaveLength(3);
});
