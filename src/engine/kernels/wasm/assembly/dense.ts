/**
 * The two kernels: `forward` and `train`, each a whole call. A plan in memory (`plan.ts`) names every address; nothing
 * is allocated. Samples lie in the lanes throughout: a narrow network is one panel [units][all samples of the chunk],
 * a wide one panels of 8 samples, so that its products read contiguous memory.
 */
import { activate, keepSlopes, keepsSlope, multiplyByKept, multiplyBySlope, SOFTMAX, softmax, writeSlopes } from './activations';
import { dropoutKey, dropPanel } from './dropout';
import { gatherPanel, panelToPictures, panelToRows } from './gather';
import { losePanel, lossSum, rightAnswers, startFigures, takesLogits } from './losses';
import { narrowForward, narrowGradient, narrowPassBack } from './narrow';
import { updateRow } from './optimizers';
import { packInputs, packUnits, sumGroup, turn } from './pack';
import * as at from './plan';
import { address, layerAt, word } from './plan';
import { productToPanel, productToRows } from './wide';

export { approximate } from './activations';

/** Vectors in a panel of a chunk of `vectors`. */
@inline
function panelVectors(vectors: i32): i32 {
  return word(at.WIDE) ? 2 : vectors;
}

/** Samples of each piece when `count` are cut into equal pieces of at most CHUNK, in whole panels. */
function pieceOf(count: i32): i32 {
  const pieces = (count + word(at.CHUNK) - 1) / word(at.CHUNK);
  const lanes = word(at.WIDE) ? 8 : 4;
  return ((count + pieces - 1) / pieces + lanes - 1) & -lanes;
}

function gather(rows: usize, width: i32, order: usize, first: i32, end: i32, panels: usize): void {
  const vectors = (end - first + 3) >> 2;
  const inPanel = panelVectors(vectors);
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    gatherPanel(rows, width, order, first + (v << 2), end, panels, row);
    panels += <usize>width * row;
  }
}

/** Weighted sums of one layer into its `values`. */
function product(index: i32, parameters: usize, x: usize, vectors: i32): void {
  const layer = layerAt(index);
  const bias = parameters + layer.bias;
  if (!word(at.WIDE)) {
    narrowForward(layer.inputs, layer.units, parameters + layer.kernel, bias, x, layer.values, <usize>vectors << 4);
    return;
  }
  let to = layer.values;
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    productToPanel(layer.forUnits, layer.units, layer.inputs, x, bias, to, row);
    x += <usize>layer.inputs * row;
    to += <usize>layer.units * row;
  }
}

function activateLayer(index: i32, vectors: i32): void {
  const layer = layerAt(index);
  if (layer.activation != SOFTMAX) {
    activate(layer.activation, layer.values, (<usize>layer.units * <usize>vectors) << 4);
    return;
  }
  const inPanel = panelVectors(vectors);
  let panel = layer.values;
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    softmax(panel, layer.units, row);
    panel += <usize>layer.units * row;
  }
}

function packForForward(parameters: usize): void {
  for (let index = 0; index < word(at.LAYER_COUNT); index++) {
    const layer = layerAt(index);
    packUnits(parameters + layer.kernel, layer.inputs, layer.units, layer.forUnits);
  }
}

/** Packs the kernels of one wide network, for `forward` calls to come. */
export function pack(planAt: usize): void {
  at.usePlan(planAt);
  packForForward(address(at.STATE));
}

/** Largest of `count` unsigned integers, so that an order can be checked before it is used as addresses. */
export function largest(from: usize, count: i32): u32 {
  let most: u32 = 0;
  for (let i = 0; i < count; i++) most = max(most, load<u32>(from + (<usize>i << 2)));
  return most;
}

/** DenseForward: rows x of SAMPLES samples through each network to OUTPUT. */
export function forward(planAt: usize): void {
  at.usePlan(planAt);
  const samples = word(at.SAMPLES);
  const count = word(at.LAYER_COUNT);
  const everyLayer = word(at.EVERY_LAYER) != 0;
  const outputUnits = layerAt(count - 1).units;
  const piece = pieceOf(samples);
  let parameters = address(at.STATE);
  let output = address(at.OUTPUT);
  for (let network = 0; network < word(at.NETWORKS); network++) {
    if (word(at.WIDE) && !word(at.PACKED)) packForForward(parameters);
    for (let first = 0; first < samples; first += piece) {
      const end = min(first + piece, samples);
      const vectors = (end - first + 3) >> 2;
      gather(address(at.X), word(at.INPUTS), 0, first, end, address(at.INPUT_PANELS));
      let x = address(at.INPUT_PANELS);
      let pictures = output + (<usize>first << 2);
      for (let index = 0; index < count; index++) {
        const layer = layerAt(index);
        product(index, parameters, x, vectors);
        activateLayer(index, vectors);
        x = layer.values;
        if (everyLayer) {
          writePictures(layer.values, layer.units, end - first, pictures, <usize>samples << 2);
          pictures += (<usize>layer.units * <usize>samples) << 2;
        }
      }
      if (!everyLayer) writeRows(x, outputUnits, end - first, output + ((<usize>first * <usize>outputUnits) << 2));
    }
    parameters += <usize>word(at.PARAMETERS) << 2;
    let units = outputUnits;
    if (everyLayer) {
      units = 0;
      for (let index = 0; index < count; index++) units += layerAt(index).units;
    }
    output += (<usize>units * <usize>samples) << 2;
  }
}

