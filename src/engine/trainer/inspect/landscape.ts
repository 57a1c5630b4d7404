/**
 * A slice of the loss around the present weights: networks on a grid along two directions, many in one forward call, on training samples. Each
 * call is a task of its own, so that training goes on between them; the slice is of the weights of the moment when it was asked for.
 */
import { tensor2d } from '@tensorflow/tfjs-core';
import type { PreparedData } from '#data/PreparedData.ts';
import type { Device } from '#engine/device/Device.ts';
import { denseForward } from '#engine/kernels/denseForward.ts';
import * as failures from '#messages/generated/inspectErrors.ts';
import { failed } from '#messages/Failure.ts';
import { filterNormalised } from '#nn/filterNormalised.ts';
import { logitsShape, metricsOfOutputs } from '#nn/metrics.ts';
import { outputLayer, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { principalComponents } from '#nn/principalComponents.ts';
import type { Loss } from '#nn/vocabulary.ts';
import type { InspectCalls, Landscape } from '#protocol/inspect.ts';
import type { Mark } from '../CheckpointTrack.ts';
import type { Task } from '../createNetworkCalls.ts';
import { parametersOf } from '../runStages.ts';
import { readAndDispose } from '../predictRows.ts';

/** What the whole slice may take, by the device's pace: on slow devices it is of fewer samples. */
const SECONDS = 1.5;
const MOST_SAMPLES = 500;
const LEAST_SAMPLES = 16;
/** Parameters, and outputs, of one call. */
const CALL_BYTES = 16 * 2 ** 20;
/** Room around the path. */
const MARGIN = 1.2;

type Asked = InspectCalls['landscape']['params'];

interface Slice {
  readonly shape: NetworkShape;
  readonly loss: Loss;
  readonly data: PreparedData;
  readonly count: number;
  readonly centre: Float32Array;
  readonly directions: readonly [Float32Array, Float32Array];
  readonly middle: readonly [number, number];
  readonly radius: number;
  /** [n, 2] */
  readonly path: Float32Array;
}

export async function landscape(task: Task, asked: Asked): Promise<Landscape> {
  const { side } = asked;
  const slice = await task(async ({ session }) => {
    const { config, device } = session.run;
    const centre = parametersOf(config.shape, await session.run.checkpoint()).slice();
    const affordable = (SECONDS * device.kernels.multiplyAddsPerSecond) / (side * side * centre.length);
    const count = Math.max(LEAST_SAMPLES, Math.min(MOST_SAMPLES, Math.floor(affordable)));
    const { shape, data, hyperparameters } = config;
    const place = around(shape, centre, session.timeline.track.all, asked);
    return {
      shape,
      data,
      loss: hyperparameters.loss,
      count: Math.min(count, data.train.count),
      centre,
      ...place,
    };
  });
  const losses = new Float32Array(side * side);
  const outputs = outputLayer(slice.shape).units;
  const atOnce = Math.max(1, Math.floor(CALL_BYTES / (4 * (slice.centre.length + slice.count * outputs))));
  for (let from = 0; from < losses.length; from += atOnce) {
    const some = Math.min(atOnce, losses.length - from);
    losses.set(await task(({ session }) => lossesOf(session.run.device, slice, side, from, some)), from);
  }
  const { middle, radius, path, count } = slice;
  return { side, middle, radius, losses, path, samples: count };
}

/** Directions, and the square along them. */
function around(
  shape: NetworkShape,
  centre: Float32Array,
  marks: readonly Mark[],
  { directions: kind, radius, seed }: Asked,
): Pick<Slice, 'directions' | 'middle' | 'radius' | 'path'> {
  const width = centre.length;
  const states = marks.map(({ checkpoint }) => parametersOf(shape, checkpoint));
  const offsets = new Float32Array(states.length * width);
  for (const [n, state] of states.entries())
    for (let i = 0; i < width; i++) offsets[n * width + i] = state[i]! - centre[i]!;
  if (kind === 'random') {
    const drawn = [0, 1].map((index) => filterNormalised(shape, centre, seed, index)) as [
      Float32Array,
      Float32Array,
    ];
    return { directions: drawn, middle: [0, 0], radius, path: along(offsets, width, drawn) };
  }
  const { axes } = principalComponents(offsets, states.length, width);
  if (axes.length < 2) throw failed(failures.noPath());
  const directions = axes.map((axis) => Float32Array.from(axis)) as [Float32Array, Float32Array];
  const path = along(offsets, width, directions);
  const ranges = [0, 1].map((k) => {
    const values = path.filter((_, i) => i % 2 === k);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  const [[a0, a1], [b0, b1]] = ranges as [readonly [number, number], readonly [number, number]];
  return {
    directions,
    middle: [(a0 + a1) / 2, (b0 + b1) / 2],
    radius: (MARGIN * Math.max(a1 - a0, b1 - b0)) / 2,
    path,
  };
}

/** Coordinates of points [n, P] along two directions, which need not be orthogonal or of length 1: least squares. */
function along(
  points: Float32Array,
  width: number,
  [u, v]: readonly [Float32Array, Float32Array],
): Float32Array {
  const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const [uu, uv, vv] = [dot(u, u), dot(u, v), dot(v, v)];
  const determinant = uu * vv - uv * uv;
  const path = new Float32Array((2 * points.length) / width);
  for (let n = 0; n * width < points.length; n++) {
    const point = points.subarray(n * width, (n + 1) * width);
    const [pu, pv] = [dot(point, u), dot(point, v)];
    path[2 * n] = determinant === 0 ? 0 : (vv * pu - uv * pv) / determinant;
    path[2 * n + 1] = determinant === 0 ? 0 : (uu * pv - uv * pu) / determinant;
  }
  return path;
}

/** Losses of `some` networks of the grid from number `from` on; row by row, the first row at the top. */
async function lossesOf(
  device: Device,
  { shape, loss, data, count, centre, directions: [u, v], middle, radius }: Slice,
  side: number,
  from: number,
  some: number,
): Promise<Float32Array> {
  const width = parameterCount(shape);
  const rows = new Float32Array(some * width);
  const step = (2 * radius) / (side - 1);
  for (let r = 0; r < some; r++) {
    const a = middle[0] - radius + ((from + r) % side) * step;
    const b = middle[1] + radius - Math.floor((from + r) / side) * step;
    for (let i = 0; i < width; i++) rows[r * width + i] = centre[i]! + a * u[i]! + b * v[i]!;
  }
  const parameters = tensor2d(rows, [some, width]);
  const x = tensor2d(data.train.inputs.slice(0, count * shape.inputs), [count, shape.inputs]);
  const output = denseForward(parameters, x, { shape: logitsShape(shape), everyLayer: false });
  parameters.dispose();
  x.dispose();
  const logits = await readAndDispose(output);
  if (device.isLost()) throw failed(await device.lost);
  const { units, activation } = outputLayer(shape);
  return Float32Array.from({ length: some }, (_, r) => {
    const own = logits.subarray(r * count * units, (r + 1) * count * units);
    const { targets } = data.train;
    return metricsOfOutputs({ task: data.task, loss, activation, logits: own, targets, count, units }).loss;
  });
}
