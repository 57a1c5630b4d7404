/**
 * Training step of a wide network: packed matrix products, and sparse ones in the first layer if its inputs are mostly
 * zero. A batch larger than a chunk is cut into chunks whose gradients are accumulated.
 */
import { multiplyByStored, writeDerivatives } from './activations';
import { activate, multiplyByDerivative, SOFTMAX, storeDerivatives, storesDerivative } from './generated/activations';
import { dropoutKey, dropPanel } from './dropout';
import { areFinite, compressChunk } from './csr';
import { takesLogits } from './generated/losses';
import { panelLossAndGradient } from './losses';
import { SGD } from './generated/optimizers';
import { packInputs, packUnits, sumTransposed, transposePanels } from './pack';
import { gather, chunkSize, softmaxPanels } from './panels';
import * as at from './generated/call';
import { address, layerAt, word } from './generated/call';
import { sparseGradient, sparseProduct } from './sparse';
import { productToPanel, productToRows } from './wide';

/** Bytes of a layer's panels. */
@inline
function panelBytes(units: i32, vectors: i32): usize {
  return (<usize>units * <usize>vectors) << 4;
}

/** Packs the kernels of the layers from `first` to `end` − 1 in tiles of 4 units, for the forward product. */
function packLayers(parameters: usize, first: i32, end: i32): void {
  for (let index = first; index < end; index++) {
    const layer = layerAt(index);
    packUnits(parameters + layer.kernel, layer.inputs, layer.units, layer.packedUnits);
  }
}

export function packForForward(parameters: usize): void {
  packLayers(parameters, 0, word(at.LAYER_COUNT));
}

function packForBackward(parameters: usize): void {
  for (let index = 1; index < word(at.LAYER_COUNT); index++) {
    const layer = layerAt(index);
    packInputs(parameters + layer.kernel, layer.inputs, layer.units, layer.packedInputs);
  }
}

/** Weighted sums of one layer into its `values`, all panels. */
export function wideProduct(index: i32, parameters: usize, x: usize, vectors: i32): void {
  const layer = layerAt(index);
  let to = layer.values;
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    productToPanel(layer.packedUnits, layer.units, layer.inputs, x, parameters + layer.bias, to, row);
    x += <usize>layer.inputs * row;
    to += <usize>layer.units * row;
  }
}

/** Dropout of a hidden layer: values and derivatives are zeroed or scaled. */
function dropChunk(index: i32, step: u32, first: i32, vectors: i32): void {
  const layer = layerAt(index);
  const key = dropoutKey(word(at.SEED), step, index);
  const scale = load<f32>(at.CALL + at.DROPOUT_SCALE);
  const threshold = word(at.DROPOUT_THRESHOLD);
  let offset: usize = 0;
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    const sample = first + (v << 2);
    dropPanel(layer.values + offset, layer.derivatives + offset, layer.units, row, sample, key, threshold, scale);
    offset += <usize>layer.units * row;
  }
}

function forwardChunk(parameters: usize, step: u32, first: i32, vectors: i32, isSparse: bool): void {
  const last = word(at.LAYER_COUNT) - 1;
  let x = address(at.INPUT_PANELS);
  for (let index = 0; index <= last; index++) {
    const layer = layerAt(index);
    const activation = layer.activation;
    const bytes = panelBytes(layer.units, vectors);
    if (isSparse && index == 0) sparseProduct(parameters, vectors);
    else wideProduct(index, parameters, x, vectors);
    if (layer.derivatives && storesDerivative(activation)) storeDerivatives(activation, layer.values, bytes, layer.derivatives);
    if (index == last && takesLogits(word(at.LOSS))) memory.copy(address(at.LOGITS), layer.values, bytes);
    if (activation == SOFTMAX) softmaxPanels(layer.values, layer.units, vectors);
    else activate(activation, layer.values, bytes);
    if (index < last && word(at.DROPS_OUT)) {
      if (!storesDerivative(activation)) writeDerivatives(activation, layer.values, layer.derivatives, bytes);
      dropChunk(index, step, first, vectors);
    }
    x = layer.values;
  }
}

/** Loss, correct predictions and the output layer's delta of a chunk of `count` samples. */
function lossAndGradient(count: i32, vectors: i32, scale: f32): void {
  const layer = layerAt(word(at.LAYER_COUNT) - 1);
  const loss = word(at.LOSS);
  const activation = layer.activation;
  const delta = address(at.DELTA);
  let offset: usize = 0;
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    const a = layer.values + offset;
    const t = address(at.TARGET_PANELS) + offset;
    const z = address(at.LOGITS) + offset;
    panelLossAndGradient(loss, activation, z, a, t, delta + offset, layer.units, row, v << 2, count, scale);
    offset += <usize>layer.units * row;
  }
}

