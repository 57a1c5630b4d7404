import * as say from '#messages/generated/serverFormats.ts';
import { bentoBatching, bentoDecorator } from '../../code/plans/bentoBatching.ts';
import { oneLine, titleLine } from '../../code/titleLine.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { onnx } from '../onnx/format.ts';
import { onnxModel } from '../onnx/onnxModel.ts';

export const bentoml = {
  name: 'bentoml',
  label: 'BentoML',
  group: 'server',
  about: say.bentoml,
  files: (model) => [
    { name: 'service.py', text: serviceCode(model) },
    { name: 'model.onnx', bytes: onnxModel(model) },
  ],
  howToRun: ({ golden }) => [
    'pip install bentoml onnxruntime',
    'bentoml serve service:Model --port 3000',
    `curl -H 'Content-Type: application/json' -d '{"rows": [[${(golden.rows[0] ?? []).slice(0, 8).join(', ')}]]}' 127.0.0.1:3000/predict`,
  ],
  whyNot: onnx.whyNot,
} as const satisfies ModelFormat;

function serviceCode(model: ModelToExport): string {
  const { serving } = model.experiment;
  const { workers, concurrency, notes } = bentoBatching(serving);
  return `# ${titleLine(model)}
${notes.map((note) => `# ${oneLine(note)}\n`).join('')}import pathlib

import bentoml
import numpy as np
import onnxruntime as ort

MODEL = pathlib.Path(__file__).with_name("model.onnx").read_bytes()


@bentoml.service(workers=${workers}, traffic={"max_concurrency": ${concurrency}})
class Model:
    def __init__(self) -> None:
        self.session = ort.InferenceSession(MODEL, providers=["CPUExecutionProvider"])

    ${bentoDecorator(serving)}
    def predict(self, rows: np.ndarray) -> np.ndarray:
        """The rows of all requests of a batch, one below another."""
        (outputs,) = self.session.run(None, {"input": rows.astype(np.float32)})
        return outputs
`;
}
