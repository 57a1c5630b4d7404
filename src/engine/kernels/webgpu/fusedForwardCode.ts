/**
 * WGSL of the fused forward pass for narrow networks: one invocation takes one sample through all layers, with two columns
 * of memory that take turns as a layer's input and output, so that there is no barrier. Weights are read straight from
 * the parameters, broadcast: all invocations read the same one at the same time. `chooseStyle.ts` says where the
 * columns are.
 */
import { MAX_LAYERS } from '#experiment/limits.ts';
import { type NetworkShape, outputLayer } from '#nn/NetworkShape.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import { softmaxCode } from './lossCode.ts';
import type { ShaderProgram } from './Pipelines.ts';

export const FORWARD_WORKGROUP_SIZE = 64;
/** Two columns of this many floats for 64 invocations are the 16 KiB of workgroup memory that every device has. */
export const WIDEST_FUSED_FORWARD = 32;
/** WGSL address space of the columns. */
export type ColumnSpace = 'workgroup' | 'private';

export const FORWARD_CALL_WORDS = 8;
export const FORWARD_LAYER_WORDS = 4;

const HEADER = `
struct Layer { inputs: u32, units: u32, kernel: u32, activation: u32 }
struct Call {
  layers: u32, inputs: u32, outputs: u32, rowLength: u32,
  count: u32, unitCount: u32,
  @align(16) layer: array<Layer, ${MAX_LAYERS}>,
}
struct Range { first: u32, count: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<uniform> samples: Range;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> result: array<f32>;
`;

function mainCode(softmax: boolean, everyLayer: boolean, columnLength: number, columns: ColumnSpace): string {
  // Interleaved in workgroup memory, so that neighbouring invocations use different banks.
  const stride = columns === 'private' ? 1 : FORWARD_WORKGROUP_SIZE;
  const value = softmax
    ? 'select(activate(layer.activation, z).x, z, l == last)'
    : 'activate(layer.activation, z).x';
  const storeTransposed = (u: string, v: string): string =>
    everyLayer ? `result[(group.y * call.unitCount + unitOffset + ${u}) * call.count + n] = ${v};` : '';
  const store = `let v = ${value};
        mem[output + u * ${stride}u] = v;
        ${storeTransposed('u', 'v')}`;
  const outputs = everyLayer
    ? `unitOffset -= call.outputs;
  for (var k = 0u; k < call.outputs; k++) { ${storeTransposed('k', `mem[input + k * ${stride}u]`)} }`
    : `for (var k = 0u; k < call.outputs; k++) {
    result[(group.y * call.count + n) * call.outputs + k] = mem[input + k * ${stride}u];
  }`;
  return `
var<${columns}> mem: array<f32, ${2 * columnLength * stride}>;

@compute @workgroup_size(${FORWARD_WORKGROUP_SIZE})
fn main(@builtin(local_invocation_index) invocation: u32, @builtin(workgroup_id) group: vec3<u32>) {
  let index = group.x * ${FORWARD_WORKGROUP_SIZE}u + invocation;
  if (index >= samples.count) { return; }
  let n = samples.first + index;
  let row = group.y * call.rowLength;
  let last = call.layers - 1u;
  var input = ${columns === 'private' ? '0u' : 'invocation'};
  var output = input + ${columnLength * stride}u;
  var unitOffset = 0u;
  for (var i = 0u; i < call.inputs; i++) { mem[input + i * ${stride}u] = x[n * call.inputs + i]; }
  for (var l = 0u; l < call.layers; l++) {
    let layer = call.layer[l];
    let bias = row + layer.kernel + layer.inputs * layer.units;
    var u = 0u;
    for (; u + 4u <= layer.units; u += 4u) {
      var w = bias + u;
      var z = vec4<f32>(parameters[w], parameters[w + 1u], parameters[w + 2u], parameters[w + 3u]);
      w = row + layer.kernel + u;
      for (var i = 0u; i < layer.inputs; i++) {
        let a = mem[input + i * ${stride}u];
        z += vec4<f32>(parameters[w], parameters[w + 1u], parameters[w + 2u], parameters[w + 3u]) * a;
        w += layer.units;
      }
      let first = output + u * ${stride}u;
      mem[first] = z.x;
      mem[first + ${stride}u] = z.y;
      mem[first + ${2 * stride}u] = z.z;
      mem[first + ${3 * stride}u] = z.w;
    }
    for (; u < layer.units; u++) {
      var z = parameters[bias + u];
      var w = row + layer.kernel + u;
      for (var i = 0u; i < layer.inputs; i++) {
        z += parameters[w] * mem[input + i * ${stride}u];
        w += layer.units;
      }
      mem[output + u * ${stride}u] = z;
    }
    for (u = 0u; u < layer.units; u++) {
      let z = mem[output + u * ${stride}u];
      ${store}
    }
    unitOffset += layer.units;
    let written = output;
    output = input;
    input = written;
  }
  ${softmax ? `softmaxRow(input, ${stride}u, call.outputs);` : ''}
  ${softmax || !everyLayer ? outputs : ''}
}
`;
}

/** The shader for these activations; `columnLength` is the width of the widest layer, inputs included, rounded up. */
export function fusedForwardProgram(
  shape: NetworkShape,
  everyLayer: boolean,
  columnLength: number,
  columns: ColumnSpace,
): ShaderProgram {
  const used = activationsUsed(shape.layers);
  const softmax = outputLayer(shape).activation === 'softmax';
  return {
    key: ['fusedForward', used.join('+'), softmax, everyLayer, columnLength, columns].join(' '),
    bindings: ['uniform', 'dynamicUniform', 'read', 'read', 'write'],
    code: () =>
      [
        HEADER,
        ARITHMETIC,
        activationCode(used),
        softmax ? softmaxCode('mem') : '',
        mainCode(softmax, everyLayer, columnLength, columns),
      ].join('\n'),
  };
}