/** Gradient of one layer's kernel and bias: xᵀ · delta, and the sum of delta over samples. */
function addGradient(index: i32, x: usize, delta: usize, vectors: i32, add: bool): void {
  const layer = layerAt(index);
  const inputs = layer.inputs;
  const units = layer.units;
  const samples = vectors << 2;
  const transposed = address(at.TRANSPOSED_INPUTS);
  const scratch = address(at.SCRATCH_TILE);
  let kernel = address(at.GRADIENT) + layer.kernel;
  let bias = address(at.GRADIENT) + layer.bias;
  let group = address(at.TRANSPOSED_DELTA);
  transposePanels(x, inputs, samples, 4, transposed);
  transposePanels(delta, units, samples, 8, group);
  for (let unit = 0; unit < units; unit += 8) {
    const columns = min(8, units - unit);
    const width = columns > 4 ? 8 : 4;
    productToRows(transposed, inputs, samples, group, columns, add, kernel, <usize>units << 2, scratch);
    sumTransposed(group, samples, width, columns, add, bias, scratch);
    group += (<usize>samples * <usize>width) << 2;
    kernel += 32;
    bias += 32;
  }
}

/** Gradient of the loss by a layer's inputs, delta · kernelᵀ, before the derivative is applied. */
function propagateDelta(index: i32, delta: usize, back: usize, vectors: i32): void {
  const layer = layerAt(index);
  for (let v = 0; v < vectors; v += 2) {
    const row: usize = vectors - v >= 2 ? 32 : 16;
    productToPanel(layer.packedInputs, layer.inputs, layer.units, delta, 0, back, row);
    delta += <usize>layer.units * row;
    back += <usize>layer.inputs * row;
  }
}

/** Backward pass to the first layer; returns the address of its deltas. */
function backwardChunk(vectors: i32, add: bool): usize {
  let delta = address(at.DELTA);
  let previousDelta = address(at.DELTA_BEFORE);
  for (let index = word(at.LAYER_COUNT) - 1; index > 0; index--) {
    const before = layerAt(index - 1);
    const bytes = panelBytes(before.units, vectors);
    addGradient(index, before.values, delta, vectors, add);
    propagateDelta(index, delta, previousDelta, vectors);
    if (before.derivatives) multiplyByStored(previousDelta, before.derivatives, bytes);
    else multiplyByDerivative(before.activation, previousDelta, before.values, bytes);
    const swap = delta;
    delta = previousDelta;
    previousDelta = swap;
  }
  return delta;
}

/** Learning rate if the sparse gradient can update the kernel in place (plain SGD on a batch of one chunk), else 0. */
function fusedUpdateRate(isCut: bool): f32 {
  if (isCut || word(at.OPTIMIZER) != SGD || address(at.KERNELS) || word(at.CLIP)) return 0;
  return <f32>at.settings().learningRate;
}

/**
 * Gradient of the mean loss of the `size` samples whose indices begin at `order`. Returns true if the first layer's kernel is
 * updated already: then only the parameters behind it are left to update.
 */
export function trainWide(parameters: usize, step: u32, order: usize, size: i32): bool {
  const x = address(at.X);
  const inputs = word(at.INPUTS);
  const panels = address(at.INPUT_PANELS);
  const units = layerAt(word(at.LAYER_COUNT) - 1).units;
  const scale = <f32>1 / <f32>size;
  const chunk = chunkSize(size, word(at.CHUNK), 8);
  const rate = fusedUpdateRate(chunk < size);
  let packed = 1;
  let isMoved = false;
  packLayers(parameters, 1, word(at.LAYER_COUNT));
  packForBackward(parameters);
  for (let first = 0; first < size; first += chunk) {
    const end = min(first + chunk, size);
    const vectors = (end - first + 3) >> 2;
    const isSparse = compressChunk(parameters, x, order, first, end);
    if (!isSparse) {
      gather(x, inputs, order, first, end, panels);
      packLayers(parameters, 0, packed);
      packed = 0;
    }
    gather(address(at.Y), units, order, first, end, address(at.TARGET_PANELS));
    forwardChunk(parameters, step, first, vectors, isSparse);
    lossAndGradient(end - first, vectors, scale);
    const add = first > 0;
    const delta = backwardChunk(vectors, add);
    if (isSparse && areFinite(delta, panelBytes(layerAt(0).units, vectors))) {
      isMoved = rate != 0;
      if (isMoved) sparseGradient(delta, vectors, parameters, true, -rate, add);
      else sparseGradient(delta, vectors, address(at.GRADIENT), add, 1, add);
    } else {
      // Dense fallback: 0 · NaN is NaN, so a delta that is not finite must reach every weight.
      if (isSparse) gather(x, inputs, order, first, end, panels);
      addGradient(0, panels, delta, vectors, add);
    }
  }
  return isMoved;
}
