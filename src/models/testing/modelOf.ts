/** Test support: networks of random weights of order 1/√inputs, as they leave an initialiser, with all that an export needs. */
import type { ImageSource } from '#data/ImageSource.ts';
import { prepareData } from '#data/prepareData.ts';
import { splitCounts } from '#data/splitCounts.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { DataSpec, ExperimentInput } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { layerOffsets, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { createRandom, STREAMS } from '#nn/Random.ts';
import { makeModel } from '../makeModel.ts';
import type { ModelToExport } from '../ModelToExport.ts';

export function randomParameters(shape: NetworkShape, seed: number): Float32Array {
  const random = createRandom(seed, STREAMS.order);
  const parameters = new Float32Array(parameterCount(shape));
  for (const { inputs, kernelOffset, biasOffset, units } of layerOffsets(shape)) {
    const limit = Math.sqrt(3 / inputs);
    for (let i = kernelOffset; i < biasOffset; i++) parameters[i] = random.uniform(-limit, limit);
    for (let i = biasOffset; i < biasOffset + units; i++) parameters[i] = random.uniform(-0.5, 0.5);
  }
  return parameters;
}

/** @param parameters in place of random ones */
export function modelOf(input: ExperimentInput, seed = 1, parameters?: Float32Array): ModelToExport {
  const experiment = parseExperiment(input);
  const prepared = prepareData(experiment, imagesFor(experiment.data));
  return makeModel({
    experiment,
    prepared,
    parameters: parameters ?? randomParameters(networkShape(experiment), seed),
    title: experiment.title ?? factsOf(experiment.data).label,
    link: 'https://fanout.example/#v1.AA',
    version: '1.2.3',
    epoch: 600,
    step: 9_600,
    metrics: { train: { loss: 0.014, accuracy: 0.994 }, test: { loss: 0.124, accuracy: 0.933 } },
  });
}

/** Pixels of noise, as many as the experiment asks for. */
function imagesFor(data: DataSpec): ImageSource | null {
  if (factsOf(data).kind !== 'image') return null;
  const counts = splitCounts(data);
  const part = (count: number, seed: number) => {
    const random = createRandom(seed, STREAMS.order);
    const pixels = Uint8Array.from({ length: count * 784 }, () => Math.floor(random.uniform(0, 256)));
    return { count, pixels, labels: Uint8Array.from({ length: count }, (_, i) => i % 10) };
  };
  return { side: 28, train: part(counts.train, 1), test: part(counts.test, 2) };
}
