/** A dense network from a safetensors file that Fanout wrote: activations are in its metadata, weights under PyTorch's names. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import { transposed } from '../../formats/safetensors/modelTensors.ts';
import type { ModelLayer } from '../../ModelToExport.ts';
import type { ImportedModel } from '../ImportedModel.ts';
import { fieldOf, jsonObject, shapeOf, textOf, type Json } from '../json.ts';
import { checkedLayers, checkSize, isActivation } from '../LayerDraft.ts';

/** The header of a network of this size is a few thousand bytes; its metadata may hold a table. */
const MOST_HEADER = 4_000_000;

/** @throws where it is broken, or does not tell its activations */
export function readSafetensors(bytes: Uint8Array): ImportedModel {
  const { header, data } = headerOf(bytes);
  const config = jsonObject(
    new TextEncoder().encode(textOf(fieldOf(fieldOf(header, '__metadata__'), 'fanout'))),
  );
  const described = fieldOf(config, 'layers');
  if (!config || !Array.isArray(described)) throw failed(failures.noActivations());
  const layers = described.map((layer: unknown, i): ModelLayer => {
    const activation = fieldOf(layer, 'activation');
    if (!isActivation(activation)) throw failed(failures.activation({ name: String(activation) }));
    const weight = tensor(header, data, `${2 * i}.weight`);
    const bias = tensor(header, data, `${2 * i}.bias`);
    const [units = 0, inputs = 0] = weight.shape;
    checkSize(inputs, units);
    if (weight.shape.length !== 2 || bias.values.length !== units)
      throw failed(failures.layersDoNotFit({ place: i + 1 }));
    return { inputs, units, activation, kernel: transposed(weight.values, units, inputs), bias: bias.values };
  });
  const of = (name: string): unknown => fieldOf(config, name);
  return {
    layers: checkedLayers(layers),
    experiment: of('experiment'),
    epoch: of('epoch'),
    step: of('step'),
  };
}

function headerOf(bytes: Uint8Array): { header: Json; data: Uint8Array } {
  if (bytes.length < 8) throw failed(failures.brokenSafetensors());
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (length > MOST_HEADER || length > bytes.length - 8) throw failed(failures.brokenSafetensors());
  const header = jsonObject(bytes.subarray(8, 8 + length));
  if (!header) throw failed(failures.brokenSafetensors());
  return { header, data: bytes.subarray(8 + length) };
}

/** A tensor of single precision: its place must lie in the file and hold just the numbers of its shape. */
function tensor(
  header: Json,
  data: Uint8Array,
  name: string,
): { shape: readonly number[]; values: Float32Array } {
  const entry = fieldOf(header, name);
  if (entry === undefined) throw failed(failures.noWeights({ name }));
  const dtype = fieldOf(entry, 'dtype');
  if (dtype !== 'F32') throw failed(failures.weightType({ type: String(dtype) }));
  const shape = shapeOf(fieldOf(entry, 'shape'));
  const [begin, end, ...more] = shapeOf(fieldOf(entry, 'data_offsets')) ?? [];
  const count = shape?.reduce((product, dim) => product * dim, 1);
  const isThere =
    shape &&
    begin !== undefined &&
    end !== undefined &&
    more.length === 0 &&
    end <= data.length &&
    end - begin === 4 * count!;
  if (!isThere) throw failed(failures.brokenSafetensors());
  const view = new DataView(data.buffer, data.byteOffset + begin, end - begin);
  return { shape, values: Float32Array.from({ length: count! }, (_, i) => view.getFloat32(4 * i, true)) };
}
