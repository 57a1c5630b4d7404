/**
 * The two kernels: `forward` and `train`, each a whole call. A plan in memory (`plan.ts`) names every address; nothing
 * is allocated. Samples lie in the lanes throughout; narrow and wide networks differ in how their products are made.
 */
import { activate, SOFTMAX } from './activations';
import { isFirstKernelFinite, listInputs } from './inputLists';
import { forgetStaged, learnNarrow } from './learnNarrow';
import { learnWide, packForForward, wideProduct } from './learnWide';
import { lossSum, rightAnswers, startFigures } from './losses';
import { narrowForward } from './narrow';
import { SGD, updateRow } from './optimizers';
import { gather, pieceOf, softmaxPanels, writePictures, writeRows } from './panels';
import * as at from './plan';
import { address, layerAt, word } from './plan';
import { packUnitBlocks, sparseProduct } from './sparse';

export { approximate } from './activations';
export { listedChunks, listRows } from './inputLists';

/** Packs the kernels of one wide network, for `forward` calls to come. Tells whether FINITE may be set in these. */
export function pack(): bool {
  packForForward(address(at.STATE));
  if (address(at.UNIT_BLOCKS)) packUnitBlocks(address(at.STATE), address(at.UNIT_BLOCKS));
  return isFirstKernelFinite(address(at.STATE));
}

/** Largest of `count` unsigned integers, so that an order can be checked before it is used as addresses. */
export function largest(from: usize, count: i32): u32 {
  const end = from + (<usize>count << 2);
  let lanes = i32x4.splat(0);
  for (; from + 16 <= end; from += 16) lanes = i32x4.max_u(lanes, v128.load(from));
  let most = max<u32>(i32x4.extract_lane(lanes, 0), i32x4.extract_lane(lanes, 1));
  most = max<u32>(most, max<u32>(i32x4.extract_lane(lanes, 2), i32x4.extract_lane(lanes, 3)));
  for (; from < end; from += 4) most = max(most, load<u32>(from));
  return most;
}

function forwardLayer(index: i32, parameters: usize, x: usize, vectors: i32, isListed: bool): void {
  const layer = layerAt(index);
  const inputs = layer.inputs;
  const units = layer.units;
  const activation = layer.activation;
  const values = layer.values;
  if (isListed && index == 0) sparseProduct(parameters, vectors);
  else if (word(at.WIDE)) wideProduct(index, parameters, x, vectors);
  else {
    const bias = parameters + layer.bias;
    narrowForward(inputs, units, parameters + layer.kernel, bias, x, values, <usize>vectors << 4);
  }
  if (activation == SOFTMAX) softmaxPanels(values, units, vectors);
  else activate(activation, values, (<usize>units * <usize>vectors) << 4);
}

/** Samples `first` to `end` − 1 through one network; `output` is where the network's answers begin. */
function forwardChunk(parameters: usize, first: i32, end: i32, output: usize): void {
  const everyLayer = word(at.EVERY_LAYER) != 0;
  const pictureBytes = <usize>word(at.SAMPLES) << 2;
  const count = end - first;
  const vectors = (count + 3) >> 2;
  let x = address(at.INPUT_PANELS);
  const isListed = listInputs(parameters, address(at.X), 0, first, end);
  if (!isListed) gather(address(at.X), word(at.INPUTS), 0, first, end, x);
  let pictures = output + (<usize>first << 2);
  let units = 0;
  for (let index = 0; index < word(at.LAYER_COUNT); index++) {
    forwardLayer(index, parameters, x, vectors, isListed);
    x = layerAt(index).values;
    units = layerAt(index).units;
    if (everyLayer) {
      writePictures(x, units, count, pictures, pictureBytes);
      pictures += <usize>units * pictureBytes;
    }
  }
  if (!everyLayer) writeRows(x, units, count, output + ((<usize>first * <usize>units) << 2));
}

/** Units whose values a forward call gives, per sample. */
function unitsGiven(): i32 {
  const last = word(at.LAYER_COUNT) - 1;
  let units = layerAt(last).units;
  if (word(at.EVERY_LAYER)) for (let index = 0; index < last; index++) units += layerAt(index).units;
  return units;
}

/** DenseForward: SAMPLES rows x through each network to OUTPUT. */
export function forward(): void {
  const samples = word(at.SAMPLES);
  const piece = pieceOf(samples, word(at.CHUNK), word(at.WIDE) ? 8 : 4);
  const outputBytes = (<usize>unitsGiven() * <usize>samples) << 2;
  let parameters = address(at.STATE);
  let output = address(at.OUTPUT);
  for (let network = 0; network < word(at.NETWORKS); network++) {
    if (word(at.WIDE) && !word(at.PACKED)) packForForward(parameters);
    for (let first = 0; first < samples; first += piece) {
      forwardChunk(parameters, first, min(first + piece, samples), output);
    }
    parameters += <usize>word(at.PARAMETERS) << 2;
    output += outputBytes;
  }
}

/** One mini-batch: loss, gradient, update. */
function learn(parameters: usize, step: i32, order: usize, size: i32): void {
  const bytes = ((<usize>word(at.PARAMETERS) << 2) + 15) & ~15;
  const figures = at.PLAN + at.FIGURES;
  if (word(at.WIDE)) {
    if (learnWide(parameters, <u32>word(at.FIRST_STEP) + <u32>step, order, size)) {
      const behind = layerAt(0).bias;
      updateRow(SGD, figures, parameters + behind, address(at.GRADIENT) + behind, bytes - behind, 0);
      return;
    }
  } else if (learnNarrow(parameters, step, order, size)) return;
  updateRow(word(at.OPTIMIZER), figures, parameters, address(at.GRADIENT), bytes, address(at.KERNELS));
}

/** DenseTrain: STEPS updates of each state row in place; metrics [R, STEPS, 2] to OUTPUT. */
export function train(): void {
  const work = address(at.WORK);
  const part = <usize>word(at.PARAMETERS) << 2;
  const padded = (part + 15) & ~15;
  const parts = <usize>word(at.PARTS);
  let state = address(at.STATE);
  let metrics = address(at.OUTPUT);
  for (let network = 0; network < word(at.NETWORKS); network++) {
    for (let p: usize = 0; p < parts; p++) memory.copy(work + p * padded, state + p * part, part);
    memory.copy(at.PLAN + at.POWERS, at.PLAN + at.POWERS_AT_START, 16);
    let order = address(at.ORDER);
    forgetStaged();
    for (let step = 0; step < word(at.STEPS); step++) {
      const size = load<i32>(address(at.BATCH_SIZES) + (<usize>step << 2));
      startFigures();
      learn(work, step, order, size);
      f32.store(metrics, <f32>(lossSum / <f64>size));
      f32.store(metrics, <f32>rightAnswers, 4);
      metrics += 8;
      order += <usize>size << 2;
    }
    for (let p: usize = 0; p < parts; p++) memory.copy(state + p * part, work + p * padded, part);
    state += part * parts;
  }
}
