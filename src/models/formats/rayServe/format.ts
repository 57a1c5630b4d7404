import * as say from '#messages/generated/serverFormats.ts';
import { rayBatching, rayDecorator } from '../../code/plans/rayBatching.ts';
import { oneLine, titleLine } from '../../code/titleLine.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { onnx } from '../onnx/format.ts';
import { onnxModel } from '../onnx/onnxModel.ts';

export const rayServe = {
  name: 'ray-serve',
  label: 'Ray Serve',
  group: 'server',
  about: say.rayServe,
  files: (model) => [
    { name: 'serve_app.py', text: appCode(model) },
    { name: 'model.onnx', bytes: onnxModel(model) },
  ],
  howToRun: ({ golden }) => [
    'pip install "ray[serve]" onnxruntime',
    'serve run serve_app:app',
    `curl -d '[${(golden.rows[0] ?? []).slice(0, 8).join(', ')}]' 127.0.0.1:8000`,
  ],
  whyNot: onnx.whyNot,
} as const satisfies ModelFormat;

function appCode(model: ModelToExport): string {
  const { serving } = model.experiment;
  const batching = rayBatching(serving);
  return `# ${titleLine(model)}
${batching.notes.map((note) => `# ${oneLine(note)}\n`).join('')}import pathlib

import numpy as np
import onnxruntime as ort
from ray import serve
from starlette.requests import Request

MODEL = pathlib.Path(__file__).with_name("model.onnx").read_bytes()


@serve.deployment(max_ongoing_requests=${batching.ongoing}, max_queued_requests=${batching.queued})
class Model:
    def __init__(self) -> None:
        self.session = ort.InferenceSession(MODEL, providers=["CPUExecutionProvider"])

    ${rayDecorator(serving)}
    async def predict(self, rows: list[list[float]]) -> list[list[float]]:
        """All requests of a batch at once: one row each."""
        (outputs,) = self.session.run(None, {"input": np.asarray(rows, np.float32)})
        return outputs.tolist()

    async def __call__(self, request: Request) -> list[float]:
        return await self.predict(await request.json())


app = Model.bind()
`;
}
