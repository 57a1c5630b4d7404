import { samplesFiles } from '../../code/samplesNpz.ts';
import * as say from '#messages/generated/modelFormats.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import { weightsFile } from '../safetensors/modelTensors.ts';
import { modelPython } from './modelPython.ts';
import { trainPython } from './trainPython.ts';

export const pytorch = {
  name: 'pytorch',
  label: 'PyTorch',
  group: 'python',
  about: say.pytorch,
  parity: { difference: 3.1e-7, runtime: 'PyTorch 2.15' },
  files: (model) => [
    { name: `${model.name}.py`, text: modelPython(model) },
    { name: `train_${model.name}.py`, text: trainPython(model) },
    { name: `${model.name}.safetensors`, bytes: weightsFile(model) },
    ...samplesFiles(model),
  ],
  howToRun: ({ name, samples }) => [
    `pip install torch safetensors numpy${samples ? '' : ' torchvision'}`,
    `python ${name}.py         # answers golden.json, tells the largest difference`,
    `python train_${name}.py   # trains the same network from scratch`,
  ],
} as const satisfies ModelFormat;
