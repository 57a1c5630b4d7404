/**
 * The weights of a network under PyTorch's names and in its layout, so that `load_state_dict` of an `nn.Sequential` of Linear and
 * activation takes them as they are: `0.weight` [out, in], `0.bias`, `2.weight` and so on.
 */
import type { ModelLayer, ModelToExport } from '../../ModelToExport.ts';
import { safetensorsFile, type Tensor } from './safetensorsFile.ts';

export function weightsFile(model: ModelToExport): Uint8Array {
  return safetensorsFile(modelTensors(model.layers), {
    format: 'pt',
    fanout: JSON.stringify(configOf(model)),
  });
}

export function modelTensors(layers: readonly ModelLayer[]): Tensor[] {
  return layers.flatMap(({ inputs, units, kernel, bias }, i) => [
    { name: `${2 * i}.weight`, shape: [units, inputs], values: transposed(kernel, inputs, units) },
    { name: `${2 * i}.bias`, shape: [units], values: bias },
  ]);
}

/** [rows][columns] to [columns][rows]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = values[row * columns + column]!;
    }
  }
  return turned;
}

/** All but the weights, as plain JSON. */
export function configOf({
  layers,
  columns,
  inputs,
  output,
  epoch,
  step,
  metrics,
  experiment,
  ...model
}: ModelToExport) {
  return {
    fanout: model.version,
    title: model.title,
    layers: layers.map((layer) => ({
      inputs: layer.inputs,
      units: layer.units,
      activation: layer.activation,
    })),
    columns,
    inputs,
    output,
    epoch,
    step,
    metrics,
    link: model.link,
    experiment,
  };
}
