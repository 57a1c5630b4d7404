/**
 * WGSL of the tiled trainer: forward, loss, backward and update are dispatches of their own over many workgroups, each
 * a matrix product with a fused epilogue. Activations and deltas are [batch, units], one layer after the other; `deltas`
 * holds the derivative f′(z) until the backward pass. The bias is folded in as one more row of the kernel, whose input is 1.
 */
import type { Clipping } from '#nn/clipping.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { type NetworkShape, outputLayer } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import { lossCode } from './lossCode.ts';
import { matrixCode, type MatrixProduct, type ProductStyle } from './matrixCode.ts';
import type { BindingKind, ShaderProgram } from './Pipelines.ts';
import {
  clippedGradient,
  CLIPPING_CODE,
  DROPOUT,
  optimizerCode,
  HYPERPARAMETERS_STRUCT,
} from './hyperparametersCode.ts';

/** Workgroups that add up the squares of a gradient. */
export const NORM_GROUPS = 64;

const HEADER = `
struct Call {
  parameters: u32, stateLength: u32, activationsLength: u32, deltasLength: u32, steps: u32, outputs: u32,
}
struct Layer {
  inputs: u32, units: u32, kernel: u32, activation: u32,
  sourceOffset: u32, targetOffset: u32, deltaOffset: u32, previousDeltaOffset: u32,
  number: u32, isLast: u32,
}
struct Step {
  orderOffset: u32, size: u32,
  correction1: f32, correction2: f32, learningRate: f32, shrink: f32,
  index: u32, number: u32,
}
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<uniform> settings: Hyperparameters;
@group(0) @binding(2) var<uniform> layer: Layer;
@group(0) @binding(3) var<uniform> step: Step;
@group(0) @binding(4) var<storage, read_write> state: array<f32>;
@group(0) @binding(5) var<storage, read_write> activations: array<f32>;
@group(0) @binding(6) var<storage, read_write> deltas: array<f32>;
@group(0) @binding(7) var<storage, read_write> metrics: array<f32>;
@group(0) @binding(8) var<storage, read> x: array<f32>;
@group(0) @binding(9) var<storage, read> y: array<f32>;
@group(0) @binding(10) var<storage, read> order: array<i32>;
`;

const BINDINGS: readonly BindingKind[] = [
  ...(['uniform', 'uniform', 'dynamicUniform', 'dynamicUniform'] as const),
  ...(['write', 'write', 'write', 'write', 'read', 'read', 'read'] as const),
];

/** With clipping by norm: the gradient of each network, and behind it the sums of squares of NORM_GROUPS workgroups. */
const GRADIENT = `
@group(0) @binding(11) var<storage, read_write> gradient: array<f32>;
fn gradientOffset(r: u32) -> u32 { return r * (call.parameters + ${NORM_GROUPS}u); }
`;
const BINDINGS_WITH_GRADIENT: readonly BindingKind[] = [...BINDINGS, 'write'];

const MOMENT = 'vec4<f32>(step.correction1, step.correction2, step.learningRate, step.shrink)';
const DELTA_OFFSET = 'r * call.deltasLength + layer.deltaOffset';
const KERNEL_OFFSET = 'r * call.stateLength + layer.kernel';

/** Offset of a layer's inputs for the batch's sample `n`: its row of x, gathered through `order`, or the previous layer's activations. */
const sourceOf = (isFirst: boolean, n: string): string =>
  isFirst
    ? `u32(order[step.orderOffset + ${n}]) * layer.inputs`
    : `r * call.activationsLength + layer.sourceOffset + ${n} * layer.inputs`;

function forwardProduct(isFirst: boolean, dropsOut: boolean): MatrixProduct {
  const keep = dropsOut ? ' * kept(dropoutKey(step.number, layer.number), m, n, layer.units)' : '';
  return {
    rows: 'step.size',
    columns: 'layer.units',
    depth: 'layer.inputs',
    a: isFirst ? 'x' : 'activations',
    aOfRow: sourceOf(isFirst, 'm'),
    aOfDepth: 'k',
    aAlongDepth: true,
    b: 'state',
    bOfColumn: `${KERNEL_OFFSET} + n`,
    bOfDepth: 'k * layer.units',
    bAlongDepth: false,
    store: `let index = m * layer.units + n;
  let z = c + state[${KERNEL_OFFSET} + layer.inputs * layer.units + n];
  if (layer.isLast == 1u) { deltas[${DELTA_OFFSET} + index] = z; return; }
  let v = activate(layer.activation, z)${keep};
  activations[r * call.activationsLength + layer.targetOffset + index] = v.x;
  deltas[${DELTA_OFFSET} + index] = v.y;`,
  };
}

