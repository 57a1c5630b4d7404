/**
 * One mini-batch through a narrow network, in columns of up to 12 samples: gather, forward, loss, backward. In goes the
 * padded parameter row, out comes its gradient (not yet applied). Samples of further columns add to it.
 */
import { activate, keepSlopes, keepsSlope, SOFTMAX, softmax, TANH, writeSlopes } from './activations';
import { columnBackward, columnForward } from './column';
import { dropoutKey, dropPanel } from './dropout';
import { gatherColumn, gatherPanel } from './gather';
import { losePanel, takesLogits } from './losses';
import { LEARNING_RATE, SGD } from './optimizers';
import { pieceOf } from './panels';
import * as at from './plan';
import { address, layerAt, word } from './plan';

const COLUMN_SAMPLES: i32 = 12;

/**
 * Batches gathered ahead: reading rows in a foreign order is all waiting, and waits less when many batches are read in
 * one go than when each is read before its own step. `staged` is where the next step's columns begin.
 */
let staged: usize = 0;
let stagedSteps: i32 = 0;

export function forgetStaged(): void {
  stagedSteps = 0;
}

/** Gathers as many of the steps from `step` on as find room; none if the first does not. */
function stageSteps(step: i32, order: usize): void {
  const inputs = word(at.INPUTS);
  const outputs = layerAt(word(at.LAYER_COUNT) - 1).units;
  const sizes = address(at.BATCH_SIZES);
  let to = address(at.STAGE);
  const end = to + <usize>word(at.STAGE_BYTES);
  staged = to;
  for (; step < word(at.STEPS); step++) {
    const size = load<i32>(sizes + (<usize>step << 2));
    const bytes = <usize>((size + 3) >> 2) * <usize>(inputs + outputs) << 4;
    if (to + bytes > end) return;
    const piece = pieceOf(size, COLUMN_SAMPLES, 4);
    for (let first = 0; first < size; first += piece) {
      const last = min(first + piece, size);
      const row = <usize>((last - first + 3) >> 2) << 4;
      const from = order + (<usize>first << 2);
      gatherColumn(address(at.X), inputs, address(at.Y), outputs, from, order + (<usize>last << 2), to, row);
      to += <usize>(inputs + outputs) * row;
    }
    order += <usize>size << 2;
    stagedSteps++;
  }
}

@inline
function forwardColumn(vectors: i32, parameters: usize, x: usize, step: u32, first: i32): void {
  const row: usize = <usize>vectors << 4;
  const last = word(at.LAYER_COUNT) - 1;
  for (let index = 0; index <= last; index++) {
    const layer = layerAt(index);
    const code = layer.activation;
    const bytes = <usize>layer.units * row;
    if (code == TANH) columnForward(vectors, layer, parameters, x, true);
    else {
      columnForward(vectors, layer, parameters, x, false);
      if (layer.slopes && keepsSlope(code)) keepSlopes(code, layer.values, bytes, layer.slopes);
      if (index == last && takesLogits(word(at.LOSS))) memory.copy(address(at.LOGITS), layer.values, bytes);
      if (code == SOFTMAX) softmax(layer.values, layer.units, row);
      else activate(code, layer.values, bytes);
    }
    if (index < last && word(at.DROPS_OUT)) {
      if (!keepsSlope(code)) writeSlopes(code, layer.values, layer.slopes, bytes);
      const key = dropoutKey(word(at.SEED), step, index);
      const scale = load<f32>(at.PLAN + at.DROPOUT_SCALE);
      const threshold = word(at.DROPOUT_THRESHOLD);
      dropPanel(layer.values, layer.slopes, layer.units, row, first, key, threshold, scale);
    }
    x = layer.values;
  }
}

