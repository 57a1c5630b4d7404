/**
 * WGSL of the tiled forward pass for wide networks: a matrix product a layer with bias and activation as its epilogue, and one
 * pass over the rows of a softmax output. Offsets are data, so that all layers share one shader.
 */
import { type NetworkShape, outputLayer } from '#nn/NetworkShape.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import { softmaxCode } from './lossCode.ts';
import { matrixCode, type ProductStyle } from './matrixCode.ts';
import type { BindingKind, ShaderProgram } from './Pipelines.ts';

/** The uniform of one layer and chunk; `tiledForward.ts` writes its words in this order. */
const HEADER = `
struct Layer {
  inputs: u32, units: u32, kernel: u32, activation: u32,
  sourceOffset: u32, sourceStride: u32, targetOffset: u32, targetStride: u32,
  size: u32, isSoftmax: u32, rowLength: u32, transposedOffset: u32,
  transposedStride: u32, count: u32,
}
@group(0) @binding(0) var<uniform> layer: Layer;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> source: array<f32>;
@group(0) @binding(3) var<storage, read_write> target_: array<f32>;
`;

const TRANSPOSED = '@group(0) @binding(4) var<storage, read_write> transposed: array<f32>;';

/** Stores unit n of sample m in the transposed output [units, samples]. */
const storeTransposed = (m: string, n: string, value: string): string =>
  `transposed[r * layer.transposedStride + layer.transposedOffset + ${n} * layer.count + ${m}] = ${value};`;

function productCode(everyLayer: boolean, style: ProductStyle): string {
  const kernelOffset = 'r * layer.rowLength + layer.kernel';
  const sourceOffset = 'r * layer.sourceStride + layer.sourceOffset';
  return matrixCode(
    {
      rows: 'layer.size',
      columns: 'layer.units',
      depth: 'layer.inputs',
      a: 'source',
      aOfRow: `${sourceOffset} + m * layer.inputs`,
      aOfDepth: 'k',
      aAlongDepth: true,
      b: 'parameters',
      bOfColumn: 'n',
      bOfDepth: `${kernelOffset} + k * layer.units`,
      bAlongDepth: false,
      store: `let z = c + parameters[${kernelOffset} + layer.inputs * layer.units + n];
  let v = select(activate(layer.activation, z).x, z, layer.isSoftmax == 1u);
  target_[r * layer.targetStride + layer.targetOffset + m * layer.units + n] = v;
  ${everyLayer ? storeTransposed('m', 'n', 'v') : ''}`,
    },
    style,
  );
}

function softmaxMain(everyLayer: boolean): string {
  return `${softmaxCode('target_')}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let m = id.x;
  let r = id.z;
  if (m >= layer.size) { return; }
  let row = r * layer.targetStride + layer.targetOffset + m * layer.units;
  softmaxRow(row, 1u, layer.units);
  ${everyLayer ? `for (var k = 0u; k < layer.units; k++) { ${storeTransposed('m', 'k', 'target_[row + k]')} }` : ''}
}
`;
}

export function tiledForwardPrograms(
  shape: NetworkShape,
  everyLayer: boolean,
  style: ProductStyle,
): { product: ShaderProgram; softmax: ShaderProgram | undefined } {
  const used = activationsUsed(shape.layers);
  const bindings: BindingKind[] = ['dynamicUniform', 'read', 'read', 'write'];
  if (everyLayer) bindings.push('write');
  const header = HEADER + (everyLayer ? TRANSPOSED : '') + ARITHMETIC;
  return {
    product: {
      key: `forwardProduct ${used.join('+')} ${everyLayer} ${style}`,
      bindings,
      code: () => header + activationCode(used) + productCode(everyLayer, style),
    },
    softmax:
      outputLayer(shape).activation === 'softmax'
        ? { key: `forwardSoftmax ${everyLayer}`, bindings, code: () => header + softmaxMain(everyLayer) }
        : undefined,
  };
}
