/** The page of one contender: `run.mjs` opens it once a contender and asks for measurements in turn. */
import { ratePerSecond, type InferenceContender, type TrainingContender } from './Contender.ts';
import { CALLERS } from './requests.ts';
import { memoryOver, watchWasmMemories, type MemoryFigures } from './memory.ts';
import { ANSWERERS, TRAINERS, WORKS } from './registry.ts';
import { parameterCount } from '../src/nn/NetworkShape.ts';
import type { Work } from './work.ts';

watchWasmMemories();

let trainer: TrainingContender | undefined;
let answerer: InferenceContender | undefined;
let work: Work | undefined;
/** What the last measurement took: the next begins with it. */
let begin = 1;

const bench = {
  /** Names of those who do a work; `inference` is a work too. */
  contenders: (name: string): string[] =>
    name === 'inference'
      ? Object.keys(ANSWERERS)
      : Object.keys(TRAINERS).filter((contender) => TRAINERS[contender]!.works.includes(name)),
  /** What a work is, in words and numbers. */
  describe: (name: string): { title: string; parameters: number; samples: number } => {
    const found = WORKS[name];
    if (!found)
      throw new Error(`There is no work called ${name}. There are: ${Object.keys(WORKS).join(', ')}.`);
    return { title: found.name, parameters: parameterCount(found.shape), samples: found.samples };
  },
  async prepareTraining(contender: string, name: string): Promise<void> {
    work = WORKS[name]!;
    trainer = await TRAINERS[contender]!.load();
    await trainer.prepare(work);
  },
  /** Epochs per second. */
  async measureTraining(atLeastMs: number): Promise<number> {
    const measured = await ratePerSecond((steps) => trainer!.train(steps), atLeastMs, begin);
    begin = measured.work;
    return (measured.rate * work!.batchSize) / work!.samples;
  },
  measureMemory: (steps: number): Promise<{ before: MemoryFigures; after: MemoryFigures; steps: number }> =>
    memoryOver(trainer!, steps),
  async prepareInference(contender: string): Promise<void> {
    answerer = await ANSWERERS[contender]!();
    await answerer.prepare();
  },
  /** Answers per second. */
  async measureInference(atLeastMs: number): Promise<number> {
    const answer = async (rounds: number): Promise<number> => {
      await answerer!.answer(rounds);
      return rounds * CALLERS;
    };
    const measured = await ratePerSecond(answer, atLeastMs, begin);
    begin = measured.work;
    return measured.rate;
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
