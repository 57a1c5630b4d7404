/**
 * DenseForward on WebGPU against the double-precision reference, fused and tiled, in the styles of both kinds of
 * adapter. Bounds in units of u = 2⁻²⁴ ≈ 6e-8: a value of an activation alone may be off by 16 u of its size (WGSL's
 * exp by 3 + 2|x| u, which weighs less the further out x is, divisions by 2.5) or by 4 u absolutely, gelu by 4 u more
 * from its polynomial; a layer's sums of n products of size about 1 by n u.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVATION_FUNCTIONS } from '#nn/activations.ts';
import { ACTIVATION_CHECKS } from '#nn/checks.ts';
import { forward } from '#nn/forward.ts';
import { parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { ACTIVATIONS } from '#nn/vocabulary.ts';
import { denseForward } from '../denseForward.ts';
import { noise, shapeOf } from '../testing/trainingCase.ts';
import { forwardPath } from './chooseStyle.ts';
import { openTestBackend, type TestBackend } from './testing/openTestBackend.ts';

const U = 2 ** -24;
let test: TestBackend;

async function outputsOf(
  shape: NetworkShape,
  parameters: Float32Array,
  x: Float32Array,
  everyLayer: boolean,
): Promise<Float32Array> {
  const width = parameterCount(shape);
  const inputs = {
    parameters: tf.tensor2d(parameters, [parameters.length / width, width]),
    x: tf.tensor2d(x, [x.length / shape.inputs, shape.inputs]),
  };
  const y = denseForward(inputs.parameters, inputs.x, { shape, everyLayer });
  const values = await y.data<'float32'>();
  tf.dispose([y, inputs.parameters, inputs.x]);
  return values as Float32Array;
}

const POINTS = Float32Array.of(
  0,
  1e-40,
  -1e-40,
  1e-7,
  -1e-7,
  1e-3,
  -1e-3,
  0.3,
  -0.3,
  0.5,
  -0.5,
  1,
  -1,
  2.5,
  -2.5,
  6,
  -6,
  12,
  -12,
  40,
  -40,
  100,
  -100,
  1e4,
  -1e4,
  NaN,
);

interface ForwardCase {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly output: 'linear' | 'tanh' | 'sigmoid' | 'softmax';
  readonly count: number;
  readonly networks: number;
}
const CASES: ForwardCase[] = [
  { inputs: 2, hidden: [8, 8, 8, 8, 8, 8], outputs: 1, output: 'tanh', count: 201, networks: 1 },
  { inputs: 3, hidden: [5, 1, 31], outputs: 4, output: 'softmax', count: 67, networks: 5 },
  { inputs: 1, hidden: [], outputs: 1, output: 'tanh', count: 1, networks: 64 },
  { inputs: 40, hidden: [33, 5, 257], outputs: 10, output: 'softmax', count: 130, networks: 2 },
  { inputs: 784, hidden: [128], outputs: 10, output: 'softmax', count: 33, networks: 1 },
];

describe.each(['emulated', 'gpu'] as const)('DenseForward, style of an adapter that is %s', (kind) => {
  beforeAll(async () => {
    test = await openTestBackend(kind);
  });
  afterEach(() => expect(test.errors).toEqual([]));

  it.each(CASES)('$inputs-$hidden-$outputs for $count samples, $networks networks', async (c) => {
    const shape = shapeOf(c.inputs, c.hidden, 'tanh', c.output, c.outputs);
    const width = parameterCount(shape);
    const x = noise(c.count * c.inputs, 1);
    const parameters = noise(width * c.networks, 2, c.inputs > 100 ? 0.1 : 0.5);
    const units = shape.layers.reduce((sum, layer) => sum + layer.units, 0);
    const last = await outputsOf(shape, parameters, x, false);
    const every = await outputsOf(shape, parameters, x, true);
    expect(last.length).toBe(c.networks * c.count * c.outputs);
    expect(every.length).toBe(c.networks * units * c.count);
    const bound = 64 * U + Math.max(c.inputs, ...c.hidden) * U;
    let worst = 0;
    for (let r = 0; r < c.networks; r++) {
      const row = Float64Array.from(parameters.subarray(r * width, (r + 1) * width));
      const layers = forward(shape, row, x, c.count);
      let unitOffset = 0;
      for (const [l, { units: own }] of shape.layers.entries()) {
        for (let n = 0; n < c.count; n++) {
          for (let u = 0; u < own; u++) {
            const expected = layers[l]![n * own + u]!;
            const actual = every[(r * units + unitOffset + u) * c.count + n]!;
            worst = Math.max(worst, Math.abs(actual - expected));
            if (l < shape.layers.length - 1) continue;
            worst = Math.max(worst, Math.abs(last[(r * c.count + n) * own + u]! - expected));
          }
        }
        unitOffset += own;
      }
    }
    expect(worst).toBeLessThan(bound);
  });

  it('runs after tfjs commands that are recorded but not submitted', async () => {
    const shape = shapeOf(2, [3], 'tanh', 'linear', 1);
    const raw = noise(parameterCount(shape), 4);
    const x = noise(2000, 5);
    const y = tf.tidy(() => {
      const doubled = tf.mul(tf.tensor2d(x, [1000, 2]), 2) as tf.Tensor2D;
      const halved = tf.div(tf.tensor2d(raw, [1, raw.length]), 2) as tf.Tensor2D;
      return tf.add(denseForward(halved, doubled, { shape, everyLayer: false }), 1);
    });
    const values = await y.data();
    const half = Float64Array.from(raw, (v) => v / 2);
    const expected = forward(
      shape,
      half,
      x.map((v) => 2 * v),
      1000,
    ).at(-1)!;
    let worst = 0;
    for (let n = 0; n < 1000; n++) worst = Math.max(worst, Math.abs(values[n]! - 1 - expected[n]!));
    expect(worst).toBeLessThan(1e-6);
  });
});

describe('activations in WGSL', () => {
  beforeAll(async () => {
    test = await openTestBackend('emulated');
  });
  afterEach(() => expect(test.errors).toEqual([]));

  it.each(ACTIVATIONS)('%s, far out, near zero and for NaN', async (name) => {
    const shape: NetworkShape = {
      inputs: 1,
      layers: [
        { units: 1, activation: name },
        { units: 1, activation: 'linear' },
      ],
    };
    expect(forwardPath(shape)).toBe('fused');
    const values = await outputsOf(shape, Float32Array.of(1, 0, 1, 0), POINTS, true);
    for (const [i, z] of POINTS.entries()) {
      const expected = ACTIVATION_FUNCTIONS[name].value(z);
      const what = `${name}(${z}) = ${values[i]}, expected ${expected}`;
      if (Number.isNaN(expected)) expect(values[i], what).toBeNaN();
      else {
        const bound = 16 * U * Math.abs(expected) + (ACTIVATION_CHECKS[name].wgslRoundings ?? 4) * U;
        expect(Math.abs(values[i]! - expected), what).toBeLessThanOrEqual(bound);
      }
      // The next layer is linear with weight 1: the NaN is passed on to the output.
      if (Number.isNaN(expected)) expect(values[POINTS.length + i], what).toBeNaN();
    }
  });
});
