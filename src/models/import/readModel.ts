/** Reads a network from files of other programs. Which format it is, the bytes say, not the name. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import { fieldOf, jsonObject } from './json.ts';
import type { GivenFile, ImportedModel } from './ImportedModel.ts';
import { readKeras } from './keras/readKeras.ts';
import { readOnnx } from './onnx/readOnnx.ts';
import { readSafetensors } from './safetensors/readSafetensors.ts';
import { readLayersModel } from './tfjs/readLayersModel.ts';

/**
 * @param files of one network: most formats are one file, TensorFlow.js has `model.json` and its weights
 * @throws Error with a sentence: what is in the way, or what is missing
 */
export function readModel(files: readonly GivenFile[]): ImportedModel {
  for (const { bytes } of files) {
    const json = bytes[0] === BRACE ? jsonObject(bytes) : null;
    if (json && fieldOf(json, 'modelTopology') !== undefined) return readLayersModel(json, files);
  }
  const keras = files.find(({ bytes }) => bytes[0] === ZIP[0] && bytes[1] === ZIP[1]);
  if (keras) return readKeras(keras.bytes);
  const safetensors = files.find(({ bytes }) => bytes[8] === BRACE && bytes[7] === 0);
  if (safetensors) return readSafetensors(safetensors.bytes);
  // The first field of an ONNX file is its version, a small number.
  const onnx = files.find(({ name, bytes }) => bytes[0] === ONNX || /\.onnx$/i.test(name));
  if (onnx) return readOnnx(onnx.bytes);
  throw failed(failures.noModel({ name: files[0]?.name ?? '' }));
}

const BRACE = 0x7b;
const ZIP = [0x50, 0x4b] as const;
const ONNX = 0x08;
