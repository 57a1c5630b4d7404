import * as say from '#messages/generated/modelFormats.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import { configOf, weightsFile } from './modelTensors.ts';

export const safetensors = {
  name: 'safetensors',
  label: 'safetensors',
  group: 'anywhere',
  about: say.safetensors,
  parity: { difference: 7.9e-8, runtime: 'safetensors, NumPy 2.4' },
  files: (model) => [
    { name: 'config.json', text: `${JSON.stringify(configOf(model), null, 2)}\n` },
    { name: `${model.name}.safetensors`, bytes: weightsFile(model) },
  ],
  howToRun: ({ name }) => [
    'pip install safetensors numpy',
    `python -c "from safetensors.numpy import load_file; w = load_file('${name}.safetensors'); print({k: v.shape for k, v in w.items()})"`,
    '# kernels are [out, in] under the names of torch.nn.Sequential; config.json has the way from raw rows to inputs',
  ],
} as const satisfies ModelFormat;
