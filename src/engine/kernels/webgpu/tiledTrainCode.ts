/**
 * WGSL of the tiled trainer: forward, loss, backward and update are dispatches of their own over many workgroups, each
 * a matrix product with a fused epilogue. Activations and deltas are [batch, units], one layer after the other; `deltas`
 * holds the derivative f′(z) until the backward pass. The bias is folded in as one more row of the kernel, whose input is 1.
 */
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { type NetworkShape, outputLayer } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import { lossCode } from './lossCode.ts';
import { matrixCode, type MatrixProduct, type ProductStyle } from './matrixCode.ts';
import type { BindingKind, ShaderProgram } from './Pipelines.ts';
import { DROPOUT, optimizerCode, HYPERPARAMETERS_STRUCT } from './hyperparametersCode.ts';

const HEADER = `
struct Call {
  parameters: u32, stateLength: u32, activationsLength: u32, deltasLength: u32, steps: u32, outputs: u32,
}
struct Layer {
  inputs: u32, units: u32, kernel: u32, activation: u32,
  sourceOffset: u32, targetOffset: u32, deltaOffset: u32, previousDeltaOffset: u32,
  number: u32, isLast: u32,
}
struct Step { orderOffset: u32, size: u32, correction1: f32, correction2: f32, index: u32, number: u32 }
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

function updateProduct(isFirst: boolean, slots: number): MatrixProduct {
  const slot = (i: number): string => (i > slots ? '0.0' : `state[index + ${i}u * call.parameters]`);
  const stores = Array.from({ length: slots }, (_, i) => `${slot(i + 1)} = next[${i + 1}];`).join('\n  ');
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
  let correction = vec2<f32>(step.correction1, step.correction2);
  let next = updated(state[index], c, ${slot(1)}, ${slot(2)}, m < layer.inputs, correction);
  state[index] = next.x;
  ${stores}`,
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

export interface TiledTrainPrograms {
  /** Of the first layer, which gathers from x, and of the others. */
  readonly forward: readonly [ShaderProgram, ShaderProgram];
  readonly lossAndGradient: ShaderProgram;
  readonly backward: ShaderProgram;
  readonly update: readonly [ShaderProgram, ShaderProgram];
}

/** At most six shaders, whatever the depth; widths are data. */
export function tiledTrainPrograms(
  shape: NetworkShape,
  { loss, optimizer, dropout }: Hyperparameters,
  style: ProductStyle,
): TiledTrainPrograms {
  // The output's activation is part of the loss shader.
  const used = activationsUsed(shape.layers.slice(0, -1));
  const output = outputLayer(shape).activation;
  const slots = slotCount(optimizer.name);
  const dropsOut = dropout > 0;
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
  const update = (isFirst: boolean): ShaderProgram =>
    program(`tiledUpdate ${optimizer.name} ${isFirst} ${style}`, () => [
      optimizerCode(optimizer.name),
      matrixCode(updateProduct(isFirst, slots), style),
    ]);
  return {
    forward: [forward(true), forward(false)],
    lossAndGradient: program(`tiledLoss ${output} ${loss}`, () => [
      activationCode(activationsUsed([{ activation: output }])),
      lossCode(loss, output, 'deltas'),
      LOSS_AND_GRADIENT,
    ]),
    backward: program(`tiledBackward ${style}`, () => [matrixCode(BACKWARD, style)]),
    update: [update(true), update(false)],
  };
}