const BACKWARD: MatrixProduct = {
  rows: 'step.size',
  columns: 'layer.inputs',
  depth: 'layer.units',
  a: 'deltas',
  aOfRow: `${DELTA_OFFSET} + m * layer.units`,
  aOfDepth: 'k',
  aAlongDepth: true,
  b: 'state',
  bOfColumn: `${KERNEL_OFFSET} + n * layer.units`,
  bOfDepth: 'k',
  bAlongDepth: true,
  store: 'deltas[r * call.deltasLength + layer.previousDeltaOffset + m * layer.inputs + n] *= c;',
};

/** WGSL that updates the parameter and slots at `index` of the state from the gradient `g`. */
function updateAt(slots: number, g: string, isKernel: string): string {
  const slot = (i: number): string => (i > slots ? '0.0' : `state[index + ${i}u * call.parameters]`);
  const stores = Array.from({ length: slots }, (_, i) => `${slot(i + 1)} = next[${i + 1}];`).join('\n  ');
  return `let next = updated(state[index], ${g}, ${slot(1)}, ${slot(2)}, ${isKernel}, ${MOMENT});
  state[index] = next.x;
  ${stores}`;
}

/** The gradient of a layer, which updates it at once; with clipping by norm it is stored, since its norm is still to come. */
function updateProduct(isFirst: boolean, slots: number, clipping: Clipping): MatrixProduct {
  const isKernel = 'm < layer.inputs';
  const whole = clippedGradient(clipping, 'state[index]', 'c', isKernel);
  const store =
    clipping === 'norm'
      ? `gradient[gradientOffset(r) + layer.kernel + m * layer.units + n] = ${whole};`
      : updateAt(slots, whole, isKernel);
  return {
    rows: '(layer.inputs + 1u)',
    columns: 'layer.units',
    depth: 'step.size',
    a: isFirst ? 'x' : 'activations',
    aOfRow: 'm',
    aOfDepth: sourceOf(isFirst, 'k'),
    aAlongDepth: false,
    b: 'deltas',
    bOfColumn: `${DELTA_OFFSET} + n`,
    bOfDepth: 'k * layer.units',
    bAlongDepth: false,
    onesRow: 'layer.inputs',
    store: `let index = ${KERNEL_OFFSET} + m * layer.units + n;
  ${store}`,
  };
}

/** Loss and its gradient, one workgroup a network: each invocation takes every 64th sample, then the first sums up. */
const LOSS_AND_GRADIENT = `
var<workgroup> partial: array<vec2<f32>, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) invocation: u32, @builtin(workgroup_id) group: vec3<u32>) {
  let r = group.z;
  var sum = vec2<f32>();
  for (var n = invocation; n < step.size; n += 64u) {
    let offset = r * call.deltasLength + layer.deltaOffset + n * call.outputs;
    let sample = u32(order[step.orderOffset + n]);
    sum += lossAndGradient(offset, 1u, sample * call.outputs, call.outputs, 1.0 / f32(step.size));
  }
  partial[invocation] = sum;
  workgroupBarrier();
  if (invocation == 0u) {
    var total = vec2<f32>();
    for (var i = 0u; i < 64u; i++) { total += partial[i]; }
    let offset = 2u * (r * call.steps + step.index);
    metrics[offset] = total.x / f32(step.size);
    metrics[offset + 1u] = total.y;
  }
}
`;

/** Sums of squares of the whole gradient, one of each of the NORM_GROUPS workgroups. */
const SQUARES = `
var<workgroup> partial: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) invocation: u32, @builtin(workgroup_id) group: vec3<u32>) {
  let first = gradientOffset(group.z);
  var sum = 0.0;
  for (var p = group.x * 64u + invocation; p < call.parameters; p += ${64 * NORM_GROUPS}u) {
    sum += square(gradient[first + p]);
  }
  partial[invocation] = sum;
  workgroupBarrier();
  if (invocation == 0u) {
    var total = 0.0;
    for (var i = 0u; i < 64u; i++) { total += partial[i]; }
    gradient[first + call.parameters + group.x] = total;
  }
}
`;

