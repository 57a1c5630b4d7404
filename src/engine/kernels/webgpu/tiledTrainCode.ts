/**
 * WGSL of the tiled trainer: forward, judge, backward and update are dispatches of their own over many workgroups, each
 * a matrix product with its own ending. Activations and deltas are [batch, units], one after the other for all layers;
 * a delta's place holds the slope until the way back. The bias is one more row of the kernel, met by an input of 1.
 */
import type { OutputActivation } from '../../../spec/vocabulary.ts';
import type { NetworkShape } from '../../../spec/networkShape.ts';
import { SLOTS_OF_OPTIMIZER, type TrainPlan } from '../contract.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import { lossCode } from './lossCode.ts';
import { matrixCode, type MatrixProduct, type ProductStyle } from './matrixCode.ts';
import type { BindingKind, ShaderProgram } from './Pipelines.ts';
import { DROPOUT, optimizerCode, PLAN_STRUCT } from './planCode.ts';

const HEADER = `
struct Call { parameters: u32, stateLength: u32, actsLength: u32, deltasLength: u32, steps: u32, outputs: u32 }
struct Layer {
  inputs: u32, units: u32, kernel: u32, activation: u32,
  sourceAt: u32, targetAt: u32, deltaAt: u32, beforeAt: u32,
  number: u32, isLast: u32,
}
struct Step { start: u32, size: u32, first: f32, second: f32, index: u32, number: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<uniform> plan: Plan;
@group(0) @binding(2) var<uniform> layer: Layer;
@group(0) @binding(3) var<uniform> step: Step;
@group(0) @binding(4) var<storage, read_write> state: array<f32>;
@group(0) @binding(5) var<storage, read_write> acts: array<f32>;
@group(0) @binding(6) var<storage, read_write> deltas: array<f32>;
@group(0) @binding(7) var<storage, read_write> metrics: array<f32>;
@group(0) @binding(8) var<storage, read> x: array<f32>;
@group(0) @binding(9) var<storage, read> y: array<f32>;
@group(0) @binding(10) var<storage, read> order: array<i32>;
`;

const BINDINGS: readonly BindingKind[] = [
  ...(['uniform', 'uniform', 'span', 'span'] as const),
  ...(['write', 'write', 'write', 'write', 'read', 'read', 'read'] as const),
];

const DELTA_AT = 'r * call.deltasLength + layer.deltaAt';
const KERNEL_AT = 'r * call.stateLength + layer.kernel';

/** Where what a layer reads for sample `n` begins: its row of x, in the order of the batch, or in the layer before. */
const sourceOf = (first: boolean, n: string): string =>
  first
    ? `u32(order[step.start + ${n}]) * layer.inputs`
    : `r * call.actsLength + layer.sourceAt + ${n} * layer.inputs`;

function forwardCode(first: boolean, dropsOut: boolean, style: ProductStyle): string {
  const keep = dropsOut ? ' * kept(dropoutKey(step.number, layer.number), m, n, layer.units)' : '';
  return matrixCode(
    {
      rows: 'step.size',
      columns: 'layer.units',
      depth: 'layer.inputs',
      a: first ? 'x' : 'acts',
      aOfRow: sourceOf(first, 'm'),
      aOfDepth: 'k',
      aAlongDepth: true,
      b: 'state',
      bOfColumn: 'n',
      bOfDepth: `${KERNEL_AT} + k * layer.units`,
      bAlongDepth: false,
      store: `let at = m * layer.units + n;
  let z = c + state[${KERNEL_AT} + layer.inputs * layer.units + n];
  if (layer.isLast == 1u) { deltas[${DELTA_AT} + at] = z; return; }
  let v = activate(layer.activation, z)${keep};
  acts[r * call.actsLength + layer.targetAt + at] = v.x;
  deltas[${DELTA_AT} + at] = v.y;`,
    },
    style,
  );
}

const BACKWARD: MatrixProduct = {
  rows: 'step.size',
  columns: 'layer.inputs',
  depth: 'layer.units',
  a: 'deltas',
  aOfRow: `${DELTA_AT} + m * layer.units`,
  aOfDepth: 'k',
  aAlongDepth: true,
  b: 'state',
  bOfColumn: `${KERNEL_AT} + n * layer.units`,
  bOfDepth: 'k',
  bAlongDepth: true,
  store: 'deltas[r * call.deltasLength + layer.beforeAt + m * layer.inputs + n] *= c;',
};

