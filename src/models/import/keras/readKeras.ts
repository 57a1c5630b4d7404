/** A dense network from a `.keras` file: a zip of the configuration as JSON and the weights as HDF5. Nothing in it is executed. */
import { unzipSync } from 'fflate';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import type { ModelLayer } from '../../ModelToExport.ts';
import { denseTopology } from '../denseTopology.ts';
import type { ImportedModel } from '../ImportedModel.ts';
import { jsonObject } from '../json.ts';
import { checkedLayers, checkSize } from '../LayerDraft.ts';
import { Hdf5File } from './Hdf5File.ts';

const CONFIG = 'config.json';
const WEIGHTS = 'model.weights.h5';
/** Weights and two slots of an optimiser for each; a zip may hold more than it seems to. */
const MOST_BYTES = 64_000_000;

export function readKeras(bytes: Uint8Array): ImportedModel {
  const files = unzipped(bytes);
  const config = files[CONFIG] && jsonObject(files[CONFIG]);
  const weights = files[WEIGHTS];
  if (!config || !weights) throw failed(failures.brokenKeras());
  const dense = denseTopology(config);
  const file = new Hdf5File(weights);
  const layers = dense.map(({ units, usesBias, activation }, i): ModelLayer => {
    // Groups are named by kind and number, not by the names of the layers.
    const group = i === 0 ? 'dense' : `dense_${i}`;
    const kernel = file.array(['layers', group, 'vars', '0']);
    if (!kernel) throw failed(failures.noWeights({ name: group }));
    const [inputs = 0] = kernel.shape;
    checkSize(inputs, units);
    if (kernel.shape.length !== 2 || kernel.shape[1] !== units)
      throw failed(failures.layersDoNotFit({ place: i + 1 }));
    const bias = usesBias ? file.array(['layers', group, 'vars', '1'])?.values : new Float32Array(units);
    if (!bias) throw failed(failures.noWeights({ name: group }));
    return { inputs, units, activation, kernel: kernel.values, bias };
  });
  return { layers: checkedLayers(layers) };
}

function unzipped(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => (name === CONFIG || name === WEIGHTS) && originalSize <= MOST_BYTES,
    });
  } catch {
    throw failed(failures.brokenKeras());
  }
}
