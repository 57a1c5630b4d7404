/** What a format is, its downloads, what goes in and comes out, and how far its answers are from those of this page. */
import { Check, Download } from 'lucide-react';
import type { ModelFile, ModelFormat } from '#models/ModelFormat.ts';
import type { ModelToExport } from '#models/ModelToExport.ts';
import * as say from '#messages/generated/models.ts';
import { bytesText } from '#messages/numberText.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { Button } from '../controls/Button.tsx';
import { saveModelFile, saveModelZip } from './saveModel.ts';
import { sizeOf } from './useModelExport.ts';
import './FormatFacts.css';

interface FormatFactsProps {
  readonly format: ModelFormat;
  readonly model: ModelToExport;
  readonly files: readonly ModelFile[];
}

export function FormatFacts({ format, model, files }: FormatFactsProps) {
  const zip = `${model.name}_${format.name}.zip`;
  const { parity } = format;
  return (
    <>
      <h3>{format.label}</h3>
      <p className="models-about">{format.about()}</p>
      <Button className="button-filled models-zip" onClick={() => saveModelZip(files, zip)}>
        <Download size={16} aria-hidden />
        {say.download({ name: zip })}
      </Button>
      <ul className="models-files">
        {files.map((file) => (
          <li key={file.name}>
            <span>{file.name}</span>
            <span>{bytesText(sizeOf(file))}</span>
            <button
              type="button"
              className="button-plain"
              aria-label={say.downloadOne({ name: file.name })}
              onClick={() => saveModelFile(file)}
            >
              <Download size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <dl className="models-facts">
        <dt>{say.input()}</dt>
        <dd>{say.inputRows({ count: model.columns.length })}</dd>
        <dt>{say.scaling()}</dt>
        <dd>{wayText(model)}</dd>
        <dt>{say.output()}</dt>
        <dd>
          {model.output.kind === 'classes'
            ? say.outputClasses({ count: model.output.labels.length })
            : say.outputValue()}
        </dd>
        <dt>{say.weights()}</dt>
        <dd>{say.weightsOf({ count: parameterCount(model.shape), epoch: model.epoch })}</dd>
      </dl>
      {parity && (
        <p className="models-parity">
          <Check size={16} aria-hidden />
          <span>
            {say.parity({ difference: powerText(parity.difference), runtime: parity.runtime })} {say.golden()}
          </span>
        </p>
      )}
    </>
  );
}

const powerText = (value: number): string => value.toExponential(0).replace('-', '−');

/** What happens between a raw row and the first layer. */
function wayText({ inputs }: ModelToExport): string {
  if (inputs.some(({ kind }) => kind !== 'number')) return say.scalingMixed({ count: inputs.length });
  const scalings = inputs.map((input) => (input.kind === 'number' ? input : { mean: 0, deviation: 1 }));
  if (scalings.every(({ mean, deviation }) => mean === 0 && deviation === 1)) return say.scalingNone();
  return scalings.every(({ mean }) => mean === 0) ? say.scalingPixels() : say.scalingColumns();
}
