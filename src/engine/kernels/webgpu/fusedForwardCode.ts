/**
 * WGSL of the forward pass for narrow networks: one lane takes one sample through all layers on its own, with two
 * columns of memory for the layer it reads and the layer it writes, so there is no barrier. Weights are read straight
 * from the parameters: all lanes want the same one at the same time. On a software adapter the columns are private:
 * workgroup memory is cleared behind a barrier, and a shader with a barrier takes such an adapter 0.4 s to compile.
 */
import type { NetworkShape } from '../../../spec/networkShape.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import { MOST_LAYERS } from './fusedTrainCode.ts';
import { softmaxCode } from './lossCode.ts';
import type { ShaderProgram } from './Pipelines.ts';

export const FORWARD_LANES = 64;
/** Two columns of this many floats for 64 lanes are the 16 KiB that every device has. */
export const WIDEST_FUSED_FORWARD = 32;
export const FORWARD_CALL_WORDS = 8;
export const FORWARD_LAYER_WORDS = 4;

const HEADER = `
struct Layer { inputs: u32, units: u32, kernel: u32, activation: u32 }
struct Call {
  layers: u32, inputs: u32, outputs: u32, rowLength: u32,
  count: u32, unitCount: u32, spare1: u32, spare2: u32,
  layer: array<Layer, ${MOST_LAYERS}>,
}
struct Span { first: u32, count: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<uniform> span: Span;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> result: array<f32>;
`;

function mainCode(softmax: boolean, everyLayer: boolean, columns: number, software: boolean): string {
  const next = software ? 1 : FORWARD_LANES;
  const value = softmax
    ? 'select(activate(layer.activation, z).x, z, l == last)'
    : 'activate(layer.activation, z).x';
  const picture = (u: string, v: string): string =>
    everyLayer ? `result[(group.y * call.unitCount + unitAt + ${u}) * call.count + n] = ${v};` : '';
  const store = `let v = ${value};
        mem[to + u * ${next}u] = v;
        ${picture('u', 'v')}`;
  const outputs = everyLayer
    ? `unitAt -= call.outputs;
  for (var k = 0u; k < call.outputs; k++) { ${picture('k', `mem[at + k * ${next}u]`)} }`
    : `for (var k = 0u; k < call.outputs; k++) {
    result[(group.y * call.count + n) * call.outputs + k] = mem[at + k * ${next}u];
  }`;
  return `
var<${software ? 'private' : 'workgroup'}> mem: array<f32, ${2 * columns * next}>;

@compute @workgroup_size(${FORWARD_LANES})
fn main(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) group: vec3<u32>) {
  let place = group.x * ${FORWARD_LANES}u + lane;
  if (place >= span.count) { return; }
  let n = span.first + place;
  let row = group.y * call.rowLength;
  let last = call.layers - 1u;
  var at = ${software ? '0u' : 'lane'};
  var to = at + ${columns * next}u;
  var unitAt = 0u;
  for (var i = 0u; i < call.inputs; i++) { mem[at + i * ${next}u] = x[n * call.inputs + i]; }
  for (var l = 0u; l < call.layers; l++) {
    let layer = call.layer[l];
    let bias = row + layer.kernel + layer.inputs * layer.units;
    var u = 0u;
    for (; u + 4u <= layer.units; u += 4u) {
      var w = bias + u;
      var z = vec4<f32>(parameters[w], parameters[w + 1u], parameters[w + 2u], parameters[w + 3u]);
      w = row + layer.kernel + u;
      for (var i = 0u; i < layer.inputs; i++) {
        let a = mem[at + i * ${next}u];
        z += vec4<f32>(parameters[w], parameters[w + 1u], parameters[w + 2u], parameters[w + 3u]) * a;
        w += layer.units;
      }
      let first = to + u * ${next}u;
      mem[first] = z.x;
      mem[first + ${next}u] = z.y;
      mem[first + ${2 * next}u] = z.z;
      mem[first + ${3 * next}u] = z.w;
    }
    for (; u < layer.units; u++) {
      var z = parameters[bias + u];
      var w = row + layer.kernel + u;
      for (var i = 0u; i < layer.inputs; i++) {
        z += parameters[w] * mem[at + i * ${next}u];
        w += layer.units;
      }
      mem[to + u * ${next}u] = z;
    }
    for (u = 0u; u < layer.units; u++) {
      let z = mem[to + u * ${next}u];
      ${store}
    }
    unitAt += layer.units;
    let written = to;
    to = at;
    at = written;
  }
  ${softmax ? `softmaxRow(at, ${next}u, call.outputs);` : ''}
  ${softmax || !everyLayer ? outputs : ''}
}
`;
}

/** The shader for these activations; `columns` is the widest layer, inputs included, rounded up. */
export function fusedForwardProgram(
  shape: NetworkShape,
  everyLayer: boolean,
  columns: number,
  software: boolean,
): ShaderProgram {
  const used = activationsUsed(shape.layers);
  const softmax = shape.layers.at(-1)?.activation === 'softmax';
  return {
    key: ['fusedForward', used.join('+'), softmax, everyLayer, columns, software].join(' '),
    bindings: ['uniform', 'span', 'read', 'read', 'write'],
    code: () =>
      [
        HEADER,
        ARITHMETIC,
        activationCode(used),
        softmax ? softmaxCode('mem') : '',
        mainCode(softmax, everyLayer, columns, software),
      ].join('\n'),
  };
}
