/**
 * Where the descriptor of a kernel call lies in WebAssembly memory, stated once for both sides: `CallDescriptor.ts` writes
 * it, and `scripts/buildKernels.mjs` makes the constants of `assembly/generated/call.ts` from it, by which kernels read.
 */
import { HYPERPARAMETER_NAMES } from '#nn/vocabulary.ts';

/** Its address, below everything that `Allocator` hands out and above the module's own tables. */
export const CALL_ADDRESS = 1_024;

/** 32-bit words in order, with what they mean where the name does not say it. Addresses are in bytes. */
const WORDS = {
  layerCount: '',
  inputs: '',
  wide: '1 if kernels are packed and products made in tiles.',
  networks: '',
  parameters: 'Parameters of one network, in elements.',
  parts: 'Parts of a state row: 1 + slots.',
  chunk: 'Largest number of samples worked on at a time; a larger batch is cut into equal chunks.',
  x: '',
  y: '',
  order: '',
  state: 'Parameter rows [R, P] of a forward call, state rows [R, S] of a training call.',
  work: 'Padded parameters and slots of the present network.',
  gradient: '',
  kernels: '1 for kernels, 0 for biases; 0 if there are no penalties.',
  inputPanels: '',
  targetPanels: '',
  delta: '',
  deltaBefore: '',
  logits: 'Weighted sums of the output layer, stored for losses of logits.',
  transposedInputs: '',
  transposedDelta: '',
  scratchTile: '512 bytes for partial tiles.',
  output: '',
  samples: '',
  everyLayer: '',
  loss: 'Order of the loss in nn/losses.',
  optimizer: 'Order of the rule in nn/optimizers.',
  steps: '',
  firstStep: '',
  batchSizes: '',
  rates:
    'Learning rate and decoupled decay of each step, two float64 each; 0 if they are those of the settings.',
  clip: '0: none, 1: by norm, 2: by value (nn/clipping.ts).',
  seed: '',
  dropsOut: '',
  dropoutThreshold: '',
  dropoutScale: '1/(1 − dropout), float32.',
  packed: '1 once the packed kernels of a forward call are in place.',
  stage: 'Staging buffer: columns of several steps, gathered ahead (narrow).',
  stageBytes: '',
  rowPointers:
    'CSR row begin and end of each sample of a chunk, then the CSC column ends; 0 if the first layer is small.',
  dataRowPointers: 'CSR row pointers of the whole data set; 0 if it has none.',
  finite: '1 if the first layer’s kernel is known to have no infinity and no NaN; 0 if unknown.',
  unitTiles:
    'First kernel in tiles of 32 units, [units/32][inputs][32], which `pack` fills; 0 if there are none.',
} as const;

export type CallWord = keyof typeof WORDS;

/** Float64 numbers of the optimiser, in order. Powers are those that bias corrections need, of the update to come. */
const SETTINGS = [
  'learningRate',
  ...HYPERPARAMETER_NAMES,
  'l1',
  'l2',
  'clipLimit',
  'shrink',
  'power1',
  'power2',
] as const;
export type CallSetting = (typeof SETTINGS)[number];

/** 32-bit words of a layer's record. */
const LAYER_WORDS = {
  inputs: '',
  units: '',
  activation: 'Order of the activation in nn/activations; softmax comes after the last.',
  kernel: 'Offset in bytes from the start of the parameters.',
  bias: 'The same.',
  values: 'Panels of activations.',
  derivatives: 'Derivatives stored by the forward pass; 0 if they are computed from the activations.',
  packedUnits: 'Kernel in tiles of 4 units (wide).',
  packedInputs: 'Kernel in tiles of 4 inputs (wide, training).',
} as const;
export type LayerWord = keyof typeof LAYER_WORDS;

const offsetsOf = <Name extends string>(names: readonly Name[], start: number, size: number) =>
  Object.fromEntries(names.map((name, i) => [name, start + size * i])) as Readonly<Record<Name, number>>;
const namesOf = <Name extends string>(words: Readonly<Record<Name, string>>) => Object.keys(words) as Name[];

const wordsEnd = Math.ceil((4 * namesOf(WORDS).length) / 8) * 8;
const settingsEnd = wordsEnd + 8 * SETTINGS.length;

/** Offsets in bytes from the start of the descriptor. */
export const WORD_OFFSETS = offsetsOf(namesOf(WORDS), 0, 4);
export const SETTING_OFFSETS = offsetsOf(SETTINGS, wordsEnd, 8);
/** The two powers at the first step, from which every network begins. */
export const POWERS_AT_START = settingsEnd;
export const LAYERS = settingsEnd + 16;
/** Offsets in bytes from the start of a layer's record. */
export const LAYER_OFFSETS = offsetsOf(namesOf(LAYER_WORDS), 0, 4);
export const LAYER_BYTES = 4 * namesOf(LAYER_WORDS).length;

const upperCase = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase();
const commented = (text: string): string => (text === '' ? '' : `/** ${text} */\n`);

/** AssemblyScript of the same. */
export function callAssembly(): string {
  const words = namesOf(WORDS).map(
    (name) => `${commented(WORDS[name])}export const ${upperCase(name)}: usize = ${WORD_OFFSETS[name]};`,
  );
  const layer = namesOf(LAYER_WORDS).map((name) => {
    const type = ['inputs', 'units', 'activation'].includes(name) ? 'i32' : 'usize';
    return `  ${commented(LAYER_WORDS[name]).trim()}\n  ${name}: ${type};`.replace(/^\s*\n/, '');
  });
  return `/** Where the descriptor of a call lies: 32-bit words, float64 settings, one record a layer. Kernels only read. */

/** Below everything that is handed out, so that words are read without a base. */
export const CALL: usize = ${CALL_ADDRESS};

@inline
export function word(offset: usize): i32 {
  return load<i32>(CALL + offset);
}

@inline
export function address(offset: usize): usize {
  return <usize>load<u32>(CALL + offset);
}

${words.join('\n')}

/** Settings of the optimiser. */
@unmanaged
export class Settings {
${SETTINGS.map((name) => `  ${name}: f64;`).join('\n')}
}

@inline
export function settings(): Settings {
  return changetype<Settings>(CALL + ${SETTING_OFFSETS.learningRate});
}

/** The running powers of the settings, and what they are at the start of a call: two float64 each. */
export const POWERS: usize = ${SETTING_OFFSETS.power1};
export const POWERS_AT_START: usize = ${POWERS_AT_START};

/** A layer's record. */
@unmanaged
export class Layer {
${layer.join('\n')}
}

@inline
export function layerAt(index: i32): Layer {
  return changetype<Layer>(CALL + ${LAYERS} + <usize>index * ${LAYER_BYTES});
}
`;
}
