/** The function `to_inputs(rows)` in NumPy: from raw rows to the inputs of the network, in double precision, then float32. */
import { MOST_DEVIATIONS } from '#data/formulaScaling.ts';
import type { ModelInput, ModelToExport } from '../../ModelToExport.ts';
import { pipelineOf } from '../pipelineOf.ts';
import { oneLine } from '../titleLine.ts';
import { definitionsOf, writeExpression } from '../writeExpression.ts';
import { PYTHON, pythonFloat } from './dialect.ts';

type Model = Pick<ModelToExport, 'inputs' | 'columns'>;

/** Needs `import numpy as np`. */
export function inputsPython(model: Model): string {
  const { columns } = model;
  const pipeline = pipelineOf(model);
  const isCategorical = columns.some(({ values }) => values);
  const x = `    x = np.asarray(${isCategorical ? 'by_place(rows)' : 'rows'}, dtype=np.float64).reshape(-1, ${columns.length})`;
  const listed = (name: string, values: readonly number[]): string =>
    `${name} = np.array([${values.map(pythonFloat).join(', ')}])`;
  const define = (...lines: readonly string[]): string =>
    [
      'def to_inputs(rows):',
      `    """Raw rows [n, ${columns.length}] to the inputs of the network [n, ${model.inputs.length}]."""`,
      x,
      ...lines,
    ].join('\n');
  switch (pipeline.kind) {
    case 'same':
      return define('    return x.astype(np.float32)');
    case 'uniform': {
      const { mean, deviation } = pipeline;
      const centred = mean === 0 ? 'x' : `(x - ${PYTHON.number(mean)})`;
      return define(`    return (${centred} / ${pythonFloat(deviation)}).astype(np.float32)`);
    }
    case 'scaled':
      return [
        '# Of the training part.',
        listed('MEAN', pipeline.means),
        listed('DEVIATION', pipeline.deviations),
        '',
        '',
        define('    return ((x - MEAN) / DEVIATION).astype(np.float32)'),
      ].join('\n');
    case 'mixed':
      return [
        ...preparations(model),
        define(
          '    with np.errstate(all="ignore"):',
          '        inputs = [',
          ...pipeline.inputs.map((input) => `            ${inputPython(input)},  # ${oneLine(input.name)}`),
          '        ]',
          '    return np.stack([np.broadcast_to(each, len(x)) for each in inputs], axis=1).astype(np.float32)',
        ),
      ].join('\n');
  }
}

/** What the inputs of a mixed row need, each as a function of its own. */
function preparations({ inputs, columns }: Model): string[] {
  const formulas = inputs.filter((input) => input.kind === 'formula');
  const categories = columns.flatMap(({ values }, column) =>
    values ? [`    ${column}: ${JSON.stringify(values)},`] : [],
  );
  const expressions = formulas.map(({ expression }) => expression);
  return [
    ...definitionsOf(expressions, PYTHON).flatMap((definition) => [definition, '']),
    ...(formulas.some(({ scaling }) => scaling !== null) ? [SCALED, ''] : []),
    ...(categories.length > 0 ? ['CATEGORIES = {', ...categories, '}', '', '', BY_PLACE, ''] : []),
  ];
}

const SCALED = `def scaled(value, mean, deviation):
    """Beyond ${MOST_DEVIATIONS} deviations it is cut; where there is no number it counts as its mean."""
    cut = np.clip((value - mean) / deviation, -${MOST_DEVIATIONS}, ${MOST_DEVIATIONS})
    return np.where(np.isnan(value), 0, cut)
`;

const BY_PLACE = `def by_place(rows):
    """A row may hold the name of a category or its place in the list."""
    return [
        [CATEGORIES[i].index(value) if isinstance(value, str) else value for i, value in enumerate(row)]
        for row in rows
    ]
`;

function inputPython(input: ModelInput): string {
  switch (input.kind) {
    case 'number': {
      const column = `x[:, ${input.column}]`;
      if (input.mean === 0 && input.deviation === 1) return column;
      return `(${column} - ${PYTHON.number(input.mean)}) / ${pythonFloat(input.deviation)}`;
    }
    case 'category':
      return `(x[:, ${input.column}] == ${input.value}) * 1.0`;
    case 'formula': {
      const code = writeExpression(input.expression, PYTHON);
      const { scaling } = input;
      return scaling
        ? `scaled(${code}, ${pythonFloat(scaling.mean)}, ${pythonFloat(scaling.deviation)})`
        : code;
    }
  }
}
