/** A model repository of Triton: a folder of the model's name with its configuration, and its first version. */
import { oneLine } from '../titleLine.ts';
import { onnxModel } from '../../formats/onnx/onnxModel.ts';
import type { ModelFile } from '../../ModelFormat.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { configPbtxt, hasLabels, LABELS_FILE } from './configPbtxt.ts';

export function tritonRepository(model: ModelToExport): ModelFile[] {
  const { name, output } = model;
  const labels = output.kind === 'classes' ? output.labels : [];
  return [
    { name: `${name}/config.pbtxt`, text: configPbtxt(model) },
    { name: `${name}/1/model.onnx`, bytes: onnxModel(model) },
    ...(hasLabels(model)
      ? [
          {
            name: `${name}/${LABELS_FILE}`,
            text: `${labels.map((label) => oneLine(label) || '-').join('\n')}\n`,
          },
        ]
      : []),
  ];
}