function writeRows(panels: usize, units: i32, count: i32, to: usize): void {
  const vectors = (count + 3) >> 2;
  const inPanel = panelVectors(vectors);
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    panelToRows(panels, units, row, min(inPanel << 2, count - (v << 2)), to);
    panels += <usize>units * row;
    to += <usize>units * row;
  }
}

function writePictures(panels: usize, units: i32, count: i32, to: usize, pictureBytes: usize): void {
  const vectors = (count + 3) >> 2;
  const inPanel = panelVectors(vectors);
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    panelToPictures(panels, units, row, min(inPanel << 2, count - (v << 2)), to, pictureBytes);
    panels += <usize>units * row;
    to += row;
  }
}

/** Silences units of a hidden layer and scales the others, values and slopes alike. */
function drop(index: i32, step: u32, first: i32, vectors: i32): void {
  const layer = layerAt(index);
  const key = dropoutKey(word(at.SEED), step, index);
  const scale = load<f32>(at.plan + at.DROPOUT_SCALE);
  const inPanel = panelVectors(vectors);
  let offset: usize = 0;
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    const place = first + (v << 2);
    const threshold = word(at.DROPOUT_THRESHOLD);
    dropPanel(layer.values + offset, layer.slopes + offset, layer.units, row, place, key, threshold, scale);
    offset += <usize>layer.units * row;
  }
}

/** Forward with all that the backward pass needs: slopes kept, dropout, logits of the output layer. */
function forwardToLearn(parameters: usize, step: u32, first: i32, vectors: i32): void {
  const last = word(at.LAYER_COUNT) - 1;
  let x = address(at.INPUT_PANELS);
  for (let index = 0; index <= last; index++) {
    const layer = layerAt(index);
    const bytes = (<usize>layer.units * <usize>vectors) << 4;
    product(index, parameters, x, vectors);
    if (layer.slopes && keepsSlope(layer.activation)) keepSlopes(layer.activation, layer.values, bytes, layer.slopes);
    if (index == last && takesLogits(word(at.LOSS))) memory.copy(address(at.LOGITS), layer.values, bytes);
    activateLayer(index, vectors);
    if (index < last && word(at.DROPS_OUT)) {
      if (!keepsSlope(layer.activation)) writeSlopes(layer.activation, layer.values, layer.slopes, bytes);
      drop(index, step, first, vectors);
    }
    x = layer.values;
  }
}

/** Loss, right answers and the output layer's delta of a chunk of `count` samples. */
function lose(count: i32, vectors: i32, scale: f32): void {
  const layer = layerAt(word(at.LAYER_COUNT) - 1);
  const loss = word(at.LOSS);
  const inPanel = panelVectors(vectors);
  let offset: usize = 0;
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    const a = layer.values + offset;
    const t = address(at.TARGET_PANELS) + offset;
    const z = address(at.LOGITS) + offset;
    losePanel(loss, layer.activation, z, a, t, address(at.DELTA) + offset, layer.units, row, v << 2, count, scale);
    offset += <usize>layer.units * row;
  }
  if (!takesLogits(loss) && layer.activation != SOFTMAX) {
    multiplyBySlope(layer.activation, address(at.DELTA), layer.values, (<usize>layer.units * <usize>vectors) << 4);
  }
}

/** Gradient of one layer's kernel and bias from what came in and what goes wrong behind it. */
function addGradient(index: i32, x: usize, delta: usize, vectors: i32, add: bool): void {
  const layer = layerAt(index);
  const inputs = layer.inputs;
  const units = layer.units;
  let kernel = address(at.GRADIENT) + layer.kernel;
  let bias = address(at.GRADIENT) + layer.bias;
  if (!word(at.WIDE)) {
    narrowGradient(inputs, units, x, delta, <usize>vectors << 4, kernel, bias, add);
    return;
  }
  const lanes = vectors << 2;
  const turned = address(at.TURNED_INPUTS);
  let group = address(at.TURNED_DELTA);
  const edge = address(at.EDGE);
  turn(x, inputs, lanes, 4, turned);
  turn(delta, units, lanes, 8, group);
  for (let unit = 0; unit < units; unit += 8) {
    const columns = min(8, units - unit);
    const width = columns > 4 ? 8 : 4;
    productToRows(turned, inputs, lanes, group, columns, add, kernel, <usize>units << 2, edge);
    sumGroup(group, lanes, width, columns, add, bias, edge);
    group += (<usize>lanes * <usize>width) << 2;
    kernel += 32;
    bias += 32;
  }
}

