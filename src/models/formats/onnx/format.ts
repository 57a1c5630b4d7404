import * as failures from '#messages/generated/modelErrors.ts';
import * as say from '#messages/generated/modelFormats.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import type { ModelInput } from '../../ModelToExport.ts';
import { onnxModel } from './onnxModel.ts';

export const onnx = {
  name: 'onnx',
  label: 'ONNX',
  group: 'anywhere',
  about: say.onnx,
  parity: { difference: 5.9e-7, runtime: 'onnxruntime 1.32' },
  files: (model) => [{ name: `${model.name}.onnx`, bytes: onnxModel(model) }],
  howToRun: ({ name, golden }) => [
    'pip install onnxruntime numpy',
    `python -c "import numpy as np, onnxruntime as ort; s = ort.InferenceSession('${name}.onnx'); ` +
      `print(s.run(None, {'input': np.ones((1, ${golden.rows[0]?.length ?? 1}), np.float32)}))"`,
    `# or drop ${name}.onnx on netron.app to look at it`,
  ],
  whyNot: ({ inputs }) => {
    const large = inputs.find(isTooLarge);
    return large ? failures.formulaTooLarge({ name: large.name }) : null;
  },
} as const satisfies ModelFormat;

/** Beyond single precision, in which the file computes. */
const isTooLarge = (input: ModelInput): boolean =>
  input.kind === 'formula' &&
  input.scaling !== null &&
  !(
    Number.isFinite(Math.fround(1 / input.scaling.deviation)) &&
    Number.isFinite(Math.fround(input.scaling.deviation))
  );
