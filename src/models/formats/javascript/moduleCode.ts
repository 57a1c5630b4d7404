/** One ES module that answers a row, without any library. */
import { shortFloat } from '#data/shortFloat.ts';
import { base64Floats } from '../../code/base64Floats.ts';
import { oneLine, titleLine } from '../../code/titleLine.ts';
import type { ModelLayer, ModelOutput, ModelToExport } from '../../ModelToExport.ts';
import { ACTIVATION_CODE, ERF } from './activations.ts';
import { inputsCode } from './inputsCode.ts';

/** A layer with more numbers is written as base64: shorter, and faster to read. */
const MOST_AS_TEXT = 400;

export function moduleCode(model: ModelToExport): string {
  const { layers, columns, output } = model;
  const used = [...new Set(layers.map(({ activation }) => activation))];
  const isPacked = layers.some(isLarge);
  return `${[
    `// ${titleLine(model)}`,
    `// predict(row) answers one row: ${oneLine(columnText(model))}.`,
    '',
    ...(columns.length <= 32
      ? [`export const COLUMNS = ${JSON.stringify(columns.map(({ name }) => name))};`]
      : []),
    ...(output.kind === 'classes' ? [`export const CLASSES = ${JSON.stringify(output.labels)};`] : []),
    '',
    inputsCode(model),
    '',
    ...(used.includes('gelu') ? [ERF, ''] : []),
    ...used.map((name) => `const ${name} = ${ACTIVATION_CODE[name]};`),
    '',
    ...(isPacked ? [UNPACK, ''] : []),
    '// Each kernel is [inputs][units], row by row.',
    'const LAYERS = [',
    ...layers.map(layerCode),
    '];',
    '',
    PREDICT,
    '',
    meaningCode(output),
  ].join('\n')}\n`;
}

function columnText({ columns }: ModelToExport): string {
  const names = columns.slice(0, 8).map(({ name }) => name);
  return columns.length > 8 ? `${columns.length} numbers, ${names[0]} first` : names.join(', ');
}

const isLarge = ({ kernel }: ModelLayer): boolean => kernel.length > MOST_AS_TEXT;

function layerCode(layer: ModelLayer): string {
  const { inputs, units, activation, kernel, bias } = layer;
  const numbers = (values: Float32Array): string => `[${Array.from(values, shortFloat).join(', ')}]`;
  const weights = isLarge(layer) ? `unpack('${base64Floats(kernel)}')` : numbers(kernel);
  return `  { inputs: ${inputs}, units: ${units}, activation: ${activation}, kernel: ${weights}, bias: ${numbers(bias)} },`;
}

const UNPACK = `// Single-precision numbers, least significant byte first, in base64.
const unpack = (text) => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
};`;

const PREDICT = `/** @returns the outputs of the network for one raw row */
export function predict(row) {
  let x = toInputs(row);
  for (const { inputs, units, activation, kernel, bias } of LAYERS) {
    const sums = Array.from(bias);
    for (let i = 0; i < inputs; i++) {
      for (let unit = 0; unit < units; unit++) sums[unit] += x[i] * kernel[i * units + unit];
    }
    x = activation(sums);
  }
  return x;
}`;

function meaningCode(output: ModelOutput): string {
  if (output.kind === 'classes') {
    const place =
      output.border === null
        ? 'outputs.indexOf(Math.max(...outputs))'
        : `Number(outputs[0] >= ${output.border})`;
    return `/** @returns the name of the class of one raw row */
export function classify(row) {
  const outputs = predict(row);
  return CLASSES[${place}];
}`;
  }
  const { min, max } = output;
  const value = min === -1 && max === 1 ? 'output' : `${min} + ((output + 1) / 2) * ${max - min}`;
  return `/** @returns the value of one raw row, in its own unit */
export function value(row) {
  const [output] = predict(row);
  return ${value};
}`;
}
