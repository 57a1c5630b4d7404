import * as say from '#messages/generated/modelFormats.ts';
import { npzFile } from '../../code/npzFile.ts';
import { samplesFiles } from '../../code/samplesNpz.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import type { ModelLayer } from '../../ModelToExport.ts';
import { kerasPython } from './kerasPython.ts';
import { trainPython } from './trainPython.ts';

export const keras = {
  name: 'keras',
  label: 'Keras',
  group: 'python',
  about: say.keras,
  parity: { difference: 2.9e-7, runtime: 'Keras 3.15' },
  files: (model) => [
    { name: `${model.name}.py`, text: kerasPython(model) },
    { name: `train_${model.name}.py`, text: trainPython(model) },
    { name: `${model.name}.npz`, bytes: weightsNpz(model.layers) },
    ...samplesFiles(model),
  ],
  howToRun: ({ name }) => [
    'pip install keras tensorflow numpy   # or with jax or torch: KERAS_BACKEND=jax',
    `python ${name}.py         # answers golden.json, tells the largest difference`,
    `python train_${name}.py   # trains the same network from scratch`,
  ],
} as const satisfies ModelFormat;

/** `kernel_0` [inputs, units], `bias_0` [units] and so on. */
function weightsNpz(layers: readonly ModelLayer[]): Uint8Array {
  return npzFile(
    Object.fromEntries(
      layers.flatMap(({ inputs, units, kernel, bias }, i) => [
        [`kernel_${i}`, { shape: [inputs, units], values: kernel }],
        [`bias_${i}`, { shape: [units], values: bias }],
      ]),
    ),
  );
}