function updateCode(first: boolean, slots: number, style: ProductStyle): string {
  const slot = (i: number): string => (i > slots ? '0.0' : `state[at + ${i}u * call.parameters]`);
  const stores = Array.from({ length: slots }, (_, i) => `${slot(i + 1)} = next[${i + 1}];`).join('\n  ');
  return matrixCode(
    {
      rows: '(layer.inputs + 1u)',
      columns: 'layer.units',
      depth: 'step.size',
      a: first ? 'x' : 'acts',
      aOfRow: 'm',
      aOfDepth: sourceOf(first, 'k'),
      aAlongDepth: false,
      b: 'deltas',
      bOfColumn: 'n',
      bOfDepth: `${DELTA_AT} + k * layer.units`,
      bAlongDepth: false,
      onesRow: 'layer.inputs',
      store: `let at = ${KERNEL_AT} + m * layer.units + n;
  let correction = vec2<f32>(step.first, step.second);
  let next = updated(state[at], c, ${slot(1)}, ${slot(2)}, m < layer.inputs, correction);
  state[at] = next.x;
  ${stores}`,
    },
    style,
  );
}

/** One workgroup a network; every lane judges some samples, then the first adds up. */
const JUDGE = `
var<workgroup> partial: array<vec2<f32>, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) group: vec3<u32>) {
  let r = group.z;
  var sum = vec2<f32>();
  for (var n = lane; n < step.size; n += 64u) {
    let at = r * call.deltasLength + layer.deltaAt + n * call.outputs;
    let sample = u32(order[step.start + n]);
    sum += judge(at, 1u, sample * call.outputs, call.outputs, 1.0 / f32(step.size));
  }
  partial[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    var total = vec2<f32>();
    for (var i = 0u; i < 64u; i++) { total += partial[i]; }
    let at = 2u * (r * call.steps + step.index);
    metrics[at] = total.x / f32(step.size);
    metrics[at + 1u] = total.y;
  }
}
`;

export interface TiledTrainPrograms {
  /** Of the first layer, which reads x, and of the others. */
  readonly forward: readonly [ShaderProgram, ShaderProgram];
  readonly judge: ShaderProgram;
  readonly backward: ShaderProgram;
  readonly update: readonly [ShaderProgram, ShaderProgram];
}

/** At most six shaders, whatever the depth; widths are data. */
export function tiledTrainPrograms(
  shape: NetworkShape,
  plan: TrainPlan,
  style: ProductStyle,
): TiledTrainPrograms {
  // The output's activation is the judge's business.
  const used = activationsUsed(shape.layers.slice(0, -1));
  const output = (shape.layers.at(-1)?.activation ?? 'linear') as OutputActivation;
  const slots = SLOTS_OF_OPTIMIZER[plan.optimizer.name];
  const dropsOut = plan.dropout > 0;
  const program = (key: string, ...parts: (() => string)[]): ShaderProgram => ({
    key: `${key} ${style}`,
    bindings: BINDINGS,
    code: () => [PLAN_STRUCT, HEADER, ARITHMETIC, ...parts.map((part) => part())].join('\n'),
  });
  const forward = (first: boolean): ShaderProgram =>
    program(
      `tiledForward ${used.join('+')} ${dropsOut} ${first}`,
      () => activationCode(used) + (dropsOut ? DROPOUT : ''),
      () => forwardCode(first, dropsOut, style),
    );
  const update = (first: boolean): ShaderProgram =>
    program(
      `tiledUpdate ${plan.optimizer.name} ${first}`,
      () => optimizerCode(plan.optimizer.name),
      () => updateCode(first, slots, style),
    );
  return {
    forward: [forward(true), forward(false)],
    judge: program(
      `tiledJudge ${output} ${plan.loss}`,
      () => activationCode(activationsUsed([{ activation: output }])),
      () => lossCode(plan.loss, output, 'deltas'),
      () => JUDGE,
    ),
    backward: program('tiledBackward', () => matrixCode(BACKWARD, style)),
    update: [update(true), update(false)],
  };
}
