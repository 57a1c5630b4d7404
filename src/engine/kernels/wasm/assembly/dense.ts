/**
 * Entry points: `forward` and `train`, each a whole call. A call descriptor in memory (`callLayout.ts`) holds every address; nothing
 * is allocated. Samples are in the SIMD lanes throughout; narrow and wide networks differ in their matrix products.
 */
import { activate, SOFTMAX } from './generated/activations';
import { isFirstKernelFinite, compressChunk } from './csr';
import { resetStaging, trainNarrow } from './trainNarrow';
import { trainWide, packForForward, wideProduct } from './trainWide';
import { lossSum, correctPredictions, resetMetrics } from './losses';
import { narrowForward } from './narrow';
import { SGD } from './generated/optimizers';
import { updateRow } from './optimizers';
import { gather, chunkSize, softmaxPanels, writeTransposed, writeRows } from './panels';
import * as at from './generated/call';
import { address, layerAt, word } from './generated/call';
import { packUnitTiles, sparseProduct } from './sparse';

export { compressRows } from './csr';
export { shuffle } from './shuffle';

/** Packs the kernels of one wide network for later `forward` calls. Returns whether FINITE may be set in these. */
export function pack(): bool {
  packForForward(address(at.STATE));
  if (address(at.UNIT_TILES)) packUnitTiles(address(at.STATE), address(at.UNIT_TILES));
  return isFirstKernelFinite(address(at.STATE));
}

/** Largest of `count` unsigned integers, to validate an order before its indices are used as addresses. */
export function largest(from: usize, count: i32): u32 {
  const end = from + (<usize>count << 2);
  let maxima = i32x4.splat(0);
  for (; from + 16 <= end; from += 16) maxima = i32x4.max_u(maxima, v128.load(from));
  let maximum = max<u32>(i32x4.extract_lane(maxima, 0), i32x4.extract_lane(maxima, 1));
  maximum = max<u32>(maximum, max<u32>(i32x4.extract_lane(maxima, 2), i32x4.extract_lane(maxima, 3)));
  for (; from < end; from += 4) maximum = max(maximum, load<u32>(from));
  return maximum;
}

function forwardLayer(index: i32, parameters: usize, x: usize, vectors: i32, isSparse: bool): void {
  const layer = layerAt(index);
  const inputs = layer.inputs;
  const units = layer.units;
  const activation = layer.activation;
  const values = layer.values;
  if (isSparse && index == 0) sparseProduct(parameters, vectors);
  else if (word(at.WIDE)) wideProduct(index, parameters, x, vectors);
  else {
    const bias = parameters + layer.bias;
    narrowForward(inputs, units, parameters + layer.kernel, bias, x, values, <usize>vectors << 4);
  }
  if (activation == SOFTMAX) softmaxPanels(values, units, vectors);
  else activate(activation, values, (<usize>units * <usize>vectors) << 4);
}

/** Samples `first` to `end` − 1 through one network; `output` is the address of the network's predictions. */
function forwardChunk(parameters: usize, first: i32, end: i32, output: usize): void {
  const everyLayer = word(at.EVERY_LAYER) != 0;
  const transposedStride = <usize>word(at.SAMPLES) << 2;
  const count = end - first;
  const vectors = (count + 3) >> 2;
  let x = address(at.INPUT_PANELS);
  const isSparse = compressChunk(parameters, address(at.X), 0, first, end);
  if (!isSparse) gather(address(at.X), word(at.INPUTS), 0, first, end, x);
  let transposed = output + (<usize>first << 2);
  let units = 0;
  for (let index = 0; index < word(at.LAYER_COUNT); index++) {
    forwardLayer(index, parameters, x, vectors, isSparse);
    x = layerAt(index).values;
    units = layerAt(index).units;
    if (everyLayer) {
      writeTransposed(x, units, count, transposed, transposedStride);
      transposed += <usize>units * transposedStride;
    }
  }
  if (!everyLayer) writeRows(x, units, count, output + ((<usize>first * <usize>units) << 2));
}

/** Values per sample in the output of a forward call. */
function outputUnits(): i32 {
  const last = word(at.LAYER_COUNT) - 1;
  let units = layerAt(last).units;
  if (word(at.EVERY_LAYER)) for (let index = 0; index < last; index++) units += layerAt(index).units;
  return units;
}

/** DenseForward: SAMPLES rows x through each network to OUTPUT. */
export function forward(): void {
  const samples = word(at.SAMPLES);
  const chunk = chunkSize(samples, word(at.CHUNK), word(at.WIDE) ? 8 : 4);
  const outputBytes = (<usize>outputUnits() * <usize>samples) << 2;
  let parameters = address(at.STATE);
  let output = address(at.OUTPUT);
  for (let network = 0; network < word(at.NETWORKS); network++) {
    if (word(at.WIDE) && !word(at.PACKED)) packForForward(parameters);
    for (let first = 0; first < samples; first += chunk) {
      forwardChunk(parameters, first, min(first + chunk, samples), output);
    }
    parameters += <usize>word(at.PARAMETERS) << 2;
    output += outputBytes;
  }
}

/** One training step: loss, gradient, update. */
function trainStep(parameters: usize, step: i32, order: usize, size: i32): void {
  const bytes = ((<usize>word(at.PARAMETERS) << 2) + 15) & ~15;
  if (word(at.WIDE)) {
    if (trainWide(parameters, <u32>word(at.FIRST_STEP) + <u32>step, order, size)) {
      const rest = layerAt(0).bias;
      updateRow(SGD, parameters + rest, address(at.GRADIENT) + rest, bytes - rest, 0);
      return;
    }
  } else if (trainNarrow(parameters, step, order, size)) return;
  updateRow(word(at.OPTIMIZER), parameters, address(at.GRADIENT), bytes, address(at.KERNELS));
}

/** DenseTrain: STEPS updates of each state row in place; metrics [R, STEPS, 2] to OUTPUT. */
export function train(): void {
  const work = address(at.WORK);
  const partBytes = <usize>word(at.PARAMETERS) << 2;
  const padded = (partBytes + 15) & ~15;
  const parts = <usize>word(at.PARTS);
  let state = address(at.STATE);
  let metrics = address(at.OUTPUT);
  for (let network = 0; network < word(at.NETWORKS); network++) {
    for (let p: usize = 0; p < parts; p++) memory.copy(work + p * padded, state + p * partBytes, partBytes);
    memory.copy(at.CALL + at.POWERS, at.CALL + at.POWERS_AT_START, 16);
    let order = address(at.ORDER);
    let rates = address(at.RATES);
    resetStaging();
    for (let step = 0; step < word(at.STEPS); step++) {
      const size = load<i32>(address(at.BATCH_SIZES) + (<usize>step << 2));
      if (rates) {
        const settings = at.settings();
        settings.learningRate = load<f64>(rates);
        settings.shrink = load<f64>(rates, 8);
        rates += 16;
      }
      resetMetrics();
      trainStep(work, step, order, size);
      f32.store(metrics, <f32>(lossSum / <f64>size));
      f32.store(metrics, <f32>correctPredictions, 4);
      metrics += 8;
      order += <usize>size << 2;
    }
    for (let p: usize = 0; p < parts; p++) memory.copy(state + p * partBytes, work + p * padded, partBytes);
    state += partBytes * parts;
  }
}
