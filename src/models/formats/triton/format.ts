import * as say from '#messages/generated/serverFormats.ts';
import { tritonRepository } from '../../code/plans/tritonRepository.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import { onnx } from '../onnx/format.ts';

export const triton = {
  name: 'triton',
  label: 'Triton',
  group: 'server',
  about: say.triton,
  files: tritonRepository,
  howToRun: ({ name }) => [
    `mkdir models && mv ${name} models/`,
    'docker run --rm -p 8000:8000 -p 8002:8002 -v $PWD/models:/models nvcr.io/nvidia/tritonserver:25.08-py3 tritonserver --model-repository=/models',
    `curl 127.0.0.1:8000/v2/models/${name}`,
  ],
  whyNot: onnx.whyNot,
} as const satisfies ModelFormat;
