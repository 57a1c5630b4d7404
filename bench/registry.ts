/** Who does which work: the one list that page and command read. */
import type { InferenceContender, TrainingContender } from './Contender.ts';
import { SCALE_WORKS } from './scale.ts';
import { TRAINING_WORKS, type Work } from './work.ts';

export const WORKS: Readonly<Record<string, Work>> = { ...TRAINING_WORKS, ...SCALE_WORKS };

interface TrainerEntry {
  /** Names of works. */
  readonly works: readonly string[];
  readonly load: () => Promise<TrainingContender>;
}

const NARROW = ['small', 'deep'];
const ALL = [...NARROW, 'digits'];
const SCALE = Object.keys(SCALE_WORKS);

export const TRAINERS: Readonly<Record<string, TrainerEntry>> = {
  scalar: { works: NARROW, load: async () => (await import('./contenders/scalar.ts')).scalarContender() },
  'fanout-cpu': {
    works: ALL,
    load: async () => (await import('./contenders/fanout.ts')).fanoutContender('cpu'),
  },
  'fanout-wasm': {
    works: [...ALL, ...SCALE],
    load: async () => (await import('./contenders/fanout.ts')).fanoutContender('wasm'),
  },
  'fit-wasm': { works: ALL, load: async () => (await import('./contenders/tfjs.ts')).fitContender('wasm') },
  'loop-wasm': { works: ALL, load: async () => (await import('./contenders/tfjs.ts')).loopContender('wasm') },
  'jax-wasm': { works: ALL, load: async () => (await import('./contenders/jax.ts')).jaxContender('wasm') },
  'fanout-webgpu': {
    works: [...ALL, ...SCALE],
    load: async () => (await import('./contenders/fanout.ts')).fanoutContender('webgpu'),
  },
  'fanout64-webgpu': {
    works: NARROW,
    load: async () => (await import('./contenders/fanout.ts')).fanoutContender('webgpu', 64),
  },
  'fit-webgpu': {
    works: ALL,
    load: async () => (await import('./contenders/tfjs.ts')).fitContender('webgpu'),
  },
  'loop-webgpu': {
    works: ALL,
    load: async () => (await import('./contenders/tfjs.ts')).loopContender('webgpu'),
  },
  'jax-webgpu': {
    works: ALL,
    load: async () => (await import('./contenders/jax.ts')).jaxContender('webgpu'),
  },
};

export const ANSWERERS: Readonly<Record<string, () => Promise<InferenceContender>>> = {
  'fanout-wasm': async () => (await import('./contenders/fanoutServer.ts')).fanoutServer('wasm'),
  'tfjs-wasm': async () => (await import('./contenders/tfjsPredict.ts')).tfjsPredict('wasm'),
  'ort-wasm': async () => (await import('./contenders/onnx.ts')).ortBatches('wasm'),
  'fanout-webgpu': async () => (await import('./contenders/fanoutServer.ts')).fanoutServer('webgpu'),
  'tfjs-webgpu': async () => (await import('./contenders/tfjsPredict.ts')).tfjsPredict('webgpu'),
  'ort-webgpu': async () => (await import('./contenders/onnx.ts')).ortBatches('webgpu'),
};
