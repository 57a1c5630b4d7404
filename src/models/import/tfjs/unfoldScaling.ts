/** Takes Fanout's scaling out of the first layer again (`formats/tfjs/foldScaling.ts`): W = W′·σ, b = b′ + Σ W′·μ. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import type { ModelLayer } from '../../ModelToExport.ts';
import { fieldOf } from '../json.ts';
import { checkSize } from '../LayerDraft.ts';

/** @param inputs of the file's metadata, unchecked: each with its column, mean and deviation */
export function unfoldScaling(layers: readonly ModelLayer[], inputs: unknown): readonly ModelLayer[] {
  const [first, ...rest] = layers;
  if (!first || !Array.isArray(inputs)) throw failed(failures.noTopology());
  const { units } = first;
  checkSize(inputs.length, units);
  const kernel = new Float32Array(inputs.length * units);
  const bias = Float64Array.from(first.bias);
  for (const [i, input] of (inputs as unknown[]).entries()) {
    const [column, mean, deviation] = ['column', 'mean', 'deviation'].map((name) =>
      Number(fieldOf(input, name)),
    );
    if (!Number.isInteger(column) || column! < 0 || column! >= first.inputs)
      throw failed(failures.noTopology());
    for (let unit = 0; unit < units; unit++) {
      const weight = first.kernel[column! * units + unit]!;
      kernel[i * units + unit] = weight * deviation!;
      bias[unit]! += weight * mean!;
    }
  }
  return [{ ...first, inputs: inputs.length, kernel, bias: Float32Array.from(bias) }, ...rest];
}
