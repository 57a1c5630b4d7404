/**
 * WGSL of the fused trainer: one workgroup is one network, and the loop over mini-batches runs inside the shader. The
 * network's widths are data (a uniform table), so that adding a unit needs no new shader; only what changes the
 * arithmetic (activations, loss, optimiser, dropout) and the workgroup's size does. One step: gather the batch, forward
 * layer by layer (value and slope), judge, deltas backwards, then every lane updates its own parameters.
 */
import type { NetworkShape } from '../../../spec/networkShape.ts';
import type { OutputActivation } from '../../../spec/vocabulary.ts';
import type { TrainPlan } from '../contract.ts';
import { SLOTS_OF_OPTIMIZER } from '../contract.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import type { FusedLayout } from './fusedLayout.ts';
import { lossCode } from './lossCode.ts';
import { DROPOUT, optimizerCode, PLAN_STRUCT, TRAIN_BINDINGS } from './planCode.ts';
import type { ShaderProgram } from './Pipelines.ts';

/** Hidden layers and output at most (`LIMITS.hiddenLayers` and one). */
export const MOST_LAYERS = 13;
/** Words of the uniform block before the table of layers; eight words a layer follow. */
export const CALL_WORDS = 16;
export const LAYER_WORDS = 8;

const HEADER = `
struct Layer { inputs: u32, units: u32, kernel: u32, activation: u32, fromAt: u32, toAt: u32, deltaAt: u32, spare: u32 }
struct Call {
  layers: u32, inputs: u32, outputs: u32, parameters: u32,
  stateLength: u32, stride: u32, samples: u32, lanes: u32,
  gradientAt: u32, partialsAt: u32, inputAt: u32, steps: u32,
  slotsAt: u32, spare1: u32, spare2: u32, spare3: u32,
  layer: array<Layer, ${MOST_LAYERS}>,
}
${TRAIN_BINDINGS}@group(0) @binding(9) var<storage, read> gradientTable: array<u32>;
`;

interface Variant {
  readonly layout: FusedLayout;
  readonly slots: number;
  readonly dropsOut: boolean;
}

/** Forward of one layer for the lane's sample. A lane that has the sample to itself takes four units at a time. */
function forwardCode({ layout, dropsOut }: Variant): string {
  const activate = dropsOut
    ? 'activate(layer.activation, z) * kept(dropoutKey(number, l), done + b, u, layer.units)'
    : 'activate(layer.activation, z)';
  const at = 'mem[layer.deltaAt + u * stride + b]';
  const finish = `let a = ${activate};
            mem[layer.toAt + u * stride + b] = a.x;
            ${at} = a.y;`;
  const sums = (first: string, advance: string, store: string): string => `
        for (var u = ${first}; u < layer.units; u += ${advance}) {
          var z = 0.0;
          var w = layer.kernel + u;
          var a = layer.fromAt + b;
          for (var i = 0u; i <= layer.inputs; i++) {
            z += mem[w] * mem[a];
            w += layer.units;
            a += stride;
          }
          ${store}
        }`;
  if (layout.lanes > 1) {
    return sums('t', 'call.lanes', `if (l == last) { ${at} = z; } else { ${finish} }`);
  }
  // Sums first and activations in a loop of their own: the compiler copies neither into the other's unrolled body.
  return `
        var first = 0u;
        for (; first + 4u <= layer.units; first += 4u) {
          var z = vec4<f32>();
          var w = layer.kernel + first;
          var a = layer.fromAt + b;
          for (var i = 0u; i <= layer.inputs; i++) {
            z += vec4<f32>(mem[w], mem[w + 1u], mem[w + 2u], mem[w + 3u]) * mem[a];
            w += layer.units;
            a += stride;
          }
          a = layer.deltaAt + first * stride + b;
          mem[a] = z.x;
          mem[a + stride] = z.y;
          mem[a + 2u * stride] = z.z;
          mem[a + 3u * stride] = z.w;
        }
        ${sums('first', '1u', `${at} = z;`)}
        if (l < last) {
          for (var u = 0u; u < layer.units; u++) {
            let z = ${at};
            ${finish}
          }
        }`;
}

/** Every lane's own parameters: gradient over the samples in flight, then the optimiser's rule. */
function updateCode({ layout, slots }: Variant): string {
  const inMemory = layout.slotsFit;
  const slot = (n: number): string =>
    n > slots
      ? '0.0'
      : inMemory
        ? `mem[${n}u * call.parameters + p]`
        : `state[stateAt + ${n}u * call.parameters + p]`;
  const stores = Array.from({ length: slots }, (_, n) => `${slot(n + 1)} = next[${n + 1}];`).join(
    '\n          ',
  );
  const update = `let next = updated(mem[p], g, ${slot(1)}, ${slot(2)}, (rows >> 31u) == 1u, correction);
          mem[p] = next.x;
          ${stores}`;
  return `
      for (var p = lane; p < call.parameters; p += ${layout.workgroupSize}u) {
        let rows = gradientTable[p];
        var a = rows & 0xffffu;
        var d = (rows >> 16u) & 0x7fffu;
        var g = 0.0;
        for (var n = 0u; n < here; n++) { g += mem[a + n] * mem[d + n]; }
        ${
          layout.chunked
            ? `if (done > 0u) { g += mem[call.gradientAt + p]; }
        if (done + here < size) { mem[call.gradientAt + p] = g; } else {
          ${update}
        }`
            : update
        }
      }`;
}

