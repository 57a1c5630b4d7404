import * as say from '#messages/generated/modelFormats.ts';
import { oneLine } from '../../code/titleLine.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { inputsCode } from '../javascript/inputsCode.ts';
import { foldScaling } from './foldScaling.ts';
import { modelJson, WEIGHTS, weightsBin } from './layersModel.ts';

export const tfjs = {
  name: 'tfjs',
  label: 'TensorFlow.js',
  group: 'web',
  about: say.tfjs,
  parity: { difference: 5.1e-7, runtime: 'TensorFlow.js 4.22' },
  files: (model) => {
    const folded = foldScaling(model);
    const layers = folded ?? model.layers;
    return [
      { name: 'model.json', text: modelJson(model, layers, folded ? 'rows' : 'inputs') },
      { name: WEIGHTS, bytes: weightsBin(layers) },
      ...(folded ? [] : [{ name: 'inputs.js', text: inputsModule(model) }]),
    ];
  },
  howToRun: (model) => {
    const row = `[${(model.golden.rows[0] ?? []).slice(0, 4).join(', ')}${model.columns.length > 4 ? ', …' : ''}]`;
    const isRaw = foldScaling(model) !== null;
    return [
      `import * as tf from '@tensorflow/tfjs';${isRaw ? '' : " import { toInputs } from './inputs.js';"}`,
      "const model = await tf.loadLayersModel('model.json');",
      `model.predict(tf.tensor2d([${isRaw ? row : `toInputs(${row})`}])).print();`,
    ];
  },
} as const satisfies ModelFormat;

/** What a layers model cannot do: the way from a raw row to the inputs. */
function inputsModule(model: ModelToExport): string {
  return `// From a raw row of “${oneLine(model.title)}” to the inputs of the network.\n${inputsCode(model)}\n`;
}
