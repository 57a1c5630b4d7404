/**
 * WGSL of the forward pass for wide networks: a matrix product a layer, bias and activation at its end, and one pass
 * over the rows of a softmax output. Where a layer reads and writes is data, so hidden layers share one shader.
 */
import type { NetworkShape } from '../../../spec/networkShape.ts';
import { ARITHMETIC, activationCode, activationsUsed } from './activationCode.ts';
import { softmaxCode } from './lossCode.ts';
import { matrixCode, type ProductStyle } from './matrixCode.ts';
import type { BindingKind, ShaderProgram } from './Pipelines.ts';

/** Words of one layer's span, in this order. */
const HEADER = `
struct Layer {
  inputs: u32, units: u32, kernel: u32, activation: u32,
  sourceAt: u32, sourceNetwork: u32, targetAt: u32, targetNetwork: u32,
  size: u32, isSoftmax: u32, rowLength: u32, pictureAt: u32,
  pictureNetwork: u32, count: u32,
}
@group(0) @binding(0) var<uniform> layer: Layer;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> source: array<f32>;
@group(0) @binding(3) var<storage, read_write> target_: array<f32>;
`;

const PICTURE = '@group(0) @binding(4) var<storage, read_write> picture: array<f32>;';

/** Unit-major: unit n of sample m. */
const showCode = (m: string, n: string, value: string): string =>
  `picture[r * layer.pictureNetwork + layer.pictureAt + ${n} * layer.count + ${m}] = ${value};`;

function productCode(everyLayer: boolean, style: ProductStyle): string {
  const kernelAt = 'r * layer.rowLength + layer.kernel';
  const sourceAt = 'r * layer.sourceNetwork + layer.sourceAt';
  return matrixCode(
    {
      rows: 'layer.size',
      columns: 'layer.units',
      depth: 'layer.inputs',
      a: 'source',
      aOfRow: `${sourceAt} + m * layer.inputs`,
      aOfDepth: 'k',
      aAlongDepth: true,
      b: 'parameters',
      bOfColumn: 'n',
      bOfDepth: `${kernelAt} + k * layer.units`,
      bAlongDepth: false,
      store: `let z = c + parameters[${kernelAt} + layer.inputs * layer.units + n];
  let v = select(activate(layer.activation, z).x, z, layer.isSoftmax == 1u);
  target_[r * layer.targetNetwork + layer.targetAt + m * layer.units + n] = v;
  ${everyLayer ? showCode('m', 'n', 'v') : ''}`,
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
  let at = r * layer.targetNetwork + layer.targetAt + m * layer.units;
  softmaxRow(at, 1u, layer.units);
  ${everyLayer ? `for (var k = 0u; k < layer.units; k++) { ${showCode('m', 'k', 'target_[at + k]')} }` : ''}
}
`;
}

export function tiledForwardPrograms(
  shape: NetworkShape,
  everyLayer: boolean,
  style: ProductStyle,
): { product: ShaderProgram; softmax: ShaderProgram | undefined } {
  const used = activationsUsed(shape.layers);
  const bindings: BindingKind[] = ['span', 'read', 'read', 'write'];
  if (everyLayer) bindings.push('write');
  const header = HEADER + (everyLayer ? PICTURE : '') + ARITHMETIC;
  return {
    product: {
      key: `forwardProduct ${used.join('+')} ${everyLayer} ${style}`,
      bindings,
      code: () => header + activationCode(used) + productCode(everyLayer, style),
    },
    softmax:
      shape.layers.at(-1)?.activation === 'softmax'
        ? { key: `forwardSoftmax ${everyLayer}`, bindings, code: () => header + softmaxMain(everyLayer) }
        : undefined,
  };
}
