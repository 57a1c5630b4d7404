/**
 * The training plan on the GPU: its numbers as a uniform block (so that a new learning rate needs no new shader), and
 * WGSL text of the optimisers' rules and of dropout. The rules are those of `contract.ts`, the hash that of
 * `dropoutMask.ts`, bit for bit.
 */
import type { OptimizerName } from '../../../spec/vocabulary.ts';
import type { TrainPlan } from '../contract.ts';
import { dropoutThreshold } from '../dropoutMask.ts';

export const PLAN_WORDS = 16;

export const PLAN_STRUCT = `
struct Plan {
  learningRate: f32, momentum: f32, decay: f32, decayRest: f32,
  beta1: f32, beta1Rest: f32, beta2: f32, beta2Rest: f32,
  epsilon: f32, shrink: f32, l1: f32, l2: f32,
  keepScale: f32, dropBelow: u32, seed: u32, spare: u32,
}
`;

/** Writes the uniform block. `1 − β` is taken in double precision: in single, 1 − 0.999 is wrong in its fifth digit. */
export function writePlan(view: DataView, at: number, plan: TrainPlan): void {
  const o = plan.optimizer;
  const reals = [
    o.learningRate,
    o.momentum,
    o.decay,
    1 - o.decay,
    o.beta1,
    1 - o.beta1,
    o.beta2,
    1 - o.beta2,
    o.epsilon,
    o.learningRate * o.weightDecay,
    plan.l1,
    plan.l2,
    1 / (1 - plan.dropout),
  ];
  for (const [i, value] of reals.entries()) view.setFloat32(at + 4 * i, value, true);
  view.setUint32(at + 4 * 13, dropoutThreshold(plan.dropout), true);
  view.setUint32(at + 4 * 14, plan.seed >>> 0, true);
}

/** What Adam's means are multiplied with at update t (from 1): 1 / (1 − βᵗ). */
export function biasCorrections({ optimizer }: TrainPlan, t: number): [number, number] {
  return [1 / (1 - optimizer.beta1 ** t), 1 / (1 - optimizer.beta2 ** t)];
}

const ADAM = `
  let m = plan.beta1 * slot1 + plan.beta1Rest * g;
  let v = plan.beta2 * slot2 + plan.beta2Rest * g * g;
  let w = start - plan.learningRate * (m * correction.x) / (sqrt(v * correction.y) + plan.epsilon);
  return vec3<f32>(w, m, v);`;

const RULES: Readonly<Record<OptimizerName, string>> = {
  sgd: 'return vec3<f32>(start - plan.learningRate * g, 0.0, 0.0);',
  momentum: `let v = plan.momentum * slot1 + g;
  return vec3<f32>(start - plan.learningRate * v, v, 0.0);`,
  nesterov: `let v = plan.momentum * slot1 + g;
  return vec3<f32>(start - plan.learningRate * (g + plan.momentum * v), v, 0.0);`,
  rmsprop: `let s = plan.decay * slot1 + plan.decayRest * g * g;
  return vec3<f32>(start - plan.learningRate * g / sqrt(s + plan.epsilon), s, 0.0);`,
  adagrad: `let s = slot1 + g * g;
  return vec3<f32>(start - plan.learningRate * g / sqrt(s + plan.epsilon), s, 0.0);`,
  adam: ADAM,
  adamw: ADAM,
};

/**
 * WGSL of `updated(w, g, slot1, slot2, isKernel, correction) -> (w', slot1', slot2')`, with the penalties' gradient and
 * AdamW's decay for kernels. Expects the uniform `plan`. Without `penalised`, l1 and l2 are known to be 0.
 */
export function optimizerCode(name: OptimizerName, penalised = true): string {
  const start = name === 'adamw' ? 'w0 - select(0.0, plan.shrink * w0, isKernel)' : 'w0';
  return `
fn updated(w0: f32, g0: f32, slot1: f32, slot2: f32, isKernel: bool, correction: vec2<f32>) -> vec3<f32> {
  let g = g0${penalised ? ' + select(0.0, plan.l1 * sign(w0) + plan.l2 * w0, isKernel)' : ''};
  let start = ${start};
  ${RULES[name]}
}
`;
}

/** WGSL of `dropoutKey(step, layer)` and `kept(key, sample, unit, units)`: 0, or 1/(1 − dropout). */
export const DROPOUT = `
fn mix32(v: u32) -> u32 {
  var h = v;
  h ^= h >> 16u;
  h *= 0x7feb352du;
  h ^= h >> 15u;
  h *= 0x846ca68bu;
  h ^= h >> 16u;
  return h;
}
fn dropoutKey(step: u32, layer: u32) -> u32 { return mix32(mix32(mix32(plan.seed) + step) + layer); }
fn kept(key: u32, sample: u32, unit: u32, units: u32) -> f32 {
  return select(plan.keepScale, 0.0, mix32(key + (sample * units + unit)) < plan.dropBelow);
}
`;

/** What a kernel that holds the step loop is given, behind its own `Call`; `span` is which steps this submission does. */
export const TRAIN_BINDINGS = `
struct Span { first: u32, count: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<uniform> plan: Plan;
@group(0) @binding(2) var<uniform> span: Span;
@group(0) @binding(3) var<storage, read_write> state: array<f32>;
@group(0) @binding(4) var<storage, read_write> metrics: array<f32>;
@group(0) @binding(5) var<storage, read> x: array<f32>;
@group(0) @binding(6) var<storage, read> y: array<f32>;
@group(0) @binding(7) var<storage, read> order: array<i32>;
@group(0) @binding(8) var<storage, read> steps: array<vec4<u32>>;
`;
