/**
 * WGSL of the tiled trainer: forward, judge, backward and update are dispatches of their own over many workgroups, each
 * a matrix product with its own ending. Activations and deltas are [batch, units], one after the other for all layers;
 * a delta's place holds the slope until the way back. The bias is one more row of the kernel, met by an input of 1.
 * In the style `listed` the first layer's products are over lists of inputs that are not zero (`listedCode.ts`).
 */
import type { OutputActivation } from '../../../spec/vocabulary.ts';
import type { NetworkShape } from '../../../spec/networkShape.ts';
import { SLOTS_OF_OPTIMIZER, type TrainPlan } from '../contract.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import { listCodes, listedProductCode, LONGEST_OF_INPUT, LONGEST_OF_SAMPLE } from './listedCode.ts';
import { lossCode } from './lossCode.ts';
import { matrixCode, type MatrixProduct, type ProductStyle } from './matrixCode.ts';
import type { BindingKind, ShaderProgram } from './Pipelines.ts';
import { DROPOUT, optimizerCode, PLAN_STRUCT } from './planCode.ts';

/** A buffer that a program reads as vectors of four. */
type Fourfold = 'state' | 'deltas';

const LISTS_BINDING = `@group(0) @binding(11) var<storage, read_write> lists: array<u32>;
`;

function headerCode(lists: boolean, fourfold?: Fourfold): string {
  const values = (name: Fourfold): string => (name === fourfold ? 'array<vec4<f32>>' : 'array<f32>');
  return `
struct Call {
  parameters: u32, stateLength: u32, actsLength: u32, deltasLength: u32, steps: u32, outputs: u32, batch: u32,
}
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
@group(0) @binding(4) var<storage, read_write> state: ${values('state')};
@group(0) @binding(5) var<storage, read_write> acts: array<f32>;
@group(0) @binding(6) var<storage, read_write> deltas: ${values('deltas')};
@group(0) @binding(7) var<storage, read_write> metrics: array<f32>;
@group(0) @binding(8) var<storage, read> x: array<f32>;
@group(0) @binding(9) var<storage, read> y: array<f32>;
@group(0) @binding(10) var<storage, read> order: array<i32>;
${lists ? LISTS_BINDING : ''}`;
}

const BINDINGS: readonly BindingKind[] = [
  ...(['uniform', 'uniform', 'span', 'span'] as const),
  ...(['write', 'write', 'write', 'write', 'read', 'read', 'read'] as const),
];

export type TrainStyle = ProductStyle | 'listed';

/** Whether the programs of a style have a buffer for lists: all on a software adapter, so that they share a bind group. */
export const bindsLists = (style: TrainStyle): boolean => style !== 'shared';

const DELTA_AT = 'r * call.deltasLength + layer.deltaAt';
const KERNEL_AT = 'r * call.stateLength + layer.kernel';

/** Where what a layer reads for sample `n` begins: its row of x, in the order of the batch, or in the layer before. */
const sourceOf = (first: boolean, n: string): string =>
  first
    ? `u32(order[step.start + ${n}]) * layer.inputs`
    : `r * call.actsLength + layer.sourceAt + ${n} * layer.inputs`;