/** Updates a layer from the stored gradient, shortened to the limit. */
const moveCode = (slots: number): string => `
var<workgroup> partial: array<f32, ${NORM_GROUPS}>;

@compute @workgroup_size(${NORM_GROUPS})
fn main(
  @builtin(local_invocation_index) invocation: u32, @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  let first = gradientOffset(group.z);
  partial[invocation] = gradient[first + call.parameters + invocation];
  workgroupBarrier();
  var total = 0.0;
  for (var i = 0u; i < ${NORM_GROUPS}u; i++) { total += partial[i]; }
  let factor = clipFactor(total);
  let kernel = layer.inputs * layer.units;
  for (var i = group.x * ${NORM_GROUPS}u + invocation; i < kernel + layer.units; i += groups.x * ${NORM_GROUPS}u) {
    let index = group.z * call.stateLength + layer.kernel + i;
    ${updateAt(slots, 'gradient[first + layer.kernel + i] * factor', 'i < kernel')}
  }
}
`;

/** Workgroups that move a layer of so many parameters: each adds up the sums of squares first, so it takes a good many. */
export const moveGroups = (parameters: number): number => Math.min(64, Math.ceil(parameters / 1_024));

export interface TiledTrainPrograms {
  /** Of the first layer, which gathers from x, and of the others. */
  readonly forward: readonly [ShaderProgram, ShaderProgram];
  readonly lossAndGradient: ShaderProgram;
  readonly backward: ShaderProgram;
  readonly update: readonly [ShaderProgram, ShaderProgram];
  /** With clipping by norm: `update` only stores the gradient, then comes its norm, then the move of each layer. */
  readonly byNorm: { readonly squares: ShaderProgram; readonly move: ShaderProgram } | null;
}

/** At most eight shaders, whatever the depth; widths are data. */
export function tiledTrainPrograms(
  shape: NetworkShape,
  { loss, optimizer, clip, dropout }: Hyperparameters,
  style: ProductStyle,
): TiledTrainPrograms {
  // The output's activation is part of the loss shader.
  const used = activationsUsed(shape.layers.slice(0, -1));
  const output = outputLayer(shape).activation;
  const slots = slotCount(optimizer.name);
  const dropsOut = dropout > 0;
  const clipping = clip?.by ?? 'none';
  const program = (key: string, parts: () => string[]): ShaderProgram => ({
    key,
    bindings: BINDINGS,
    code: () => [HYPERPARAMETERS_STRUCT, HEADER, ARITHMETIC, ...parts()].join('\n'),
  });
  const forward = (isFirst: boolean): ShaderProgram =>
    program(`tiledForward ${used.join('+')} ${dropsOut} ${isFirst} ${style}`, () => [
      activationCode(used),
      dropsOut ? DROPOUT : '',
      matrixCode(forwardProduct(isFirst, dropsOut), style),
    ]);
  const withGradient = (key: string, parts: () => string[]): ShaderProgram => ({
    ...program(key, () => [GRADIENT, CLIPPING_CODE.norm, ...parts()]),
    bindings: BINDINGS_WITH_GRADIENT,
  });
  const update = (isFirst: boolean): ShaderProgram => {
    const code = (): string => matrixCode(updateProduct(isFirst, slots, clipping), style);
    const rule = (): string => optimizerCode(optimizer.name);
    return clipping === 'norm'
      ? withGradient(`tiledGradient ${optimizer.name} ${isFirst} ${style}`, () => [rule(), code()])
      : program(`tiledUpdate ${optimizer.name} ${clipping} ${isFirst} ${style}`, () => [
          rule(),
          CLIPPING_CODE[clipping],
          code(),
        ]);
  };
  return {
    forward: [forward(true), forward(false)],
    lossAndGradient: program(`tiledLoss ${output} ${loss}`, () => [
      activationCode(activationsUsed([{ activation: output }])),
      lossCode(loss, output, 'deltas'),
      LOSS_AND_GRADIENT,
    ]),
    backward: program(`tiledBackward ${style}`, () => [matrixCode(BACKWARD, style)]),
    update: [update(true), update(false)],
    byNorm:
      clipping === 'norm'
        ? {
            squares: withGradient('tiledSquares', () => [SQUARES]),
            move: withGradient(`tiledMove ${optimizer.name}`, () => [
              optimizerCode(optimizer.name),
              moveCode(slots),
            ]),
          }
        : null,
  };
}
