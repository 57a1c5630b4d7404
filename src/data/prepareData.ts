/**
 * Prepares the data of an Experiment: generate or choose samples, shuffle by the seed, split, scale with statistics of
 * the training split, encode the targets. Pure: the same settings give the same arrays on any machine.
 */
import { factsOf } from '#experiment/dataFacts.ts';
import type { DataSpec, Experiment } from '#experiment/experiment.ts';
import { inputNamesOf, PLAIN_FEATURES } from '#experiment/inputNames.ts';
import { outputShape, type OutputShape } from '#experiment/output.ts';
import { bug } from '#messages/bug.ts';
import { mix32 } from '#nn/dropoutMask.ts';
import { createRandom, STREAMS } from '#nn/Random.ts';
import { encodeTargets } from './encodeTargets.ts';
import { generatePoints, type Samples } from './generatePoints.ts';
import type { ImagePart, ImageSource } from './ImageSource.ts';
import { planeInputs, planeInputValues } from './planeInputs.ts';
import type { PreparedData, Split } from './PreparedData.ts';
import { splitCounts } from './splitCounts.ts';
import { applyScaling, fitScaling } from './standardise.ts';
import { tableInputs } from './tableInputs.ts';
import { tableSamples } from './tableSamples.ts';

interface Parts {
  readonly train: Samples;
  readonly test: Samples;
  readonly inputNames: readonly string[];
  readonly toInputs: (raw: Float32Array) => Float32Array;
}

/**
 * @param images from `loadImages` for this experiment; null for other kinds of sets
 * @throws Error where a set of images has no images, or too few
 */
export function prepareData(
  experiment: Pick<Experiment, 'data' | 'network'>,
  images: ImageSource | null,
): PreparedData {
  const { data, network } = experiment;
  const { task, classes } = factsOf(data);
  const output = outputShape(factsOf(data), network.output.activation);
  const { train, test, inputNames, toInputs } = parts(data, images);
  return {
    task,
    classes,
    coding: output.coding,
    inputWidth: inputNames.length,
    outputUnits: output.units,
    inputNames,
    train: split(train, output, toInputs),
    test: split(test, output, toInputs),
    toInputs,
  };
}

function parts(data: DataSpec, images: ImageSource | null): Parts {
  const set = factsOf(data);
  const inputNames = set.columns;
  switch (set.kind) {
    case 'plane': {
      const inputs = planeInputs(data.features ?? PLAIN_FEATURES);
      const { train, test } = splitCounts(data);
      return {
        ...shuffledParts(generatePoints(set, train + test, data.noise, data.seed), data),
        inputNames: inputNamesOf(data),
        toInputs: (raw) => planeInputValues(raw, inputs),
      };
    }
    case 'table': {
      const both = shuffledParts(tableSamples(set), data);
      if (data.table) {
        const toInputs = tableInputs(data.table.columns, both.train.raw);
        return { ...both, inputNames: inputNamesOf(data), toInputs };
      }
      const scaling = fitScaling(both.train.raw, inputNames.length);
      return { ...both, inputNames, toInputs: (raw) => applyScaling(raw, scaling) };
    }
    case 'image':
      return { ...imageParts(data, images), inputNames, toInputs: (raw) => raw };
  }
}

/** Shuffles all samples: the first of them train, the next test, any others are left out. */
function shuffledParts(pool: Samples, data: DataSpec): { train: Samples; test: Samples } {
  const { train, test } = splitCounts(data);
  const order =
    data.set === 'drawn'
      ? steadyOrder(pool, data.seed)
      : createRandom(data.seed, STREAMS.order).order(pool.count);
  return {
    train: pick(pool, order.subarray(0, train)),
    test: pick(pool, order.subarray(train, train + test)),
  };
}

/**
 * The order of drawn points: by a hash of the point itself and the seed, so that a point which is put in, moved or erased leaves
 * the others in their part.
 */
function steadyOrder({ count, raw, labels }: Samples, seed: number): Uint32Array {
  const bits = new Uint32Array(raw.buffer, raw.byteOffset, raw.length);
  const start = mix32(seed);
  const keys = Array.from({ length: count }, (_, i) =>
    mix32((mix32((mix32((start ^ bits[2 * i]!) >>> 0) ^ bits[2 * i + 1]!) >>> 0) + labels[i]! * 100) >>> 0),
  );
  return Uint32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]! || a - b);
}

function pick(pool: Samples, indices: Uint32Array): Samples {
  const width = pool.count === 0 ? 0 : pool.raw.length / pool.count;
  const raw = new Float32Array(indices.length * width);
  const labels = new Float32Array(indices.length);
  indices.forEach((from, to) => {
    raw.set(pool.raw.subarray(from * width, (from + 1) * width), to * width);
    labels[to] = pool.labels[from] as number;
  });
  return { count: indices.length, raw, labels };
}

/** Images keep their official split; the seed chooses from each part and shuffles it. */
function imageParts(data: DataSpec, images: ImageSource | null): { train: Samples; test: Samples } {
  if (!images) throw bug(`the images of ${data.set} have not been loaded`);
  const counts = splitCounts(data);
  const random = createRandom(data.seed, STREAMS.order);
  return {
    train: pickImages(images.train, counts.train, random.order(images.train.count)),
    test: pickImages(images.test, counts.test, random.order(images.test.count)),
  };
}

function pickImages(part: ImagePart, count: number, order: Uint32Array): Samples {
  if (part.count < count) throw bug(`only ${part.count} of ${count} images have been loaded`);
  const width = part.pixels.length / part.count;
  const raw = new Float32Array(count * width);
  const labels = new Float32Array(count);
  for (let to = 0; to < count; to++) {
    const from = order[to] as number;
    labels[to] = part.labels[from] as number;
    for (let i = 0; i < width; i++) raw[to * width + i] = (part.pixels[from * width + i] as number) / 255;
  }
  return { count, raw, labels };
}

function split(samples: Samples, output: OutputShape, toInputs: Parts['toInputs']): Split {
  return { ...samples, inputs: toInputs(samples.raw), targets: encodeTargets(samples.labels, output) };
}
