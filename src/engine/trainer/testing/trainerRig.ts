/** A trainer in this thread, on a device of its own, with all events it has sent. */
import { expect } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import type { Handlers } from '#protocol/Call.ts';
import type { TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import { createTrainer } from '../createTrainer.ts';

export const baseUrl = new URL('../training', location.href).href;

type TrainerEvent = {
  [K in keyof TrainerEvents]: { kind: K; detail: TrainerEvents<Failure>[K] };
}[keyof TrainerEvents];

export interface Trainer extends Handlers<TrainerCalls<Failure>> {
  readonly events: TrainerEvent[];
  last<K extends keyof TrainerEvents>(kind: K): TrainerEvents<Failure>[K];
  until<K extends keyof TrainerEvents>(
    kind: K,
    test: (detail: TrainerEvents<Failure>[K]) => boolean,
  ): Promise<void>;
}

export function makeTrainer(): Trainer {
  const events: TrainerEvent[] = [];
  const waiting = new Set<() => void>();
  const handlers = createTrainer((kind, detail) => {
    events.push({ kind, detail } as TrainerEvent);
    for (const check of waiting) check();
  });
  const all = <K extends keyof TrainerEvents>(kind: K): TrainerEvents<Failure>[K][] =>
    events.filter((event) => event.kind === kind).map((event) => event.detail as TrainerEvents<Failure>[K]);
  return {
    ...handlers,
    events,
    last: (kind) => all(kind).at(-1)!,
    until(kind, test) {
      const from = all(kind).length;
      return new Promise((resolve) => {
        const check = (): void => {
          if (!all(kind).slice(from).some(test)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
      });
    },
  };
}

export async function startTrainer(experiment: Experiment, prefer: DeviceName): Promise<Trainer> {
  const trainer = makeTrainer();
  const report = await trainer.start({ experiment, prefer, baseUrl });
  expect(report).toMatchObject({ name: prefer, works: true });
  return trainer;
}

export const XOR = defaultExperiment('xor');
export const withTraining = (
  experiment: Experiment,
  training: Partial<Experiment['training']>,
): Experiment => ({
  ...experiment,
  training: { ...experiment.training, ...training },
});
