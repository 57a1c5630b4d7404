import * as say from '#messages/generated/modelFormats.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import { numpyCode } from './numpyCode.ts';

export const numpy = {
  name: 'numpy',
  label: 'NumPy',
  group: 'python',
  about: say.numpy,
  parity: { difference: 7.9e-8, runtime: 'NumPy 2.4' },
  files: (model) => [{ name: `${model.name}.py`, text: numpyCode(model) }],
  howToRun: ({ name, output, columns }) => [
    'pip install numpy',
    `python ${name}.py   # answers golden.json, tells the largest difference`,
    `python -c "from ${name} import *; print(${output.kind === 'classes' ? 'classify' : 'values'}([[0] * ${columns.length}]))"`,
  ],
} as const satisfies ModelFormat;
