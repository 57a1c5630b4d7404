import { describe, expect, test } from 'vitest';
import { carryState, type Place } from './carryState.ts';
import { forward } from './forward.ts';
import { initialParameters } from './initialParameters.ts';
import { layerOffsets, type NetworkShape } from './NetworkShape.ts';
import { initialState } from './optimizers.ts';

const shapeOf = (...hidden: number[]): NetworkShape => ({
  inputs: 2,
  layers: [
    ...hidden.map((units) => ({ units, activation: 'tanh' as const })),
    { units: 1, activation: 'tanh' },
  ],
});
const rowOf = (shape: NetworkShape, seed: number): Float32Array =>
  initialParameters(shape, 'glorotUniform', seed).map((value, i) => value + i / 1_000);
const all = (layer: number, units: number): Place[] =>
  Array.from({ length: units }, (_, unit) => ({ layer, unit }));

function weights(shape: NetworkShape, row: Float32Array) {
  return layerOffsets(shape).map(({ inputs, units, kernelOffset, biasOffset }) => ({
    kernel: Array.from({ length: inputs }, (_, i) => [
      ...row.subarray(kernelOffset + i * units, kernelOffset + (i + 1) * units),
    ]),
    bias: [...row.subarray(biasOffset, biasOffset + units)],
  }));
}

const FROM = shapeOf(6, 4);
const OLD = rowOf(FROM, 1);
const POINTS = Float32Array.from([1, 2, -3, 0.5, 0, -6]);
const outputs = (shape: NetworkShape, row: Float32Array) => [...forward(shape, row, POINTS, 3).at(-1)!];

describe('a unit', () => {
  test('that is added changes no other weight, nor what the network computes', () => {
    const to = shapeOf(7, 4);
    const next = carryState(FROM, OLD, to, rowOf(to, 2), {
      inputs: [0, 1],
      layers: [[...all(0, 6), null], all(1, 4), all(2, 1)],
    });
    const [now, old, fresh] = [weights(to, next), weights(FROM, OLD), weights(to, rowOf(to, 2))];
    for (const i of [0, 1]) expect(now[0]!.kernel[i]!.slice(0, 6)).toEqual(old[0]!.kernel[i]);
    expect(now[0]!.kernel.map((row) => row[6])).toEqual(fresh[0]!.kernel.map((row) => row[6]));
    expect(now[1]!.kernel).toEqual([...old[1]!.kernel, [0, 0, 0, 0]]);
    expect([now[1]!.bias, now[2]]).toEqual([old[1]!.bias, old[2]]);
    expect(outputs(to, next)).toEqual(outputs(FROM, OLD));
  });

  test('that is removed takes only its own weights along', () => {
    const to = shapeOf(5, 4);
    const kept = all(0, 6).filter((place) => place!.unit !== 2);
    const next = carryState(FROM, OLD, to, rowOf(to, 2), {
      inputs: [0, 1],
      layers: [kept, all(1, 4), all(2, 1)],
    });
    const [now, old] = [weights(to, next), weights(FROM, OLD)];
    expect(now[0]!.kernel).toEqual(old[0]!.kernel.map((row) => row.toSpliced(2, 1)));
    expect(now[1]!.kernel).toEqual(old[1]!.kernel.toSpliced(2, 1));
    expect(now[2]).toEqual(old[2]);
  });

  test('that is copied shares its outgoing weights with the copy', () => {
    const to = shapeOf(7, 4);
    const places = all(0, 6).toSpliced(3, 0, { layer: 0, unit: 2 });
    const next = carryState(FROM, OLD, to, rowOf(to, 2), {
      inputs: [0, 1],
      layers: [places, all(1, 4), all(2, 1)],
    });
    const now = weights(to, next);
    for (const row of now[0]!.kernel) expect(row[3]).toBe(row[2]);
    expect(now[1]!.kernel[3]).toEqual(now[1]!.kernel[2]);
    expect(now[1]!.kernel[2]).toEqual(
      weights(FROM, OLD)[1]!.kernel[2]!.map((value) => Math.fround(value / 2)),
    );
    for (const [i, value] of outputs(FROM, OLD).entries()) expect(outputs(to, next)[i]).toBeCloseTo(value, 6);
  });

  test('that is redrawn keeps what it feeds', () => {
    const places = all(0, 6).with(1, { layer: 0, unit: 1, isRedrawn: true });
    const fresh = rowOf(FROM, 2);
    const next = carryState(FROM, OLD, FROM, fresh, {
      inputs: [0, 1],
      layers: [places, all(1, 4), all(2, 1)],
    });
    const [now, old, drawn] = [weights(FROM, next), weights(FROM, OLD), weights(FROM, fresh)];
    expect(now[0]!.kernel).toEqual(old[0]!.kernel.map((row, i) => row.with(1, drawn[0]!.kernel[i]![1]!)));
    expect(now[0]!.bias).toEqual(old[0]!.bias.with(1, drawn[0]!.bias[1]!));
    expect(now.slice(1)).toEqual(old.slice(1));
  });
});

describe('a layer', () => {
  test('of another width that moves takes its kernel along, by place', () => {
    const [from, to] = [shapeOf(3, 3, 5), shapeOf(3, 5, 3)];
    const old = rowOf(from, 1);
    const next = carryState(from, old, to, rowOf(to, 2), {
      inputs: [0, 1],
      layers: [all(0, 3), all(2, 5), all(1, 3), all(3, 1)],
    });
    const [now, before, fresh] = [weights(to, next), weights(from, old), weights(to, rowOf(to, 2))];
    expect(now[0]).toEqual(before[0]);
    expect(now[1]).toEqual(before[2]);
    // It had three inputs and has five now: two are new.
    expect(now[2]).toEqual({ ...before[1]!, kernel: [...before[1]!.kernel, ...fresh[2]!.kernel.slice(3)] });
    expect(now[3]!.kernel).toEqual(before[3]!.kernel.slice(0, 3));
  });

  test('slots go with their weights', () => {
    const to = shapeOf(7, 4);
    const state = initialState(OLD, 'adam').map((value, i) => value + i / 7);
    const fresh = initialState(rowOf(to, 2), 'adam');
    const places = { inputs: [0, 1], layers: [[...all(0, 6), null], all(1, 4), all(2, 1)] };
    const next = carryState(FROM, state, to, fresh, places);
    const [oldCount, newCount] = [OLD.length, fresh.length / 3];
    for (const block of [1, 2]) {
      const [now, old] = [
        weights(to, next.subarray(block * newCount)),
        weights(FROM, state.subarray(block * oldCount)),
      ];
      expect(now[1]!.kernel).toEqual([...old[1]!.kernel, [0, 0, 0, 0]]);
      expect(now[2]).toEqual(old[2]);
    }
  });

  test('another input keeps the rows of the others', () => {
    const to: NetworkShape = { ...FROM, inputs: 3 };
    const next = carryState(FROM, OLD, to, rowOf(to, 2), {
      inputs: [0, null, 1],
      layers: [all(0, 6), all(1, 4), all(2, 1)],
    });
    const [now, old] = [weights(to, next), weights(FROM, OLD)];
    expect(now[0]!.kernel).toEqual([old[0]!.kernel[0], [0, 0, 0, 0, 0, 0], old[0]!.kernel[1]]);
  });
});
