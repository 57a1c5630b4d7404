/**
 * Training step of a narrow network, in columns of up to 12 samples: gather, forward, loss, backward. Gradients of the
 * columns are accumulated; plain SGD on a batch of one column is fused into the backward pass.
 */
import { softmax, writeDerivatives } from './activations';
import { activate, SOFTMAX, storeDerivatives, storesDerivative, TANH } from './generated/activations';
import { columnBackward, columnForward } from './column';
import { dropoutKey, dropPanel } from './dropout';
import { gatherColumn, gatherPanel } from './gather';
import { takesLogits } from './generated/losses';
import { panelLossAndGradient } from './losses';
import { SGD } from './generated/optimizers';
import { chunkSize } from './panels';
import * as at from './generated/call';
import { address, layerAt, word } from './generated/call';

const COLUMN_SAMPLES: i32 = 12;

/**
 * Staging buffer: the columns of several steps are gathered at once. Random access to rows is bound by memory latency, which
 * overlaps between many rows. `staged` is the address of the next step's columns.
 */
let staged: usize = 0;
let stagedSteps: i32 = 0;

export function resetStaging(): void {
  stagedSteps = 0;
}

/** Gathers as many of the steps from `step` on as fit into the staging buffer; none if the first does not. */
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
    const chunk = chunkSize(size, COLUMN_SAMPLES, 4);
    for (let first = 0; first < size; first += chunk) {
      const last = min(first + chunk, size);
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
    const activation = layer.activation;
    const bytes = <usize>layer.units * row;
    if (activation == TANH) columnForward(vectors, layer, parameters, x, true);
    else {
      columnForward(vectors, layer, parameters, x, false);
      if (layer.derivatives && storesDerivative(activation)) storeDerivatives(activation, layer.values, bytes, layer.derivatives);
      if (index == last && takesLogits(word(at.LOSS))) memory.copy(address(at.LOGITS), layer.values, bytes);
      if (activation == SOFTMAX) softmax(layer.values, layer.units, row);
      else activate(activation, layer.values, bytes);
    }
    if (index < last && word(at.DROPS_OUT)) {
      if (!storesDerivative(activation)) writeDerivatives(activation, layer.values, layer.derivatives, bytes);
      const key = dropoutKey(word(at.SEED), step, index);
      const scale = load<f32>(at.CALL + at.DROPOUT_SCALE);
      const threshold = word(at.DROPOUT_THRESHOLD);
      dropPanel(layer.values, layer.derivatives, layer.units, row, first, key, threshold, scale);
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
  let previousDelta = address(at.DELTA_BEFORE);
  for (let index = word(at.LAYER_COUNT) - 1; index > 0; index--) {
    const layer = layerAt(index);
    const before = layerAt(index - 1);
    const x = before.values;
    const activation = before.activation;
    columnBackward(vectors, true, layer, parameters, gradient, x, delta, add, factor, activation, before.derivatives, previousDelta);
    const swap = delta;
    delta = previousDelta;
    previousDelta = swap;
  }
  columnBackward(vectors, false, layerAt(0), parameters, gradient, inputs, delta, add, factor, 0, 0, 0);
}

@inline
function trainColumn(vectors: i32, parameters: usize, step: u32, x: usize, t: usize, first: i32, end: i32, scale: f32, rate: f32): void {
  const row: usize = <usize>vectors << 4;
  const output = layerAt(word(at.LAYER_COUNT) - 1);
  const units = output.units;
  const activation = output.activation;
  const values = output.values;
  const delta = address(at.DELTA);
  const loss = word(at.LOSS);
  forwardColumn(vectors, parameters, x, step, first);
  panelLossAndGradient(loss, activation, address(at.LOGITS), values, t, delta, units, row, 0, end - first, scale);
  backwardColumn(vectors, parameters, x, first > 0, rate);
}

function trainColumn1(parameters: usize, step: u32, x: usize, t: usize, first: i32, end: i32, scale: f32, rate: f32): void {
  trainColumn(1, parameters, step, x, t, first, end, scale, rate);
}

function trainColumn2(parameters: usize, step: u32, x: usize, t: usize, first: i32, end: i32, scale: f32, rate: f32): void {
  trainColumn(2, parameters, step, x, t, first, end, scale, rate);
}

function trainColumn3(parameters: usize, step: u32, x: usize, t: usize, first: i32, end: i32, scale: f32, rate: f32): void {
  trainColumn(3, parameters, step, x, t, first, end, scale, rate);
}

/** Learning rate if the update can be fused into the backward pass (plain SGD on a batch of one column), else 0. */
function fusedUpdateRate(size: i32): f32 {
  if (size > COLUMN_SAMPLES || word(at.OPTIMIZER) != SGD || address(at.KERNELS) || word(at.CLIP)) return 0;
  return <f32>at.settings().learningRate;
}

/**
 * Step `index` of the call, on the `size` samples whose indices begin at `order`. Returns true if the update is done (fused),
 * false if the gradient of the mean loss is in GRADIENT.
 */
export function trainNarrow(parameters: usize, index: i32, order: usize, size: i32): bool {
  const rate = fusedUpdateRate(size);
  const scale = <f32>1 / <f32>size;
  const step = <u32>word(at.FIRST_STEP) + <u32>index;
  const inputs = word(at.INPUTS);
  const outputs = layerAt(word(at.LAYER_COUNT) - 1).units;
  const chunk = chunkSize(size, COLUMN_SAMPLES, 4);
  if (stagedSteps == 0) stageSteps(index, order);
  const isStaged = stagedSteps > 0;
  let x = staged;
  for (let first = 0; first < size; first += chunk) {
    const end = min(first + chunk, size);
    const row = <usize>((end - first + 3) >> 2) << 4;
    let t = x + <usize>inputs * row;
    if (!isStaged) {
      x = address(at.INPUT_PANELS);
      t = address(at.TARGET_PANELS);
      gatherPanel(address(at.X), inputs, order, first, end, x, row);
      gatherPanel(address(at.Y), outputs, order, first, end, t, row);
    }
    if (row == 48) trainColumn3(parameters, step, x, t, first, end, scale, rate);
    else if (row == 32) trainColumn2(parameters, step, x, t, first, end, scale, rate);
    else trainColumn1(parameters, step, x, t, first, end, scale, rate);
    x = t + <usize>outputs * row;
  }
  if (isStaged) {
    staged = x;
    stagedSteps--;
  }
  return rate != 0;
}