@inline
function backwardColumn(vectors: i32, parameters: usize, inputs: usize, add: bool, rate: f32): void {
  const gradient = rate != 0 ? parameters : address(at.GRADIENT);
  const factor = f32x4.splat(rate != 0 ? -rate : 1);
  if (rate != 0) add = true;
  let delta = address(at.DELTA);
  let spare = address(at.DELTA_BEFORE);
  for (let index = word(at.LAYER_COUNT) - 1; index > 0; index--) {
    const layer = layerAt(index);
    const before = layerAt(index - 1);
    const x = before.values;
    const code = before.activation;
    columnBackward(vectors, true, layer, parameters, gradient, x, delta, add, factor, code, before.slopes, spare);
    const swap = delta;
    delta = spare;
    spare = swap;
  }
  columnBackward(vectors, false, layerAt(0), parameters, gradient, inputs, delta, add, factor, 0, 0, 0);
}

@inline
function learnColumn(vectors: i32, parameters: usize, step: u32, x: usize, t: usize, first: i32, end: i32, scale: f32, rate: f32): void {
  const row: usize = <usize>vectors << 4;
  const output = layerAt(word(at.LAYER_COUNT) - 1);
  const units = output.units;
  const activation = output.activation;
  const values = output.values;
  const delta = address(at.DELTA);
  const loss = word(at.LOSS);
  forwardColumn(vectors, parameters, x, step, first);
  losePanel(loss, activation, address(at.LOGITS), values, t, delta, units, row, 0, end - first, scale);
  backwardColumn(vectors, parameters, x, first > 0, rate);
}

function learn1(parameters: usize, step: u32, x: usize, t: usize, first: i32, end: i32, scale: f32, rate: f32): void {
  learnColumn(1, parameters, step, x, t, first, end, scale, rate);
}

function learn2(parameters: usize, step: u32, x: usize, t: usize, first: i32, end: i32, scale: f32, rate: f32): void {
  learnColumn(2, parameters, step, x, t, first, end, scale, rate);
}

function learn3(parameters: usize, step: u32, x: usize, t: usize, first: i32, end: i32, scale: f32, rate: f32): void {
  learnColumn(3, parameters, step, x, t, first, end, scale, rate);
}

/** Rate of an update that can be made while going back: plain SGD on a batch of one column; else 0. */
function directRate(size: i32): f32 {
  if (size > COLUMN_SAMPLES || word(at.OPTIMIZER) != SGD || address(at.KERNELS)) return 0;
  return <f32>f64.load(at.PLAN + at.FIGURES, LEARNING_RATE);
}

/**
 * Step `index` of the call: `size` samples named from `order` on. Leaves the gradient of their mean loss, or if it has
 * made the update already, gives true.
 */
export function learnNarrow(parameters: usize, index: i32, order: usize, size: i32): bool {
  const rate = directRate(size);
  const scale = <f32>1 / <f32>size;
  const step = <u32>word(at.FIRST_STEP) + <u32>index;
  const inputs = word(at.INPUTS);
  const outputs = layerAt(word(at.LAYER_COUNT) - 1).units;
  const piece = pieceOf(size, COLUMN_SAMPLES, 4);
  if (stagedSteps == 0) stageSteps(index, order);
  const isStaged = stagedSteps > 0;
  let x = staged;
  for (let first = 0; first < size; first += piece) {
    const end = min(first + piece, size);
    const row = <usize>((end - first + 3) >> 2) << 4;
    let t = x + <usize>inputs * row;
    if (!isStaged) {
      x = address(at.INPUT_PANELS);
      t = address(at.TARGET_PANELS);
      gatherPanel(address(at.X), inputs, order, first, end, x, row);
      gatherPanel(address(at.Y), outputs, order, first, end, t, row);
    }
    if (row == 48) learn3(parameters, step, x, t, first, end, scale, rate);
    else if (row == 32) learn2(parameters, step, x, t, first, end, scale, rate);
    else learn1(parameters, step, x, t, first, end, scale, rate);
    x = t + <usize>outputs * row;
  }
  if (isStaged) {
    staged = x;
    stagedSteps--;
  }
  return rate != 0;
}
