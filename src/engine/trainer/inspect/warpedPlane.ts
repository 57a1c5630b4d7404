/** The plane as a layer bends it: where the points of a grid, and the training samples, lie among the activations of that layer. */
import { tensor2d } from '@tensorflow/tfjs-core';
import { planeGrid } from '#data/planeGrid.ts';
import * as failures from '#messages/generated/inspectErrors.ts';
import { failed } from '#messages/Failure.ts';
import { principalComponents, project } from '#nn/principalComponents.ts';
import type { WarpedPlane } from '#protocol/inspect.ts';
import type { DeviceRun } from '../DeviceRun.ts';
import { parametersOf } from '../runStages.ts';
import { predictRows } from '../predictRows.ts';

const MOST_SAMPLES = 500;

/**
 * @param layer hidden layers from 0, then the output layer
 * @param isPlane without a plane there is no grid: only samples
 */
export async function warpedPlane(
  run: DeviceRun,
  isPlane: boolean,
  layer: number,
  side: number,
): Promise<WarpedPlane> {
  const { config, device } = run;
  const { shape, data } = config;
  const count = shape.layers.length;
  if (!(layer < count)) throw failed(failures.noLayer({ layer, count }));
  const gridCount = isPlane ? side * side : 0;
  const sampleCount = Math.min(data.train.count, MOST_SAMPLES);
  const rows = new Float32Array((gridCount + sampleCount) * shape.inputs);
  if (isPlane) rows.set(data.toInputs(planeGrid(side)));
  rows.set(data.train.inputs.subarray(0, sampleCount * shape.inputs), gridCount * shape.inputs);
  // The layers up to this one are a network of their own, whose parameters are the first of the whole.
  const cut = { ...shape, layers: shape.layers.slice(0, layer + 1) };
  const parameters = parametersOf(cut, await run.checkpoint()).slice();
  const state = tensor2d(parameters, [1, parameters.length]);
  let values: Float32Array;
  try {
    const pace = device.kernels.multiplyAddsPerSecond;
    values = await predictRows(cut, state, rows, gridCount + sampleCount, pace);
    if (device.isLost()) throw failed(await device.lost);
  } finally {
    state.dispose();
  }
  const { units } = shape.layers[layer]!;
  const samples = values.subarray(gridCount * units);
  const flat = flatten(samples, sampleCount, units);
  return {
    layer,
    units,
    side: isPlane ? side : 0,
    grid: flat.place(values.subarray(0, gridCount * units), gridCount),
    samples: flat.place(samples, sampleCount),
    labels: data.train.labels.slice(0, sampleCount),
    shares: flat.shares,
    axes: flat.axes,
  };
}

interface Flattening {
  readonly axes: readonly (readonly number[])[];
  readonly shares: readonly number[];
  /** [count, units] → [count, 2] */
  place(values: Float32Array, count: number): Float32Array;
}

/** One unit is drawn on a line, two as they are, more along their first two principal components over the samples. */
function flatten(samples: Float32Array, count: number, units: number): Flattening {
  if (units <= 2) {
    const axes = [0, 1].slice(0, units).map((k) => Array.from({ length: units }, (_, i) => Number(i === k)));
    const place = (values: Float32Array): Float32Array =>
      units === 2
        ? values.slice()
        : Float32Array.from({ length: 2 * values.length }, (_, i) => (i % 2 ? 0 : values[i / 2]!));
    return { axes, shares: [], place };
  }
  const found = principalComponents(samples, count, units);
  const place = (values: Float32Array, rows: number): Float32Array => {
    const points = project(values, rows, found);
    const kept = found.axes.length;
    return Float32Array.from({ length: 2 * rows }, (_, i) =>
      i % 2 < kept ? points[Math.floor(i / 2) * kept + (i % 2)]! : 0,
    );
  };
  return { axes: found.axes.map((axis) => [...axis]), shares: found.shares, place };
}
