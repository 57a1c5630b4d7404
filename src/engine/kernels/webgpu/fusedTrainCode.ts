/**
 * WGSL of the fused trainer: one workgroup trains one network, and the loop over mini-batches runs inside the shader. The
 * network's widths are data (a uniform table), so that adding a unit needs no new shader; only what changes the
 * arithmetic (activations, loss, optimiser, dropout) and the workgroup's size does. One step: gather the batch, forward
 * layer by layer (value and derivative), loss and gradient, deltas backwards, then each invocation updates its share of the
 * parameters.
 */
import { MAX_LAYERS } from '#experiment/limits.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { type NetworkShape, outputLayer } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import type { FusedLayout } from './fusedLayout.ts';
import { lossCode } from './lossCode.ts';
import { updateCode, type Variant } from './fusedUpdateCode.ts';
import type { ShaderProgram } from './Pipelines.ts';
import {
  CLIPPING_CODE,
  clippingOf,
  DROPOUT,
  optimizerCode,
  HYPERPARAMETERS_STRUCT,
} from './hyperparametersCode.ts';

/** Words of the uniform buffer before the layer table, which has eight words a layer. */
export const CALL_WORDS = 16;
export const LAYER_WORDS = 8;

const HEADER = `
struct Layer { inputs: u32, units: u32, kernel: u32, activation: u32, sourceOffset: u32, targetOffset: u32, @size(8) deltaOffset: u32 }
struct Call {
  layers: u32, inputs: u32, outputs: u32, parameters: u32,
  stateLength: u32, stride: u32, samples: u32, invocationsPerSample: u32,
  gradientOffset: u32, partialsOffset: u32, inputOffset: u32, steps: u32,
  @size(16) stepsApart: u32,
  layer: array<Layer, ${MAX_LAYERS}>,
}
struct Range { first: u32, count: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<uniform> settings: Hyperparameters;
@group(0) @binding(2) var<uniform> range: Range;
@group(0) @binding(3) var<storage, read_write> state: array<f32>;
@group(0) @binding(4) var<storage, read_write> metrics: array<f32>;
@group(0) @binding(5) var<storage, read> x: array<f32>;
@group(0) @binding(6) var<storage, read> y: array<f32>;
@group(0) @binding(7) var<storage, read> order: array<i32>;
@group(0) @binding(8) var<storage, read> steps: array<vec4<u32>>;
@group(0) @binding(9) var<storage, read> gradientTable: array<u32>;
`;

/** Forward of one layer for the invocation's sample; with the sample to itself it computes four units at a time. */
function forwardCode({ layout, dropsOut }: Variant): string {
  const activate = dropsOut
    ? 'activate(layer.activation, z) * kept(dropoutKey(number, l), done + b, u, layer.units)'
    : 'activate(layer.activation, z)';
  const delta = 'mem[layer.deltaOffset + u * stride + b]';
  const finish = `let a = ${activate};
            mem[layer.targetOffset + u * stride + b] = a.x;
            ${delta} = a.y;`;
  const sums = (first: string, advance: string, store: string): string => `
        for (var u = ${first}; u < layer.units; u += ${advance}) {
          var z = 0.0;
          var w = layer.kernel + u;
          var a = layer.sourceOffset + b;
          for (var i = 0u; i <= layer.inputs; i++) {
            z += mem[w] * mem[a];
            w += layer.units;
            a += stride;
          }
          ${store}
        }`;
  if (layout.invocationsPerSample > 1) {
    return sums('t', 'call.invocationsPerSample', `if (l == last) { ${delta} = z; } else { ${finish} }`);
  }
  // Activations in a separate loop: inside the unrolled loop of sums each would be compiled four times.
  return `
        var first = 0u;
        for (; first + 4u <= layer.units; first += 4u) {
          var z = vec4<f32>();
          var w = layer.kernel + first;
          var a = layer.sourceOffset + b;
          for (var i = 0u; i <= layer.inputs; i++) {
            z += vec4<f32>(mem[w], mem[w + 1u], mem[w + 2u], mem[w + 3u]) * mem[a];
            w += layer.units;
            a += stride;
          }
          a = layer.deltaOffset + first * stride + b;
          mem[a] = z.x;
          mem[a + stride] = z.y;
          mem[a + 2u * stride] = z.z;
          mem[a + 3u * stride] = z.w;
        }
        ${sums('first', '1u', `${delta} = z;`)}
        if (l < last) {
          for (var u = 0u; u < layer.units; u++) {
            let z = ${delta};
            ${finish}
          }
        }`;
}