/** Gradient with respect to a layer's inputs, not yet times their slope. */
function passBack(index: i32, parameters: usize, delta: usize, back: usize, vectors: i32): void {
  const layer = layerAt(index);
  if (!word(at.WIDE)) {
    narrowPassBack(layer.inputs, layer.units, parameters + layer.kernel, delta, back, <usize>vectors << 4);
    return;
  }
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    productToPanel(layer.forInputs, layer.inputs, layer.units, delta, 0, back, row);
    delta += <usize>layer.units * row;
    back += <usize>layer.inputs * row;
  }
}

function backward(parameters: usize, vectors: i32, add: bool): void {
  let delta = address(at.DELTA);
  let spare = address(at.DELTA_BEFORE);
  for (let index = word(at.LAYER_COUNT) - 1; index > 0; index--) {
    const before = layerAt(index - 1);
    addGradient(index, before.values, delta, vectors, add);
    passBack(index, parameters, delta, spare, vectors);
    const bytes = (<usize>before.units * <usize>vectors) << 4;
    if (before.slopes) multiplyByKept(spare, before.slopes, bytes);
    else multiplyBySlope(before.activation, spare, before.values, bytes);
    const swap = delta;
    delta = spare;
    spare = swap;
  }
  addGradient(0, address(at.INPUT_PANELS), delta, vectors, add);
}

/** One mini-batch of `size` samples from place `place` of the order: loss, gradient, update. */
function learn(parameters: usize, step: u32, place: i32, size: i32): void {
  const figures = at.plan + at.FIGURES;
  const last = layerAt(word(at.LAYER_COUNT) - 1);
  const order = address(at.ORDER) + (<usize>place << 2);
  const scale = <f32>1 / <f32>size;
  if (word(at.WIDE)) {
    packForForward(parameters);
    for (let index = 1; index < word(at.LAYER_COUNT); index++) {
      const layer = layerAt(index);
      packInputs(parameters + layer.kernel, layer.inputs, layer.units, layer.forInputs);
    }
  }
  const piece = pieceOf(size);
  for (let first = 0; first < size; first += piece) {
    const end = min(first + piece, size);
    const vectors = (end - first + 3) >> 2;
    gather(address(at.X), word(at.INPUTS), order, first, end, address(at.INPUT_PANELS));
    gather(address(at.Y), last.units, order, first, end, address(at.TARGET_PANELS));
    forwardToLearn(parameters, step, first, vectors);
    lose(end - first, vectors, scale);
    backward(parameters, vectors, first > 0);
  }
  const bytes = ((<usize>word(at.PARAMETERS) << 2) + 15) & ~15;
  updateRow(word(at.OPTIMIZER), figures, parameters, address(at.GRADIENT), bytes, address(at.KERNELS));
}

/** DenseTrain: STEPS updates of each state row in place; metrics [R, STEPS, 2] to OUTPUT. */
export function train(planAt: usize): void {
  at.usePlan(planAt);
  const work = address(at.WORK);
  const part = <usize>word(at.PARAMETERS) << 2;
  const padded = (part + 15) & ~15;
  const powers = planAt + at.FIGURES + 72;
  let state = address(at.STATE);
  let metrics = address(at.OUTPUT);
  for (let network = 0; network < word(at.NETWORKS); network++) {
    for (let p: usize = 0; p < <usize>word(at.PARTS); p++) memory.copy(work + p * padded, state + p * part, part);
    memory.copy(powers, planAt + at.POWERS_AT_START, 16);
    let place = 0;
    for (let step = 0; step < word(at.STEPS); step++) {
      const size = load<i32>(address(at.BATCH_SIZES) + (<usize>step << 2));
      startFigures();
      learn(work, <u32>word(at.FIRST_STEP) + <u32>step, place, size);
      f32.store(metrics, <f32>(lossSum / <f64>size));
      f32.store(metrics, <f32>rightAnswers, 4);
      metrics += 8;
      place += size;
    }
    for (let p: usize = 0; p < <usize>word(at.PARTS); p++) memory.copy(state + p * part, work + p * padded, part);
    state += part * <usize>word(at.PARTS);
  }
}
