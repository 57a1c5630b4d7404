/**
 * A step of training in double precision, and with every number how far a device of the given precision may end up from
 * it. The values are the reference's; the errors follow each operation from the data to the new state, so that a bound is
 * as tight as the case allows and there is no tolerance to tune.
 */
import { layerPlaces, type LayerPlace } from '../../../spec/networkShape.ts';
import type { Activation, OutputActivation } from '../../../spec/vocabulary.ts';
import type { TrainPlan } from '../contract.ts';
import { dropoutKey, dropoutThreshold, isDropped } from '../dropoutMask.ts';
import type { AgreementCase } from './agreementCase.ts';
import {
  boundedActivation,
  boundedSoftmax,
  boundedSums,
  exact,
  SumOfProducts,
  timesEach,
  timesFactors,
  zeros,
  type Bounded,
} from './Bounded.ts';
import { boundedLoss, type BoundedFigures } from './boundedLoss.ts';
import { boundedUpdate } from './boundedUpdate.ts';
import type { Precision } from './precision.ts';

interface Layer {
  readonly place: LayerPlace;
  /** What the layer was given. */
  readonly x: Bounded;
  readonly z: Bounded;
  readonly a: Bounded;
  readonly s: Bounded | null;
  /** Dropout's factor of each activation; null where there is none. */
  readonly factors: Float64Array | null;
}

function dropoutFactors(
  { seed, dropout }: TrainPlan,
  step: number,
  layer: number,
  count: number,
  units: number,
): Float64Array {
  const key = dropoutKey(seed, step, layer);
  const threshold = dropoutThreshold(dropout);
  return Float64Array.from({ length: count * units }, (_, i) =>
    isDropped(key, Math.floor(i / units), i % units, units, threshold) ? 0 : 1 / (1 - dropout),
  );
}

function gather(from: Float32Array, width: number, samples: ArrayLike<number>): Float64Array {
  const rows = new Float64Array(samples.length * width);
  for (let n = 0; n < samples.length; n++) {
    rows.set(from.subarray(samples[n]! * width, (samples[n]! + 1) * width), n * width);
  }
  return rows;
}

function forwardLayers(
  { shape, plan }: AgreementCase['attrs'],
  state: Bounded,
  inputs: Bounded,
  count: number,
  step: number,
  precision: Precision,
): Layer[] {
  const places = layerPlaces(shape);
  let x = inputs;
  return places.map((place, index) => {
    const activation: Activation | OutputActivation = shape.layers[index]!.activation;
    const z = boundedSums(state, place, x, count, precision);
    const { a, s } =
      activation === 'softmax'
        ? { a: boundedSoftmax(z, place.units, precision), s: null }
        : boundedActivation(activation, z, precision);
    const drops = plan.dropout > 0 && index < places.length - 1;
    const factors = drops ? dropoutFactors(plan, step, index, count, place.units) : null;
    const layer = { place, x, z, a, s, factors };
    x = factors ? timesFactors(a, factors) : a;
    return layer;
  });
}

/** Gradient of all parameters [P] from the output's delta. */
function backward(
  layers: readonly Layer[],
  state: Bounded,
  outputDelta: Bounded,
  count: number,
  precision: Precision,
): Bounded {
  const last = layers.at(-1)!.place;
  const gradient = zeros(last.biasOffset + last.units);
  const sum = new SumOfProducts();
  const one = exact([1]);
  let delta = outputDelta;
  for (let index = layers.length - 1; index >= 0; index--) {
    const { place, x } = layers[index]!;
    const { inputs, units, kernelOffset, biasOffset } = place;
    for (let j = 0; j < units; j++) {
      for (let i = 0; i < inputs; i++) {
        sum.start();
        for (let n = 0; n < count; n++) sum.add(x, n * inputs + i, delta, n * units + j);
        sum.store(gradient, kernelOffset + i * units + j, precision);
      }
      sum.start();
      for (let n = 0; n < count; n++) sum.add(one, 0, delta, n * units + j);
      sum.store(gradient, biasOffset + j, precision);
    }
    const before = layers[index - 1];
    if (!before) break;
    const back = zeros(count * inputs);
    for (let n = 0; n < count; n++) {
      for (let i = 0; i < inputs; i++) {
        sum.start();
        for (let j = 0; j < units; j++) sum.add(state, kernelOffset + i * units + j, delta, n * units + j);
        sum.store(back, n * inputs + i, precision);
      }
    }
    delta = timesEach(before.factors ? timesFactors(back, before.factors) : back, before.s!);
  }
  return gradient;
}

export interface BoundedStep {
  readonly state: Bounded;
  readonly figures: BoundedFigures;
}

/**
 * One step of a case, its `step`-th, for one network from the state row `start`. From a device's own state, that is: over
 * several steps the worst that errors could do grows with the curvature of the loss, and a bound would say nothing.
 */
export function boundedStep(
  { attrs, x, y, order }: AgreementCase,
  step: number,
  start: Float32Array,
  precision: Precision,
): BoundedStep {
  const { shape, plan, batchSizes, step0 } = attrs;
  const { units, activation } = shape.layers.at(-1)!;
  const count = batchSizes[step]!;
  const used = batchSizes.slice(0, step).reduce((sum, size) => sum + size, 0);
  const samples = order.subarray(used, used + count);
  const state = exact(start);
  const inputs = exact(gather(x, shape.inputs, samples));
  const layers = forwardLayers(attrs, state, inputs, count, step0 + step, precision);
  const { z, a, s } = layers.at(-1)!;
  const output = { activation: activation as OutputActivation, units, z, a, s };
  const { delta, figures } = boundedLoss(plan.loss, output, gather(y, units, samples), count, precision);
  const gradient = backward(layers, state, delta, count, precision);
  boundedUpdate(state, gradient, layerPlaces(shape), plan, step0 + step + 1, precision);
  return { state, figures };
}
