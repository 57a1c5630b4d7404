/** All formats in which a network can be taken away, in the order of the list. To add one: a folder in `formats/`, and its line here. */
import { failed } from '#messages/Failure.ts';
import { goldenFile } from './goldenFile.ts';
import type { ModelFile, ModelFormat } from './ModelFormat.ts';
import type { ModelToExport } from './ModelToExport.ts';
import { bentoml } from './formats/bentoml/format.ts';
import { card } from './formats/card/format.ts';
import { goService } from './formats/goService/format.ts';
import { gomlx } from './formats/gomlx/format.ts';
import { grafana } from './formats/grafana/format.ts';
import { javascript } from './formats/javascript/format.ts';
import { keras } from './formats/keras/format.ts';
import { kserve } from './formats/kserve/format.ts';
import { numpy } from './formats/numpy/format.ts';
import { onnx } from './formats/onnx/format.ts';
import { pytorch } from './formats/pytorch/format.ts';
import { rayServe } from './formats/rayServe/format.ts';
import { risingwave } from './formats/risingwave/format.ts';
import { safetensors } from './formats/safetensors/format.ts';
import { tfjs } from './formats/tfjs/format.ts';
import { triton } from './formats/triton/format.ts';

export const MODEL_FORMATS: readonly ModelFormat[] = [
  pytorch,
  keras,
  numpy,
  tfjs,
  javascript,
  gomlx,
  goService,
  onnx,
  safetensors,
  triton,
  kserve,
  rayServe,
  bentoml,
  grafana,
  risingwave,
  card,
];

/**
 * The files of an export, `golden.json` the last.
 * @throws where this network cannot be taken away in this format, says why
 */
export function exportFiles(format: ModelFormat, model: ModelToExport): readonly ModelFile[] {
  const reason = format.whyNot?.(model);
  if (reason) throw failed(reason);
  return [...format.files(model), goldenFile(model)];
}
