/** `pipeline.go`: what goes into the network and what comes out, for every export that is Go. */
import { MOST_DEVIATIONS } from '#data/formulaScaling.ts';
import { pipelineOf } from '../pipelineOf.ts';
import { oneLine, titleLine } from '../titleLine.ts';
import type { ModelInput, ModelOutput, ModelToExport } from '../../ModelToExport.ts';
import { goExpression, goNumber, needsFormulas } from './goExpression.ts';
import { aligned, comment, goString, listLines } from './goText.ts';

/** Names of more columns are left out: pixels. */
const MOST_NAMES = 64;

/** Whether `formulas.go` is needed. */
export const usesFormulas = (model: ModelToExport): boolean => needsFormulas(prepareLines(model).join('\n'));

/** @param isProgram also writes `answer`, which puts outputs in words */
export function goPipeline(model: ModelToExport, isProgram: boolean): string {
  const body = [
    ...prepareLines(model),
    '',
    ...classLines(model.output),
    ...(isProgram ? ['', ...answerLines(model.output)] : []),
  ];
  const text = body.join('\n');
  const imports = ['fmt', 'math'].filter((name) => text.includes(`${name}.`));
  return `${[
    '// What goes in and what comes out.',
    ...comment(titleLine(model)),
    '',
    'package main',
    '',
    ...importLines(imports),
    'const (',
    ...aligned([
      ['modelName', `= ${goString(model.name)}`],
      ['inputName', '= "input"'],
      ['outputName', '= "output"'],
      ['numColumns', `= ${model.columns.length}`],
      ['numInputs', `= ${model.inputs.length}`],
      ['numOutputs', `= ${model.layers.at(-1)!.units}`],
    ]),
    ')',
    '',
    ...columnLines(model),
    text,
  ].join('\n')}\n`;
}

function importLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  if (names.length === 1) return [`import "${names[0]!}"`, ''];
  return ['import (', ...names.map((name) => `\t"${name}"`), ')', ''];
}

function columnLines({ columns }: ModelToExport): string[] {
  const categories = columns.flatMap(({ values }, i) =>
    values ? [`\t${i}: {${values.map(goString).join(', ')}},`] : [],
  );
  return [
    `// A raw row has ${columns.length} numbers, as they were measured.`,
    ...(columns.length <= MOST_NAMES
      ? columns.map(({ name, values }, i) =>
          oneLine(`//   ${i}  ${name}${values ? ', a category: its place' : ''}`),
        )
      : []),
    '',
    '// categories are the names of those columns that have some, in the order of their numbers.',
    ...(categories.length > 0
      ? ['var categories = map[int][]string{', ...categories, '}']
      : ['var categories map[int][]string']),
    '',
  ];
}

function prepareLines(model: ModelToExport): string[] {
  const pipeline = pipelineOf(model);
  const head = [
    '// prepare turns a raw row into the inputs of the network. It computes in double precision, as Fanout does.',
    'func prepare(row []float64) ([]float32, error) {',
    ...checkLines(model),
  ];
  if (pipeline.kind === 'mixed') {
    const isScaled = pipeline.inputs.some((input) => input.kind === 'formula' && input.scaling !== null);
    return [
      ...head,
      '\treturn []float32{',
      ...pipeline.inputs.flatMap((input) => [
        `\t\t// ${oneLine(input.name) || 'an input without a name'}`,
        `\t\tfloat32(${inputText(input)}),`,
      ]),
      '\t}, nil',
      '}',
      ...(isScaled ? SCALED : []),
    ];
  }
  const value = {
    same: 'x',
    uniform:
      pipeline.kind === 'uniform'
        ? `${pipeline.mean === 0 ? 'x' : `(x - ${bracketed(pipeline.mean)})`} / ${goNumber(pipeline.deviation)}`
        : '',
    scaled: '(x - means[i]) / deviations[i]',
  }[pipeline.kind];
  const lists =
    pipeline.kind === 'scaled'
      ? [
          '// means and deviations are those of the columns in the part of the data that it was trained on.',
          'var means = []float64{',
          ...listLines(pipeline.means.map(goNumber)),
          '}',
          '',
          'var deviations = []float64{',
          ...listLines(pipeline.deviations.map(goNumber)),
          '}',
          '',
        ]
      : [];
  return [
    ...lists,
    ...head,
    '\tinputs := make([]float32, len(row))',
    '\tfor i, x := range row {',
    `\t\tinputs[i] = float32(${value})`,
    '\t}',
    '\treturn inputs, nil',
    '}',
  ];
}

