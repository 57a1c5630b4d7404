/** A dense network from a layers model of TensorFlow.js: `model.json` and the files of weights that it names. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import type { ModelLayer } from '../../ModelToExport.ts';
import { denseTopology } from '../denseTopology.ts';
import type { GivenFile, ImportedModel } from '../ImportedModel.ts';
import { asObject, fieldOf, shapeOf, textOf, type Json } from '../json.ts';
import { checkedLayers, checkSize } from '../LayerDraft.ts';
import { unfoldScaling } from './unfoldScaling.ts';

interface Weights {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * @param json of `model.json`
 * @param files all that were given: weights are found by the last part of their names, and nothing is fetched
 */
export function readLayersModel(json: Json, files: readonly GivenFile[]): ImportedModel {
  const given = fieldOf(json, 'modelTopology');
  const topology = fieldOf(given, 'model_config') ?? given;
  if (!asObject(topology)) throw failed(failures.noTopology());
  const dense = denseTopology(topology);
  const weights = readWeights(json, files);
  const named = (name: string, part: string): Weights | undefined =>
    [...weights].find(([key]) => key === `${name}/${part}` || key.endsWith(`/${name}/${part}`))?.[1];
  const layers = dense.map(({ name, units, usesBias, activation }, i): ModelLayer => {
    const kernel = named(name, 'kernel');
    const bias = usesBias
      ? named(name, 'bias')
      : { values: new Float32Array(checkedUnits(units)), shape: [units] };
    if (!kernel || !bias) throw failed(failures.noWeights({ name: `${name}/${kernel ? 'bias' : 'kernel'}` }));
    const [inputs = 0] = kernel.shape;
    checkSize(inputs, units);
    if (kernel.shape.length !== 2 || kernel.shape[1] !== units)
      throw failed(failures.layersDoNotFit({ place: i + 1 }));
    return { inputs, units, activation, kernel: kernel.values, bias: bias.values };
  });
  const metadata = fieldOf(json, 'userDefinedMetadata');
  const experiment = fieldOf(metadata, 'experiment');
  const checked = checkedLayers(layers);
  if (experiment === undefined) return { layers: checked };
  const own =
    fieldOf(metadata, 'takes') === 'rows' ? unfoldScaling(checked, fieldOf(metadata, 'inputs')) : checked;
  return {
    layers: checkedLayers(own),
    experiment,
    epoch: fieldOf(metadata, 'epoch'),
    step: fieldOf(metadata, 'step'),
  };
}

function checkedUnits(units: number): number {
  checkSize(1, units);
  return units;
}

/** All weights by name, in the order of the manifest, each held to the bytes that there are. */
function readWeights(json: Json, files: readonly GivenFile[]): Map<string, Weights> {
  const found = new Map<string, Weights>();
  const groups = fieldOf(json, 'weightsManifest');
  if (!Array.isArray(groups)) throw failed(failures.noTopology());
  for (const group of groups as unknown[]) {
    const paths = fieldOf(group, 'paths');
    const bytes = joined(Array.isArray(paths) ? paths.map((path) => fileNamed(textOf(path), files)) : []);
    const entries = fieldOf(group, 'weights');
    let at = 0;
    for (const entry of Array.isArray(entries) ? (entries as unknown[]) : []) {
      const name = textOf(fieldOf(entry, 'name'));
      const dtype = fieldOf(entry, 'dtype');
      if (dtype !== 'float32' || fieldOf(entry, 'quantization') !== undefined) {
        throw failed(failures.weightType({ type: dtype === 'float32' ? 'quantized' : String(dtype) }));
      }
      const shape = shapeOf(fieldOf(entry, 'shape'));
      const count = shape?.reduce((product, dim) => product * dim, 1) ?? Number.NaN;
      if (!shape || !(4 * count <= bytes.length - at)) throw failed(failures.weightsCut({ name }));
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4 * count);
      found.set(name, {
        shape,
        values: Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i, true)),
      });
      at += 4 * count;
    }
  }
  return found;
}

function fileNamed(path: string, files: readonly GivenFile[]): Uint8Array {
  const name = path.split('/').at(-1)!;
  const file = files.find((each) => each.name.split('/').at(-1) === name);
  if (!file) throw failed(failures.fileMissing({ name }));
  return file.bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
