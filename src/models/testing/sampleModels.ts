/**
 * Test support: 40 networks that every format is held to. Each activation stands in some of them, depths are 0 to 6, widths are
 * uneven and even, so that a kernel that was not transposed is seen in both; inputs are plain, engineered, formulas, scaled
 * columns, categories and pixels.
 */
import type { ExperimentInput } from '#experiment/experiment.ts';
import { packLevel } from '#experiment/tableData.ts';
import { ACTIVATIONS } from '#nn/vocabulary.ts';
import type { ModelToExport } from '../ModelToExport.ts';
import { modelOf } from './modelOf.ts';

const FEATURES = ['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'];
const FORMULAS = [
  'x2',
  'radius = hypot(x1, x2)',
  'log(x1)',
  'x1 > x2 ? tanh(x1) : -x2^2',
  'mod(x1, 2) + atan2(x1, x2)',
  'round(x1) * step(x2) + max(x1, x2, 1)',
];

/** Numbers, a category with an odd name, and a target. */
const table = (values: boolean): ExperimentInput['data'] => ({
  set: 'table',
  table: {
    name: 'Tracks',
    columns: [
      { name: 'tempo, "bpm"', min: 60, step: 0.5 },
      { name: 'key', values: ['C', 'D', "E' \\ ♭"] },
      { name: 'loud', min: -20, step: 0.01 },
    ],
    target: values
      ? { name: 'rating', min: 1, step: 0.5 }
      : { name: 'mood', values: ['calm', 'wild', 'sad'] },
    content: Array.from({ length: 60 }, (_, i) =>
      [(i * 37) % 200, i % 3, (i * 91) % 900, values ? i % 9 : (i * 7) % 3].map(packLevel).join(''),
    ).join(''),
  },
});

const DATA: readonly ExperimentInput['data'][] = [
  { set: 'spiral' },
  { set: 'xor', features: FEATURES },
  { set: 'iris' },
  { set: 'penguins' },
  { set: 'circle', features: FORMULAS },
  { set: 'ripple', features: ['x1', 'sin(x2)'] },
  table(false),
  table(true),
];

const OUTPUTS = ['tanh', 'softmax', 'sigmoid', 'linear'] as const;
const WIDTHS = [5, 5, 9, 3, 7, 4];

/** The input of each of the 40. */
export const SAMPLE_INPUTS: readonly ExperimentInput[] = Array.from({ length: 40 }, (_, i) => {
  const data = DATA[i % DATA.length]!;
  const isValue = i % 8 === 5 || i % 8 === 7;
  const output = isValue ? (i % 16 < 8 ? 'linear' : 'tanh') : OUTPUTS[Math.floor(i / 8) % 4]!;
  const hidden = Array.from({ length: i % 7 }, (_each, layer) => ({
    units: WIDTHS[(i + layer) % WIDTHS.length]!,
    activation: ACTIVATIONS[(i * 3 + layer) % ACTIVATIONS.length]!,
  }));
  return {
    title: `Sample ${i}`,
    data,
    network: { hidden, output: { activation: output } },
    training: { loss: 'halfSquaredError' },
  } as ExperimentInput;
});

export const sampleModels = (): ModelToExport[] => SAMPLE_INPUTS.map((input, i) => modelOf(input, i + 1));

/** 784 pixels, 20 hidden units. */
export const digitsModel = (): ModelToExport =>
  modelOf(
    {
      title: 'Digits',
      data: { set: 'mnist', samples: 100, trainShare: 0.5 },
      network: { hidden: [{ units: 20, activation: 'relu' }] },
    },
    7,
  );