const checkLines = ({ columns }: ModelToExport): string[] =>
  columns.some(({ values }) => values)
    ? [
        '\tfor column, names := range categories {',
        '\t\tif place := row[column]; place != float64(int(place)) || place < 0 || int(place) >= len(names) {',
        '\t\t\treturn nil, fmt.Errorf("column %d has the categories 0 to %d, not %v", column, len(names)-1, place)',
        '\t\t}',
        '\t}',
      ]
    : [];

const bracketed = (value: number): string => (value < 0 ? `(${goNumber(value)})` : goNumber(value));

/** In a call of float32, at its depth. */
function inputText(input: ModelInput): string {
  switch (input.kind) {
    case 'number': {
      const { column, mean, deviation } = input;
      if (mean === 0 && deviation === 1) return `row[${column}]`;
      return `(row[${column}] - ${bracketed(mean)}) / ${goNumber(deviation)}`;
    }
    case 'category':
      return `boolean(row[${input.column}] == ${input.value})`;
    case 'formula': {
      if (!input.scaling) return goExpression(input.expression);
      const { mean, deviation } = input.scaling;
      return `scaled(${goExpression(input.expression, 2)}, ${goNumber(mean)}, ${goNumber(deviation)})`;
    }
  }
}

const SCALED = [
  '',
  '// scaled standardises the value of a formula. Where it has no number it counts as its mean; far out it is cut.',
  'func scaled(value, mean, deviation float64) float64 {',
  '\tif math.IsNaN(value) {',
  '\t\treturn 0',
  '\t}',
  `\treturn min(${MOST_DEVIATIONS}, max(-${MOST_DEVIATIONS}, (value-mean)/deviation))`,
  '}',
];

function classLines(output: ModelOutput): string[] {
  if (output.kind === 'value') return ['// classes is empty: the output is a value.', 'var classes []string'];
  return [
    '// classes are the names of the outputs, or of 0 and 1 where there is one output.',
    'var classes = []string{',
    ...output.labels.map((label) => `\t${goString(label)},`),
    '}',
  ];
}

function answerLines(output: ModelOutput): string[] {
  if (output.kind === 'value') {
    const { min, max } = output;
    const value = min === -1 && max === 1 ? 'y' : `${goNumber(min)} + (y+1)/2*${goNumber(max - min)}`;
    return [
      `// answer is the value of ${oneLine(output.name)}, in its own unit.`,
      'func answer(outputs []float32) string {',
      ...(value === 'y' ? [] : ['\ty := float64(outputs[0])']),
      `\treturn fmt.Sprint(${value === 'y' ? 'outputs[0]' : value})`,
      '}',
    ];
  }
  if (output.border === null) {
    return [
      '// answer is the class whose output is the largest; of equals the first.',
      'func answer(outputs []float32) string {',
      '\tbest := 0',
      '\tfor i, y := range outputs {',
      '\t\tif y > outputs[best] {',
      '\t\t\tbest = i',
      '\t\t}',
      '\t}',
      '\treturn classes[best]',
      '}',
    ];
  }
  return [
    `// answer is the second class where the output is ${output.border} or more.`,
    'func answer(outputs []float32) string {',
    `\tif outputs[0] >= ${output.border} {`,
    '\t\treturn classes[1]',
    '\t}',
    '\treturn classes[0]',
    '}',
  ];
}
