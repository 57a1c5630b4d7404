/**
 * WGSL of `lossAndGradient`: from one sample's logits and targets to its loss, whether its prediction is correct, and the
 * gradient with respect to the logits, which is written over them. The terms are those of `nn/losses/`. Where the logits
 * lie is the caller's choice: `memory` names the WGSL array.
 */
import { borderOf } from '#nn/classOf.ts';
import { LOSS_WGSL } from '#nn/generated/lossesWgsl.ts';
import { LOSS_FUNCTIONS, takesLogits } from '#nn/losses.ts';
import type { Loss, OutputActivation } from '#nn/vocabulary.ts';
import { activationNumber } from './activationCode.ts';

/** What `lossTerm` of each kind of loss is given. */
const TERM_ARGUMENTS = {
  outputs: ['o', 't'],
  logits: ['z', 'o', 't'],
  softmax: ['z', 'o', 't', 'largest', 'logSum', 'weight'],
} as const;

/** WGSL of `lossTerm`: (loss, gradient) of one output, by the file of `nn/losses/`. */
const termCode = (loss: Loss): string => `
fn lossTerm(${argumentsOf(loss)
  .map((name) => `${name}: f32`)
  .join(', ')}) -> vec2<f32> {
  ${LOSS_WGSL[loss]}
}`;

const argumentsOf = (loss: Loss): readonly string[] => TERM_ARGUMENTS[LOSS_FUNCTIONS[loss].from];
const termCall = (loss: Loss): string => `lossTerm(${argumentsOf(loss).join(', ')})`;
/** A mean over the outputs divides each term by their count. */
const shareOf = (loss: Loss): string => (LOSS_FUNCTIONS[loss].isMean ? ' / count' : '');

/** Largest logit (first wins a tie) and ln Σ e^z over the rest: the start of every softmax. */
const LARGEST = `
  var first = 0u;
  var largest = VALUES[at];
  for (var k = 1u; k < outputs; k++) {
    let z = VALUES[at + k * stride];
    if (z > largest) { largest = z; first = k; }
  }
  var rest = 0.0;
  for (var k = 0u; k < outputs; k++) {
    if (k != first) { rest += expOf(VALUES[at + k * stride] - largest); }
  }
  let all = select(1.0 + rest, largest, isNan(largest));
`;

/** The class of a prediction by the rule of `classOf` in nn/classOf: its outputs o are looked at in turn; NaN is of none. */
const START_PREDICTION = `
  var predicted = 0u;
  var best = 0.0;
  var known = true;`;
const NOTE_OUTPUT = `
    if (k == 0u || o > best) { best = o; predicted = k; }
    known = known && !isNan(o);`;

const CLASS_OF_TARGET = `
  var wanted = 0u;
  for (var k = 1u; k < outputs; k++) { if (y[yAt + k] > y[yAt + wanted]) { wanted = k; } }
`;

/** A loss of softmax outputs: its terms are already gradients in the logits. */
const softmaxLossBody = (loss: Loss): string => `${LARGEST}${START_PREDICTION}
  let count = f32(outputs);
  let logSum = select(log(all), logOf1Plus(min(rest, 1.0)), rest <= 1.0);
  var sum = 0.0;
  var weight = 0.0;
  for (var k = 0u; k < outputs; k++) { weight += y[yAt + k]; }
  for (var k = 0u; k < outputs; k++) {
    let z = VALUES[at + k * stride];
    let t = y[yAt + k];
    let o = expOf(z - largest) / all;${NOTE_OUTPUT}
    let term = ${termCall(loss)}${shareOf(loss)};
    sum += term.x;
    VALUES[at + k * stride] = term.y * scale;
  }
  sum = select(sum, all, isNan(all));`;

/** A loss that looks at outputs, on softmax: every output depends on every logit (`softmaxBackward` in nn/softmax). */
const throughSoftmaxBody = (loss: Loss): string => `${LARGEST}${START_PREDICTION}
  let count = f32(outputs);
  var sum = 0.0;
  var mean = 0.0;
  for (var k = 0u; k < outputs; k++) {
    let t = y[yAt + k];
    let o = expOf(VALUES[at + k * stride] - largest) / all;${NOTE_OUTPUT}
    VALUES[at + k * stride] = o;
    let term = ${termCall(loss)}${shareOf(loss)};
    sum += term.x;
    mean += term.y * o;
  }
  for (var k = 0u; k < outputs; k++) {
    let t = y[yAt + k];
    let o = VALUES[at + k * stride];
    let term = ${termCall(loss)}${shareOf(loss)};
    VALUES[at + k * stride] = o * (term.y - mean) * scale;
  }`;

/** From the gradient of a term to that in the logit. */
const gradientOf = (loss: Loss): string => (takesLogits(loss) ? 'term.y * scale' : 'term.y * a.y * scale');

const plainBody = (loss: Loss, output: OutputActivation): string => `
  let count = f32(outputs);
  var sum = 0.0;${START_PREDICTION}
  for (var k = 0u; k < outputs; k++) {
    let z = VALUES[at + k * stride];
    let t = y[yAt + k];
    let a = activate(${activationNumber(output)}u, z);
    let o = a.x;${NOTE_OUTPUT}
    let term = ${termCall(loss)}${shareOf(loss)};
    sum += term.x;
    VALUES[at + k * stride] = ${gradientOf(loss)};
  }`;

/** One output, no softmax: no loops, and the mean over outputs is the term itself. */
function singleBody(loss: Loss, output: OutputActivation): string {
  const middle = middleOf(output);
  return `
  let z = VALUES[at];
  let t = y[yAt];
  let a = activate(${activationNumber(output)}u, z);
  let o = a.x;
  let term = ${termCall(loss)};
  VALUES[at] = ${gradientOf(loss)};
  return vec2<f32>(term.x, select(0.0, 1.0, !isNan(o) && (o >= ${middle}) == (t >= ${middle})));`;
}

const middleOf = (output: OutputActivation): string => borderOf(output).toFixed(1);

/**
 * WGSL of `lossAndGradient(at, stride, yAt, outputs, scale) -> (loss, 1 if correct)`. The K logits of the sample are at
 * `memory[at + k·stride]` and become gradients times `scale` (one over the batch's size); targets at `y[yAt + k]`.
 * With `isSingle` there is one output, and the code for it has no loops.
 */
export function lossCode(loss: Loss, output: OutputActivation, memory: string, isSingle = false): string {
  const middle = middleOf(output);
  const softmaxBody = takesLogits(loss) ? softmaxLossBody : throughSoftmaxBody;
  const body = output === 'softmax' ? softmaxBody(loss) : plainBody(loss, output);
  const several = `${body}
  ${CLASS_OF_TARGET}
  let same = select(predicted == wanted, (best >= ${middle}) == (y[yAt] >= ${middle}), outputs == 1u);
  return vec2<f32>(sum, select(0.0, 1.0, known && same));`;
  const whole = isSingle && output !== 'softmax' ? singleBody(loss, output) : several;
  return `${termCode(loss)}
fn lossAndGradient(at: u32, stride: u32, yAt: u32, outputs: u32, scale: f32) -> vec2<f32> {
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
