/**
 * Test support: cases for the compiled kernels, and how far their results are from double precision. The same cases run in
 * Node (plain SIMD) and in the browser (also relaxed SIMD).
 */
import { OUTPUTS_OF_LOSS } from '#experiment/output.ts';
import { forward } from '#nn/forward.ts';
import { parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { ACTIVATIONS, LOSSES, OPTIMIZERS } from '#nn/vocabulary.ts';
import {
  hyperparametersOf,
  makeTrainingCase,
  shapeOf,
  sparseRows,
  startParameters,
  type CaseSettings,
} from '../../testing/trainingCase.ts';
import { distance, trainingErrors, type TrainingErrors } from '../../testing/trainingErrors.ts';
import { forwardCall } from '../forwardCall.ts';
import type { KernelMemory } from '../KernelMemory.ts';
import { trainCall } from '../trainCall.ts';

export interface WasmCase extends CaseSettings {
  /** Whether the data set has an identity under which it may be cached. */
  readonly keyed?: boolean;
  /** Changes samples and starting states before anything is computed. */
  readonly spoil?: (x: Float32Array, state: Float32Array) => void;
}

/** Every activation × optimiser, with losses and their outputs rotating, so that all pairs of two are covered. */
export function pairwiseCases(hidden: readonly number[], batchSizes: readonly number[]): WasmCase[] {
  const losses = LOSSES.flatMap((loss) => OUTPUTS_OF_LOSS[loss].map((output) => [loss, output] as const));
  return ACTIVATIONS.flatMap((activation, a) =>
    OPTIMIZERS.flatMap((optimizer, o) =>
      [0, 1].map((half) => {
        const [loss, output] = losses[(a * 3 + o * 5 + half * 8) % losses.length]!;
        const outputs = output === 'softmax' ? 3 : 1 + ((a + o) % 3);
        return {
          name: `${activation} · ${loss} on ${output} ×${outputs} · ${optimizer}`,
          shape: shapeOf(3, hidden, activation, output, outputs),
          hyperparameters: hyperparametersOf(loss, optimizer, {
            l1: o % 2 ? 0.01 : 0,
            l2: a % 2 ? 0.02 : 0,
            dropout: half ? 0.25 : 0,
          }),
          batchSizes,
          step0: a,
          seed: 2 * (a * OPTIMIZERS.length + o) + half,
        };
      }),
    ),
  );
}

/** Trains on the compiled kernels and in double precision, and returns the largest distances. */
export function wasmTrainingErrors(memory: KernelMemory, settings: WasmCase): TrainingErrors {
  const given = makeTrainingCase(settings);
  const { attrs, states, x, y, order } = given;
  for (const state of states) settings.spoil?.(x, state);
  const key = (): object | undefined => (settings.keyed === false ? undefined : {});
  const [networks, width, steps] = [states.length, states[0]!.length, attrs.batchSizes.length];
  const trained = trainCall(memory, {
    ...attrs,
    state: Float32Array.from(states.flatMap((state) => [...state])),
    networks,
    x: { values: x, key: key() },
    y: { values: y, key: key() },
    order,
  });
  return trainingErrors(given, {
    states: states.map((_, r) => trained.state.subarray(width * r, width * (r + 1))),
    metrics: states.map((_, r) => trained.metrics.subarray(2 * steps * r, 2 * steps * (r + 1))),
  });
}

/** Distance of the forward kernel from double precision: predictions as rows, and every layer transposed. */
export function forwardErrors(
  memory: KernelMemory,
  shape: NetworkShape,
  samples: number,
  networks = 1,
  scale = 1,
  density = 1,
): { rows: number; transposed: number } {
  const row = parameterCount(shape);
  const x = sparseRows(samples, shape.inputs, density, 31 * samples + shape.inputs).map(
    (value) => scale * value,
  );
  const values = new Float32Array(networks * row);
  for (let r = 0; r < networks; r++) values.set(startParameters(shape, r + 1), r * row);
  const call = { shape, parameters: { values, key: {} }, networks, x, samples };
  const rows = forwardCall(memory, { ...call, everyLayer: false }).slice();
  const transposed = forwardCall(memory, { ...call, everyLayer: true }).slice();
  const expectedRows: number[] = [];
  const expectedTransposed: number[] = [];
  for (let r = 0; r < networks; r++) {
    const layers = forward(shape, Float64Array.from(values.subarray(r * row, (r + 1) * row)), x, samples);
    for (const output of layers.at(-1)!) expectedRows.push(output);
    for (const [index, layer] of layers.entries()) {
      const { units } = shape.layers[index]!;
      for (let unit = 0; unit < units; unit++) {
        for (let n = 0; n < samples; n++) expectedTransposed.push(layer[n * units + unit]!);
      }
    }
  }
  return { rows: distance(rows, expectedRows), transposed: distance(transposed, expectedTransposed) };
}
