/**
 * One mini-batch through a narrow network, in columns of up to 12 samples: gather, forward, loss, backward. In goes the
 * padded parameter row, out comes its gradient (not yet applied). Samples of further columns add to it.
 */
import { keepSlopes, keepsSlope, multiplyBySlope, SOFTMAX, softmax, writeSlopes } from './activations';
import { columnActivate, columnBackward, columnForward } from './column';
import { dropoutKey, dropPanel } from './dropout';
import { gatherPanel } from './gather';
import { losePanel, takesLogits } from './losses';
import { pieceOf } from './panels';
import * as at from './plan';
import { address, layerAt, word } from './plan';

const COLUMN_SAMPLES: i32 = 12;

@inline
function forwardColumn(vectors: i32, parameters: usize, step: u32, first: i32): void {
  const row: usize = <usize>vectors << 4;
  const last = word(at.LAYER_COUNT) - 1;
  let x = address(at.INPUT_PANELS);
  for (let index = 0; index <= last; index++) {
    const layer = layerAt(index);
    const code = layer.activation;
    const bytes = <usize>layer.units * row;
    columnForward(vectors, layer, parameters, x);
    if (layer.slopes && keepsSlope(code)) keepSlopes(code, layer.values, bytes, layer.slopes);
    if (index == last && takesLogits(word(at.LOSS))) memory.copy(address(at.LOGITS), layer.values, bytes);
    if (code == SOFTMAX) softmax(layer.values, layer.units, row);
    else columnActivate(vectors, layer);
    if (index < last && word(at.DROPS_OUT)) {
      if (!keepsSlope(code)) writeSlopes(code, layer.values, layer.slopes, bytes);
      const key = dropoutKey(word(at.SEED), step, index);
      const scale = load<f32>(at.plan + at.DROPOUT_SCALE);
      const threshold = word(at.DROPOUT_THRESHOLD);
      dropPanel(layer.values, layer.slopes, layer.units, row, first, key, threshold, scale);
    }
    x = layer.values;
  }
}

@inline
function backwardColumn(vectors: i32, parameters: usize, add: bool): void {
  const gradient = address(at.GRADIENT);
  let delta = address(at.DELTA);
  let spare = address(at.DELTA_BEFORE);
  for (let index = word(at.LAYER_COUNT) - 1; index > 0; index--) {
    const layer = layerAt(index);
    const before = layerAt(index - 1);
    const x = before.values;
    const code = before.activation;
    columnBackward(vectors, true, layer, parameters, gradient, x, delta, add, code, before.slopes, spare);
    const swap = delta;
    delta = spare;
    spare = swap;
  }
  const x = address(at.INPUT_PANELS);
  columnBackward(vectors, false, layerAt(0), parameters, gradient, x, delta, add, 0, 0, 0);
}

@inline
function learnColumn(vectors: i32, parameters: usize, step: u32, order: usize, first: i32, end: i32, scale: f32): void {
  const row: usize = <usize>vectors << 4;
  const output = layerAt(word(at.LAYER_COUNT) - 1);
  const units = output.units;
  const activation = output.activation;
  const values = output.values;
  const targets = address(at.TARGET_PANELS);
  const delta = address(at.DELTA);
  const loss = word(at.LOSS);
  gatherPanel(address(at.X), word(at.INPUTS), order, first, end, address(at.INPUT_PANELS), row);
  gatherPanel(address(at.Y), units, order, first, end, targets, row);
  forwardColumn(vectors, parameters, step, first);
  losePanel(loss, activation, address(at.LOGITS), values, targets, delta, units, row, 0, end - first, scale);
  if (!takesLogits(loss) && activation != SOFTMAX) multiplyBySlope(activation, delta, values, <usize>units * row);
  backwardColumn(vectors, parameters, first > 0);
}

function learn1(parameters: usize, step: u32, order: usize, first: i32, end: i32, scale: f32): void {
  learnColumn(1, parameters, step, order, first, end, scale);
}

function learn2(parameters: usize, step: u32, order: usize, first: i32, end: i32, scale: f32): void {
  learnColumn(2, parameters, step, order, first, end, scale);
}

function learn3(parameters: usize, step: u32, order: usize, first: i32, end: i32, scale: f32): void {
  learnColumn(3, parameters, step, order, first, end, scale);
}

/** Gradient of the mean loss of `size` samples named from `order` on. */
export function learnNarrow(parameters: usize, step: u32, order: usize, size: i32): void {
  const scale = <f32>1 / <f32>size;
  const piece = pieceOf(size, COLUMN_SAMPLES, 4);
  for (let first = 0; first < size; first += piece) {
    const end = min(first + piece, size);
    const samples = end - first;
    if (samples > 8) learn3(parameters, step, order, first, end, scale);
    else if (samples > 4) learn2(parameters, step, order, first, end, scale);
    else learn1(parameters, step, order, first, end, scale);
  }
}