function forwardProduct(first: boolean, dropsOut: boolean, listed: boolean): MatrixProduct {
  const biasAt = `${KERNEL_AT} + layer.inputs * layer.units + n`;
  const bias = listed ? `state[(${biasAt}) / 4u][(${biasAt}) % 4u]` : `state[${biasAt}]`;
  const keep = dropsOut ? ' * kept(dropoutKey(step.number, layer.number), m, n, layer.units)' : '';
  return {
    rows: 'step.size',
    columns: 'layer.units',
    depth: 'layer.inputs',
    a: first ? 'x' : 'acts',
    aOfRow: sourceOf(first, 'm'),
    aOfDepth: 'k',
    aAlongDepth: true,
    b: 'state',
    bOfColumn: `${KERNEL_AT} + n`,
    bOfDepth: 'k * layer.units',
    bAlongDepth: false,
    store: `let at = m * layer.units + n;
  let z = c + ${bias};
  if (layer.isLast == 1u) { deltas[${DELTA_AT} + at] = z; return; }
  let v = activate(layer.activation, z)${keep};
  acts[r * call.actsLength + layer.targetAt + at] = v.x;
  deltas[${DELTA_AT} + at] = v.y;`,
  };
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

function updateProduct(first: boolean, slots: number): MatrixProduct {
  const slot = (i: number): string => (i > slots ? '0.0' : `state[at + ${i}u * call.parameters]`);
  const stores = Array.from({ length: slots }, (_, i) => `${slot(i + 1)} = next[${i + 1}];`).join('\n  ');
  return {
    rows: '(layer.inputs + 1u)',
    columns: 'layer.units',
    depth: 'step.size',
    a: first ? 'x' : 'acts',
    aOfRow: 'm',
    aOfDepth: sourceOf(first, 'k'),
    aAlongDepth: false,
    b: 'deltas',
    bOfColumn: `${DELTA_AT} + n`,
    bOfDepth: 'k * layer.units',
    bAlongDepth: false,
    onesRow: 'layer.inputs',
    store: `let at = ${KERNEL_AT} + m * layer.units + n;
  let correction = vec2<f32>(step.first, step.second);
  let next = updated(state[at], c, ${slot(1)}, ${slot(2)}, m < layer.inputs, correction);
  state[at] = next.x;
  ${stores}`,
  };
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
  /** What makes the first layer's lists, in the style `listed`. */
  readonly lists: Readonly<Record<keyof typeof LIST_CODES, ShaderProgram>> | null;
}

const LIST_CODES = listCodes(KERNEL_AT, DELTA_AT);

/** At most six shaders, whatever the depth, and four for lists; widths are data. */
export function tiledTrainPrograms(
  shape: NetworkShape,
  plan: TrainPlan,
  style: TrainStyle,
): TiledTrainPrograms {
  // The output's activation is the judge's business.
  const used = activationsUsed(shape.layers.slice(0, -1));
  const output = (shape.layers.at(-1)?.activation ?? 'linear') as OutputActivation;
  const slots = SLOTS_OF_OPTIMIZER[plan.optimizer.name];
  const dropsOut = plan.dropout > 0;
  const matrixStyle: ProductStyle = style === 'listed' ? 'direct' : style;
  const styleOf = (first: boolean): TrainStyle => (first ? style : matrixStyle);
  const bindings: readonly BindingKind[] = bindsLists(style) ? [...BINDINGS, 'write'] : BINDINGS;
  const program = (key: string, parts: () => string[], fourfold?: Fourfold): ShaderProgram => ({
    key,
    bindings,
    code: () => [PLAN_STRUCT, headerCode(bindsLists(style), fourfold), ARITHMETIC, ...parts()].join('\n'),
  });
  const forward = (first: boolean): ShaderProgram => {
    const listed = first && style === 'listed';
    const product = forwardProduct(first, dropsOut, listed);
    return program(
      `tiledForward ${used.join('+')} ${dropsOut} ${first} ${styleOf(first)}`,
      () => [
        activationCode(used),
        dropsOut ? DROPOUT : '',
        listed ? listedProductCode(product, LONGEST_OF_SAMPLE) : matrixCode(product, matrixStyle),
      ],
      listed ? 'state' : undefined,
    );
  };
  const update = (first: boolean): ShaderProgram => {
    const listed = first && style === 'listed';
    const product = updateProduct(first, slots);
    return program(
      `tiledUpdate ${plan.optimizer.name} ${first} ${styleOf(first)}`,
      () => [
        optimizerCode(plan.optimizer.name),
        listed ? listedProductCode(product, LONGEST_OF_INPUT) : matrixCode(product, matrixStyle),
      ],
      listed ? 'deltas' : undefined,
    );
  };
  const list = (name: keyof typeof LIST_CODES): ShaderProgram =>
    program(`tiledList ${name}`, () => [LIST_CODES[name]]);
  return {
    forward: [forward(true), forward(false)],
    judge: program(`tiledJudge ${output} ${plan.loss} ${matrixStyle}`, () => [
      activationCode(activationsUsed([{ activation: output }])),
      lossCode(plan.loss, output, 'deltas'),
      JUDGE,
    ]),
    backward: program(`tiledBackward ${matrixStyle}`, () => [matrixCode(BACKWARD, matrixStyle)]),
    update: [update(true), update(false)],
    lists:
      style === 'listed'
        ? {
            checkKernel: list('checkKernel'),
            samples: list('samples'),
            checkDeltas: list('checkDeltas'),
            inputs: list('inputs'),
          }
        : null,
  };
}
