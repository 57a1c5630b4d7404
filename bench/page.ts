/** The page of one contender: `run.mjs` opens it once a contender and asks for measurements in turn. */
import { epochsPerSecond, type TrainingContender } from './Contender.ts';
import { CALLERS, type InferenceContender } from './inference.ts';
import { TRAINING_WORKS } from './work.ts';

const TRAINERS: Record<string, () => Promise<TrainingContender>> = {
  scalar: async () => (await import('./contenders/scalar.ts')).scalarContender(),
  'fit-wasm': async () => (await import('./contenders/tfjs.ts')).fitContender('wasm'),
  'fit-webgpu': async () => (await import('./contenders/tfjs.ts')).fitContender('webgpu'),
  'loop-wasm': async () => (await import('./contenders/tfjs.ts')).loopContender('wasm'),
  'loop-webgpu': async () => (await import('./contenders/tfjs.ts')).loopContender('webgpu'),
  'jax-wasm': async () => (await import('./contenders/jax.ts')).jaxContender('wasm'),
  'jax-webgpu': async () => (await import('./contenders/jax.ts')).jaxContender('webgpu'),
  'fanout-cpu': async () => (await import('./contenders/fanout.ts')).fanoutContender('cpu'),
  'fanout-wasm': async () => (await import('./contenders/fanout.ts')).fanoutContender('wasm'),
  'fanout-webgpu': async () => (await import('./contenders/fanout.ts')).fanoutContender('webgpu'),
  'fanout64-webgpu': async () => (await import('./contenders/fanout.ts')).fanoutContender('webgpu', 64),
};

const ANSWERERS: Record<string, () => Promise<InferenceContender>> = {
  'tfjs-wasm': async () => (await import('./inference.ts')).tfjsPredict('wasm'),
  'tfjs-webgpu': async () => (await import('./inference.ts')).tfjsPredict('webgpu'),
  'ort-wasm': async () => (await import('./inference.ts')).ortBatches('wasm'),
  'ort-webgpu': async () => (await import('./inference.ts')).ortBatches('webgpu'),
  'fanout-wasm': async () => (await import('./contenders/fanoutServer.ts')).fanoutServer('wasm'),
  'fanout-webgpu': async () => (await import('./contenders/fanoutServer.ts')).fanoutServer('webgpu'),
};

let trainer: TrainingContender | undefined;
let answerer: InferenceContender | undefined;

const bench = {
  async prepareTraining(contender: string, work: string): Promise<void> {
    trainer = await TRAINERS[contender]!();
    await trainer.prepare(TRAINING_WORKS[work]!);
  },
  /** Epochs per second. */
  measureTraining: (atLeastMs: number): Promise<number> => epochsPerSecond(trainer!, atLeastMs),
  async prepareInference(contender: string): Promise<void> {
    answerer = await ANSWERERS[contender]!();
    await answerer.prepare();
  },
  /** Answers per second. */
  async measureInference(atLeastMs: number): Promise<number> {
    for (let rounds = 1; ; rounds *= 2) {
      const started = performance.now();
      await answerer!.answer(rounds);
      const elapsedMs = performance.now() - started;
      if (elapsedMs >= atLeastMs) return (rounds * CALLERS * 1000) / elapsedMs;
    }
  },
  async adapter(): Promise<string> {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return 'none';
    const { vendor, architecture, isFallbackAdapter } = adapter.info;
    return `${vendor} ${architecture}${isFallbackAdapter ? ' (software)' : ''}`;
  },
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