function mainCode(variant: Variant): string {
  const { layout, slots } = variant;
  const barrier = layout.invocationsPerSample > 1 ? 'workgroupBarrier();' : '';
  const loaded = layout.slotsFit ? `call.parameters * ${1 + slots}u` : 'call.parameters';
  const size = `${layout.workgroupSize}u`;
  return `
var<workgroup> mem: array<f32, ${layout.floats}>;

@compute @workgroup_size(${layout.workgroupSize})
fn main(@builtin(local_invocation_index) invocation: u32, @builtin(workgroup_id) group: vec3<u32>) {
  let stateOffset = group.x * call.stateLength;
  let stride = call.stride;
  let last = call.layers - 1u;
  for (var p = invocation; p < ${loaded}; p += ${size}) { mem[p] = state[stateOffset + p]; }
  for (var l = 0u; l < call.layers; l++) {
    let ones = call.layer[l].sourceOffset + call.layer[l].inputs * stride;
    for (var n = invocation; n < stride; n += ${size}) { mem[ones + n] = 1.0; }
  }
  let b = invocation % call.samples;
  let t = invocation / call.samples;
  workgroupBarrier();
  for (var s = range.first; s < range.first + range.count; s++) {
    let record = 2u * (group.x * call.stepsApart + s);
    let step = steps[record];
    let size = step.y;
    let moment = vec4<f32>(bitcast<vec2<f32>>(step.zw), bitcast<vec2<f32>>(steps[record + 1u].xy));
    let number = settings.firstStep + s;
    var lossAndCorrect = vec2<f32>();
    for (var done = 0u; done < size; done += call.samples) {
      let chunkSize = min(size - done, call.samples);
      let isActive = t < call.invocationsPerSample && b < chunkSize;
      var sample = 0u;
      if (isActive) {
        sample = u32(order[step.x + done + b]);
        for (var i = t; i < call.inputs; i += call.invocationsPerSample) {
          mem[call.inputOffset + i * stride + b] = x[sample * call.inputs + i];
        }
      }
      ${barrier}
      for (var l = 0u; l < call.layers; l++) {
        let layer = call.layer[l];
        if (isActive) {${forwardCode(variant)}
        }
        ${barrier}
      }
      if (isActive && t == 0u) {
        lossAndCorrect += lossAndGradient(call.layer[last].deltaOffset + b, stride, sample * call.outputs, call.outputs, 1.0 / f32(size));
      }
      mem[call.partialsOffset + 2u * invocation] = lossAndCorrect.x;
      mem[call.partialsOffset + 2u * invocation + 1u] = lossAndCorrect.y;
      ${barrier}
      for (var l = last; l > 0u; l--) {
        let layer = call.layer[l];
        let before = call.layer[l - 1u].deltaOffset + b;
        if (isActive) {
          for (var i = t; i < layer.inputs; i += call.invocationsPerSample) {
            var sum = 0.0;
            var w = layer.kernel + i * layer.units;
            var d = layer.deltaOffset + b;
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
      if (invocation == 0u && done + chunkSize == size) {
        var total = vec2<f32>();
        for (var n = 0u; n < min(size, call.samples); n++) {
          total += vec2<f32>(mem[call.partialsOffset + 2u * n], mem[call.partialsOffset + 2u * n + 1u]);
        }
        let metricsOffset = 2u * (group.x * call.steps + s);
        metrics[metricsOffset] = total.x / f32(size);
        metrics[metricsOffset + 1u] = total.y;
      }
      ${updateCode(variant)}
      workgroupBarrier();
    }
  }
  for (var p = invocation; p < ${loaded}; p += ${size}) { state[stateOffset + p] = mem[p]; }
}
`;
}

/** The shader for a shape, hyperparameters and layout; its key names all that the text depends on. */
export function fusedTrainProgram(
  shape: NetworkShape,
  hyperparameters: Hyperparameters,
  layout: FusedLayout,
): ShaderProgram {
  const used = activationsUsed(shape.layers);
  const output = outputLayer(shape).activation;
  const slots = slotCount(hyperparameters.optimizer.name);
  const dropsOut = hyperparameters.dropout > 0;
  const clipping = clippingOf(hyperparameters);
  const isSingle = outputLayer(shape).units === 1;
  const key = [
    'fusedTrain',
    used.join('+'),
    output,
    isSingle,
    hyperparameters.loss,
    hyperparameters.optimizer.name,
    dropsOut,
    layout.workgroupSize,
    layout.floats,
    layout.invocationsPerSample > 1,
    layout.slotsFit,
    layout.chunked,
    clipping,
  ].join(' ');
  return {
    key,
    bindings: [
      ...(['uniform', 'uniform', 'dynamicUniform', 'write', 'write'] as const),
      ...(['read', 'read', 'read', 'read', 'read'] as const),
    ],
    code: () =>
      [
        HYPERPARAMETERS_STRUCT,
        HEADER,
        ARITHMETIC,
        activationCode(used),
        dropsOut ? DROPOUT : '',
        lossCode(hyperparameters.loss, output, 'mem', isSingle),
        optimizerCode(hyperparameters.optimizer.name),
        CLIPPING_CODE[clipping],
        mainCode({ layout, slots, dropsOut, clipping }),
      ].join('\n'),
  };
}
