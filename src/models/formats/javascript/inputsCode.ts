/** The function `toInputs(row)` in JavaScript: from a raw row to the inputs of the network. */
import { MOST_DEVIATIONS } from '#data/formulaScaling.ts';
import { pipelineOf } from '../../code/pipelineOf.ts';
import { oneLine } from '../../code/titleLine.ts';
import { definitionsOf, writeExpression } from '../../code/writeExpression.ts';
import type { ModelInput, ModelToExport } from '../../ModelToExport.ts';
import { JAVASCRIPT } from './dialect.ts';

const isFormula = (input: ModelInput) => input.kind === 'formula';

export function inputsCode(model: Pick<ModelToExport, 'inputs' | 'columns'>): string {
  const pipeline = pipelineOf(model);
  switch (pipeline.kind) {
    case 'same':
      return 'export const toInputs = (row) => Array.from(row);';
    case 'uniform': {
      const { mean, deviation } = pipeline;
      const centred = mean === 0 ? 'value' : `(value - ${JAVASCRIPT.number(mean)})`;
      return `export const toInputs = (row) => Array.from(row, (value) => ${centred} / ${deviation});`;
    }
    case 'scaled':
      return [
        '// Of the training part.',
        `const MEAN = [${pipeline.means.join(', ')}];`,
        `const DEVIATION = [${pipeline.deviations.join(', ')}];`,
        'export const toInputs = (row) => Array.from(row, (value, i) => (value - MEAN[i]) / DEVIATION[i]);',
      ].join('\n');
    case 'mixed':
      return mixed(model, pipeline.inputs);
  }
}

function mixed(
  { columns }: Pick<ModelToExport, 'inputs' | 'columns'>,
  inputs: readonly ModelInput[],
): string {
  const formulas = inputs.filter(isFormula);
  const isCategorical = inputs.some(({ kind }) => kind === 'category');
  const isScaled = formulas.some(({ scaling }) => scaling !== null);
  const values = columns.map(({ values: names }) => names ?? null);
  return [
    ...definitionsOf(
      formulas.map(({ expression }) => expression),
      JAVASCRIPT,
    ),
    ...(isScaled ? [SCALED] : []),
    ...(isCategorical
      ? [
          '// The names of categories, by column; a row may hold a name or its place.',
          `const CATEGORIES = ${JSON.stringify(values)};`,
          "const place = (value, column) => (typeof value === 'string' ? CATEGORIES[column].indexOf(value) : value);",
        ]
      : []),
    'export const toInputs = (row) => [',
    ...inputs.map((input) => `  ${inputCode(input)}, // ${oneLine(input.name)}`),
    '];',
  ].join('\n');
}

const SCALED = `// Beyond ${MOST_DEVIATIONS} deviations it is cut; where there is no number it counts as its mean.
const scaled = (value, mean, deviation) =>
  Number.isNaN(value) ? 0 : Math.min(${MOST_DEVIATIONS}, Math.max(-${MOST_DEVIATIONS}, (value - mean) / deviation));`;

function inputCode(input: ModelInput): string {
  switch (input.kind) {
    case 'number': {
      const { column, mean, deviation } = input;
      if (mean === 0 && deviation === 1) return `row[${column}]`;
      return `(row[${column}] - ${JAVASCRIPT.number(mean)}) / ${deviation}`;
    }
    case 'category':
      return `Number(place(row[${input.column}], ${input.column}) === ${input.value})`;
    case 'formula': {
      const code = writeExpression(input.expression, JAVASCRIPT);
      if (!input.scaling) return code;
      return `scaled(${code}, ${input.scaling.mean}, ${input.scaling.deviation})`;
    }
  }
}
