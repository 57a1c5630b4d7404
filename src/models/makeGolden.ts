/**
 * Ten rows and the answers to them, as this page computes them: inputs by `data/`, the network in double precision by `nn/` from
 * the float32 weights.
 */
import type { PreparedData } from '#data/PreparedData.ts';
import { samplePool } from '#data/samplePool.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { forward } from '#nn/forward.ts';
import { LARGEST_PIXEL } from './modelInputs.ts';
import type { Golden } from './ModelToExport.ts';

export const GOLDEN_ROWS = 10;

/** @param parameters a state row will do */
export function makeGolden(experiment: Experiment, prepared: PreparedData, parameters: Float32Array): Golden {
  const pool = samplePool(experiment, prepared);
  const count = Math.min(GOLDEN_ROWS, pool.rows.length / pool.inputs);
  const raw = pool.rawRows.subarray(0, count * pool.rawWidth);
  const inputs = pool.rows.subarray(0, count * pool.inputs);
  const outputs = forward(networkShape(experiment), Float64Array.from(parameters), inputs, count).at(-1)!;
  const isImage = factsOf(experiment.data).kind === 'image';
  return {
    rows: rowsOf(isImage ? raw.map((value) => Math.round(value * LARGEST_PIXEL)) : raw, count),
    inputs: rowsOf(inputs, count),
    outputs: rowsOf(outputs, count),
  };
}

function rowsOf(flat: Float32Array | Float64Array, count: number): number[][] {
  const width = flat.length / count;
  return Array.from({ length: count }, (_, i) => [...flat.subarray(i * width, (i + 1) * width)]);
}
