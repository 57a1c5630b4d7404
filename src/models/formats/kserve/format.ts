import * as say from '#messages/generated/serverFormats.ts';
import { tritonRepository } from '../../code/plans/tritonRepository.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import { onnx } from '../onnx/format.ts';
import { inferenceServiceYaml } from './inferenceServiceYaml.ts';

export const kserve = {
  name: 'kserve',
  label: 'KServe',
  group: 'server',
  about: say.kserve,
  files: (model) => [
    { name: 'inferenceservice.yaml', text: inferenceServiceYaml(model) },
    ...tritonRepository(model).map((file) => ({ ...file, name: `models/${file.name}` })),
  ],
  howToRun: ({ name }) => [
    'kubectl cp models POD:/mnt/models # onto the volume of the claim that storageUri names',
    'kubectl apply -f inferenceservice.yaml',
    `curl -H "Host: HOST" http://GATEWAY/v2/models/${name}/ready`,
  ],
  whyNot: onnx.whyNot,
} as const satisfies ModelFormat;
