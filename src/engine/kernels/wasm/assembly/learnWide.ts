/**
 * One mini-batch through a wide network: every product is a packed matrix product, but for the first layer's on inputs
 * that are mostly zero. In goes the padded parameter row, out comes its gradient (not yet applied). A batch larger than
 * a chunk is cut into pieces that add up.
 */
import { activate, keepSlopes, keepsSlope, multiplyByKept, multiplyBySlope, SOFTMAX, writeSlopes } from './activations';
import { dropoutKey, dropPanel } from './dropout';
import { areFinite, listInputs } from './inputLists';
import { losePanel, takesLogits } from './losses';
import { LEARNING_RATE, SGD } from './optimizers';
import { packInputs, packUnits, sumGroup, turn } from './pack';
import { gather, pieceOf, softmaxPanels } from './panels';
import * as at from './plan';
import { address, layerAt, word } from './plan';
import { sparseGradient, sparseProduct } from './sparse';
import { productToPanel, productToRows } from './wide';

/** Bytes of a layer's panels. */
@inline
function panelBytes(units: i32, vectors: i32): usize {
  return (<usize>units * <usize>vectors) << 4;
}

/** Kernels of the layers from `first` to `end` − 1 in blocks of 4 units, for the forward product. */
function packLayers(parameters: usize, first: i32, end: i32): void {
  for (let index = first; index < end; index++) {
    const layer = layerAt(index);
    packUnits(parameters + layer.kernel, layer.inputs, layer.units, layer.forUnits);
  }
}

export function packForForward(parameters: usize): void {
  packLayers(parameters, 0, word(at.LAYER_COUNT));
}

function packForBackward(parameters: usize): void {
  for (let index = 1; index < word(at.LAYER_COUNT); index++) {
    const layer = layerAt(index);
    packInputs(parameters + layer.kernel, layer.inputs, layer.units, layer.forInputs);
  }
}

/** Weighted sums of one layer into its `values`, all panels. */
export function wideProduct(index: i32, parameters: usize, x: usize, vectors: i32): void {
  const layer = layerAt(index);
  let to = layer.values;
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    productToPanel(layer.forUnits, layer.units, layer.inputs, x, parameters + layer.bias, to, row);
    x += <usize>layer.inputs * row;
    to += <usize>layer.units * row;
  }
}

/** Silences units of a hidden layer and scales the others, values and slopes alike. */
function drop(index: i32, step: u32, first: i32, vectors: i32): void {
  const layer = layerAt(index);
  const key = dropoutKey(word(at.SEED), step, index);
  const scale = load<f32>(at.PLAN + at.DROPOUT_SCALE);
  const threshold = word(at.DROPOUT_THRESHOLD);
  let offset: usize = 0;
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    const place = first + (v << 2);
    dropPanel(layer.values + offset, layer.slopes + offset, layer.units, row, place, key, threshold, scale);
    offset += <usize>layer.units * row;
  }
}

function forwardChunk(parameters: usize, step: u32, first: i32, vectors: i32, isListed: bool): void {
  const last = word(at.LAYER_COUNT) - 1;
  let x = address(at.INPUT_PANELS);
  for (let index = 0; index <= last; index++) {
    const layer = layerAt(index);
    const code = layer.activation;
    const bytes = panelBytes(layer.units, vectors);
    if (isListed && index == 0) sparseProduct(parameters, vectors);
    else wideProduct(index, parameters, x, vectors);
    if (layer.slopes && keepsSlope(code)) keepSlopes(code, layer.values, bytes, layer.slopes);
    if (index == last && takesLogits(word(at.LOSS))) memory.copy(address(at.LOGITS), layer.values, bytes);
    if (code == SOFTMAX) softmaxPanels(layer.values, layer.units, vectors);
    else activate(code, layer.values, bytes);
    if (index < last && word(at.DROPS_OUT)) {
      if (!keepsSlope(code)) writeSlopes(code, layer.values, layer.slopes, bytes);
      drop(index, step, first, vectors);
    }
    x = layer.values;
  }
}

