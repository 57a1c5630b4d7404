/**
 * WGSL text of `judge`: from one sample's logits and targets to its loss, whether it was answered right, and the
 * gradient with respect to the logits, which takes the place of the logits. The formulas are in `contract.ts`.
 * Where the logits lie is the caller's choice: `memory` names the WGSL array.
 */
import type { Loss, OutputActivation } from '../../../spec/vocabulary.ts';
import { activationNumber } from './activationCode.ts';

/** (loss, slope in the output) of one output o against its target t, for the losses that look at the output. */
const TERMS: Readonly<Record<string, string>> = {
  halfSquaredError: 'let d = o - t; return vec2<f32>(0.5 * d * d, d);',
  meanSquaredError: 'let d = o - t; return vec2<f32>(d * d, 2.0 * d) / count;',
  huber: `let d = o - t;
  return select(vec2<f32>(0.5 * d * d, d), vec2<f32>(abs(d) - 0.5, sign(d)), abs(d) > 1.0) / count;`,
  // Written so that a NaN margin is not below 0 and stays a NaN.
  hinge: 'let m = 1.0 - t * o; return select(vec2<f32>(m, -t), vec2<f32>(0.0, 0.0), m <= 0.0) / count;',
};

/** Largest logit (first wins a tie) and ln Σ e^z over the rest: the start of every softmax. */
const LARGEST = `
  var place = 0u;
  var largest = VALUES[at];
  for (var k = 1u; k < outputs; k++) {
    let z = VALUES[at + k * stride];
    if (z > largest) { largest = z; place = k; }
  }
  var rest = 0.0;
  for (var k = 0u; k < outputs; k++) {
    if (k != place) { rest += expOf(VALUES[at + k * stride] - largest); }
  }
  let all = select(1.0 + rest, largest, isNan(largest));
`;

const PLACE_OF_TARGET = `
  var wanted = 0u;
  for (var k = 1u; k < outputs; k++) { if (y[yAt + k] > y[yAt + wanted]) { wanted = k; } }
`;

function softmaxBody(loss: Loss): string {
  if (loss === 'categoricalCrossentropy') {
    return `${LARGEST}
  let logAll = select(log(all), logOf1Plus(min(rest, 1.0)), rest <= 1.0);
  var sum = 0.0;
  var weight = 0.0;
  for (var k = 0u; k < outputs; k++) {
    let t = y[yAt + k];
    weight += t;
    if (t != 0.0) { sum += t * ((largest - VALUES[at + k * stride]) + logAll); }
  }
  for (var k = 0u; k < outputs; k++) {
    let o = expOf(VALUES[at + k * stride] - largest) / all;
    VALUES[at + k * stride] = (o * weight - y[yAt + k]) * scale;
  }
  sum = select(sum, all, isNan(all));`;
  }
  return `${LARGEST}
  let count = f32(outputs);
  var sum = 0.0;
  var mean = 0.0;
  for (var k = 0u; k < outputs; k++) {
    let o = expOf(VALUES[at + k * stride] - largest) / all;
    VALUES[at + k * stride] = o;
    let term = lossTerm(o, y[yAt + k], count);
    sum += term.x;
    mean += term.y * o;
  }
  for (var k = 0u; k < outputs; k++) {
    let o = VALUES[at + k * stride];
    VALUES[at + k * stride] = o * (lossTerm(o, y[yAt + k], count).y - mean) * scale;
  }`;
}

function plainBody(loss: Loss, output: OutputActivation): string {
  const gradient =
    loss === 'binaryCrossentropy'
      ? `sum += (max(z, 0.0) - z * t + logOf1Plus(expOf(-abs(z)))) / count;
    VALUES[at + k * stride] = (o - t) / count * scale;`
      : `let term = lossTerm(o, t, count);
    sum += term.x;
    VALUES[at + k * stride] = term.y * a.y * scale;`;
  return `
  let count = f32(outputs);
  var sum = 0.0;
  var place = 0u;
  var largest = 0.0;
  for (var k = 0u; k < outputs; k++) {
    let z = VALUES[at + k * stride];
    let t = y[yAt + k];
    let a = activate(${activationNumber(output)}u, z);
    let o = a.x;
    if (k == 0u || o > largest) { largest = o; place = k; }
    ${gradient}
  }`;
}

/** One output, plain: no loops. */
function singleBody(loss: Loss, output: OutputActivation): string {
  const gradient =
    loss === 'binaryCrossentropy'
      ? `let sum = max(z, 0.0) - z * t + logOf1Plus(expOf(-abs(z)));
  VALUES[at] = (a.x - t) * scale;`
      : `let term = lossTerm(a.x, t, 1.0);
  let sum = term.x;
  VALUES[at] = term.y * a.y * scale;`;
  const middle = middleOf(output);
  return `
  let z = VALUES[at];
  let t = y[yAt];
  let a = activate(${activationNumber(output)}u, z);
  ${gradient}
  return vec2<f32>(sum, select(0.0, 1.0, (a.x >= ${middle}) == (t >= ${middle})));`;
}

/** Where the two classes of a single output meet. */
const middleOf = (output: OutputActivation): string =>
  output === 'sigmoid' || output === 'softmax' ? '0.5' : '0.0';

/**
 * WGSL of `judge(at, stride, yAt, outputs, scale) -> (loss, right)`. The K logits of the sample are at
 * `memory[at + k·stride]` and become gradients times `scale` (one over the batch's size); targets at `y[yAt + k]`.
 * With `isSingle` there is one output, and the code for it has no loops.
 */
export function lossCode(loss: Loss, output: OutputActivation, memory: string, isSingle = false): string {
  const term = TERMS[loss];
  const middle = middleOf(output);
  const single = output === 'softmax' ? 'true' : `(largest >= ${middle})`;
  const body = output === 'softmax' ? softmaxBody(loss) : plainBody(loss, output);
  const several = `${body}
  ${PLACE_OF_TARGET}
  let same = select(place == wanted, ${single} == (y[yAt] >= ${middle}), outputs == 1u);
  return vec2<f32>(sum, select(0.0, 1.0, same));`;
  const whole = isSingle && output !== 'softmax' ? singleBody(loss, output) : several;
  return `${term ? `fn lossTerm(o: f32, t: f32, count: f32) -> vec2<f32> { ${term} }` : ''}
fn judge(at: u32, stride: u32, yAt: u32, outputs: u32, scale: f32) -> vec2<f32> {
  ${whole.replaceAll('VALUES', memory)}
}
`;
}

/** WGSL of `softmaxRow(at, stride, outputs)`: logits in `memory` become probabilities. */
export function softmaxCode(memory: string): string {
  return `
fn softmaxRow(at: u32, stride: u32, outputs: u32) {
  ${LARGEST.replaceAll('VALUES', memory)}
  for (var k = 0u; k < outputs; k++) {
    ${memory}[at + k * stride] = expOf(${memory}[at + k * stride] - largest) / all;
  }
}
`;
}