function mainCode(variant: Variant): string {
  const { layout, slots } = variant;
  const barrier = layout.lanes > 1 ? 'workgroupBarrier();' : '';
  const loaded = layout.slotsFit ? `call.parameters * ${1 + slots}u` : 'call.parameters';
  const size = `${layout.workgroupSize}u`;
  return `
var<workgroup> mem: array<f32, ${layout.floats}>;

@compute @workgroup_size(${layout.workgroupSize})
fn main(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) group: vec3<u32>) {
  let stateAt = group.x * call.stateLength;
  let stride = call.stride;
  let last = call.layers - 1u;
  for (var p = lane; p < ${loaded}; p += ${size}) { mem[p] = state[stateAt + p]; }
  for (var l = 0u; l < call.layers; l++) {
    let ones = call.layer[l].fromAt + call.layer[l].inputs * stride;
    for (var n = lane; n < stride; n += ${size}) { mem[ones + n] = 1.0; }
  }
  let b = lane % call.samples;
  let t = lane / call.samples;
  workgroupBarrier();
  for (var s = span.first; s < span.first + span.count; s++) {
    let step = steps[s];
    let size = step.y;
    let correction = vec2<f32>(bitcast<f32>(step.z), bitcast<f32>(step.w));
    let number = plan.spare + s;
    var judged = vec2<f32>();
    for (var done = 0u; done < size; done += call.samples) {
      let here = min(size - done, call.samples);
      let busy = t < call.lanes && b < here;
      var sample = 0u;
      if (busy) {
        sample = u32(order[step.x + done + b]);
        for (var i = t; i < call.inputs; i += call.lanes) {
          mem[call.inputAt + i * stride + b] = x[sample * call.inputs + i];
        }
      }
      ${barrier}
      for (var l = 0u; l < call.layers; l++) {
        let layer = call.layer[l];
        if (busy) {${forwardCode(variant)}
        }
        ${barrier}
      }
      if (busy && t == 0u) {
        judged += judge(call.layer[last].deltaAt + b, stride, sample * call.outputs, call.outputs, 1.0 / f32(size));
      }
      mem[call.partialsAt + 2u * lane] = judged.x;
      mem[call.partialsAt + 2u * lane + 1u] = judged.y;
      ${barrier}
      for (var l = last; l > 0u; l--) {
        let layer = call.layer[l];
        let before = call.layer[l - 1u].deltaAt + b;
        if (busy) {
          for (var i = t; i < layer.inputs; i += call.lanes) {
            var sum = 0.0;
            var w = layer.kernel + i * layer.units;
            var d = layer.deltaAt + b;
            for (var u = 0u; u < layer.units; u++) {
              sum += mem[w] * mem[d];
              w++;
              d += stride;
            }
            mem[before + i * stride] *= sum;
          }
        }
        ${barrier}
      }
      ${barrier === '' ? 'workgroupBarrier();' : ''}
      if (lane == 0u && done + here == size) {
        var total = vec2<f32>();
        for (var n = 0u; n < min(size, call.samples); n++) {
          total += vec2<f32>(mem[call.partialsAt + 2u * n], mem[call.partialsAt + 2u * n + 1u]);
        }
        let at = 2u * (group.x * call.steps + s);
        metrics[at] = total.x / f32(size);
        metrics[at + 1u] = total.y;
      }
      ${updateCode(variant)}
      workgroupBarrier();
    }
  }
  for (var p = lane; p < ${loaded}; p += ${size}) { state[stateAt + p] = mem[p]; }
}
`;
}

/** The shader for a shape, plan and layout; its key names all that the text depends on. */
export function fusedTrainProgram(shape: NetworkShape, plan: TrainPlan, layout: FusedLayout): ShaderProgram {
  const used = activationsUsed(shape.layers);
  const output = (shape.layers.at(-1)?.activation ?? 'linear') as OutputActivation;
  const slots = SLOTS_OF_OPTIMIZER[plan.optimizer.name];
  const dropsOut = plan.dropout > 0;
  const isSingle = shape.layers.at(-1)?.units === 1;
  const key = [
    'fusedTrain',
    used.join('+'),
    output,
    isSingle,
    plan.loss,
    plan.optimizer.name,
    dropsOut,
    layout.workgroupSize,
    layout.floats,
    layout.lanes > 1,
    layout.slotsFit,
    layout.chunked,
  ].join(' ');
  return {
    key,
    bindings: [
      ...(['uniform', 'uniform', 'span', 'write', 'write'] as const),
      ...(['read', 'read', 'read', 'read', 'read'] as const),
    ],
    code: () =>
      [
        PLAN_STRUCT,
        HEADER,
        ARITHMETIC,
        activationCode(used),
        dropsOut ? DROPOUT : '',
        lossCode(plan.loss, output, 'mem', isSingle),
        optimizerCode(plan.optimizer.name),
        mainCode({ layout, slots, dropsOut }),
      ].join('\n'),
  };
}