/** Loss, right answers and the output layer's delta of a chunk of `count` samples. */
function lose(count: i32, vectors: i32, scale: f32): void {
  const layer = layerAt(word(at.LAYER_COUNT) - 1);
  const loss = word(at.LOSS);
  const code = layer.activation;
  const delta = address(at.DELTA);
  let offset: usize = 0;
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    const a = layer.values + offset;
    const t = address(at.TARGET_PANELS) + offset;
    const z = address(at.LOGITS) + offset;
    losePanel(loss, code, z, a, t, delta + offset, layer.units, row, v << 2, count, scale);
    offset += <usize>layer.units * row;
  }
}

/** Gradient of one layer's kernel and bias from what came in and what goes wrong behind it. */
function addGradient(index: i32, x: usize, delta: usize, vectors: i32, add: bool): void {
  const layer = layerAt(index);
  const inputs = layer.inputs;
  const units = layer.units;
  const lanes = vectors << 2;
  const turned = address(at.TURNED_INPUTS);
  const edge = address(at.EDGE);
  let kernel = address(at.GRADIENT) + layer.kernel;
  let bias = address(at.GRADIENT) + layer.bias;
  let group = address(at.TURNED_DELTA);
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
function passBack(index: i32, delta: usize, back: usize, vectors: i32): void {
  const layer = layerAt(index);
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    productToPanel(layer.forInputs, layer.inputs, layer.units, delta, 0, back, row);
    delta += <usize>layer.units * row;
    back += <usize>layer.inputs * row;
  }
}

/** Leaves the deltas of the first layer's weighted sums and tells where. */
function backwardChunk(vectors: i32, add: bool): usize {
  let delta = address(at.DELTA);
  let spare = address(at.DELTA_BEFORE);
  for (let index = word(at.LAYER_COUNT) - 1; index > 0; index--) {
    const before = layerAt(index - 1);
    const bytes = panelBytes(before.units, vectors);
    addGradient(index, before.values, delta, vectors, add);
    passBack(index, delta, spare, vectors);
    if (before.slopes) multiplyByKept(spare, before.slopes, bytes);
    else multiplyBySlope(before.activation, spare, before.values, bytes);
    const swap = delta;
    delta = spare;
    spare = swap;
  }
  return delta;
}

/** Rate of an update that the lists can make without a gradient: plain SGD on a batch of one piece; else 0. */
function directRate(isCut: bool): f32 {
  if (isCut || word(at.OPTIMIZER) != SGD || address(at.KERNELS)) return 0;
  return <f32>f64.load(at.PLAN + at.FIGURES, LEARNING_RATE);
}

/**
 * Gradient of the mean loss of `size` samples named from `order` on. True if the first layer's kernel has been moved
 * already: only what lies behind it is still to be updated.
 */
export function learnWide(parameters: usize, step: u32, order: usize, size: i32): bool {
  const x = address(at.X);
  const inputs = word(at.INPUTS);
  const panels = address(at.INPUT_PANELS);
  const units = layerAt(word(at.LAYER_COUNT) - 1).units;
  const scale = <f32>1 / <f32>size;
  const piece = pieceOf(size, word(at.CHUNK), 8);
  const rate = directRate(piece < size);
  let packed = 1;
  let isMoved = false;
  packLayers(parameters, 1, word(at.LAYER_COUNT));
  packForBackward(parameters);
  for (let first = 0; first < size; first += piece) {
    const end = min(first + piece, size);
    const vectors = (end - first + 3) >> 2;
    const isListed = listInputs(parameters, x, order, first, end);
    if (!isListed) {
      gather(x, inputs, order, first, end, panels);
      packLayers(parameters, 0, packed);
      packed = 0;
    }
    gather(address(at.Y), units, order, first, end, address(at.TARGET_PANELS));
    forwardChunk(parameters, step, first, vectors, isListed);
    lose(end - first, vectors, scale);
    const add = first > 0;
    const delta = backwardChunk(vectors, add);
    if (isListed && areFinite(delta, panelBytes(layerAt(0).units, vectors))) {
      isMoved = rate != 0;
      if (isMoved) sparseGradient(delta, vectors, parameters, true, -rate, add);
      else sparseGradient(delta, vectors, address(at.GRADIENT), add, 1, add);
    } else {
      // 0 · NaN is NaN: a delta that is not finite reaches every weight.
      if (isListed) gather(x, inputs, order, first, end, panels);
      addGradient(0, panels, delta, vectors, add);
    }
  }
  return isMoved;
}
