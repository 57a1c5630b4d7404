/** The evidence of a run under way, from the kernels that train it. */
import type { Experiment } from '#experiment/experiment.ts';
import { layerOffsets, unitCount } from '#nn/NetworkShape.ts';
import type { DeviceRun } from '../DeviceRun.ts';
import { measureLayers } from '../inspect/layerFacts.ts';
import type { Timeline } from '../Timeline.ts';
import { baselineLoss, classEvidence, type Evidence } from './Evidence.ts';

export async function gatherEvidence(
  run: DeviceRun,
  experiment: Experiment,
  timeline: Timeline,
  hasDiverged: boolean,
): Promise<Evidence> {
  const { shape, data } = run.config;
  const { checkpoint, parameters, activations, count, layers } = await measureLayers(run);
  const offsets = layerOffsets(shape);
  const outputs = offsets.at(-1)!.units;
  const first = unitCount(shape) - outputs;
  const predictions = new Float32Array(count * outputs);
  for (let k = 0; k < outputs; k++)
    for (let n = 0; n < count; n++) predictions[n * outputs + k] = activations[(first + k) * count + n]!;
  const curve = timeline.history.all.filter(
    ({ step, trainLoss }) => step <= checkpoint.step && !Number.isNaN(trainLoss),
  );
  return {
    experiment,
    curve,
    hasDiverged,
    layers: layers.map((layer, l) => {
      const { kernelOffset, biasOffset, units } = offsets[l]!;
      const weights = parameters.subarray(kernelOffset, biasOffset);
      return { ...layer, units, weightNorm: Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0)) };
    }),
    baseline: baselineLoss(experiment, shape, data.train),
    ...classEvidence(data, shape, predictions, count),
  };
}
