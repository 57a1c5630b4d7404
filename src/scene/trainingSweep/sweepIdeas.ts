/** Sweeps to start from: each asks one question of the network on the screen. */
import type { Experiment } from '#experiment/experiment.ts';
import { DEFAULT_SWEEP, type SweepSpec } from '#experiment/sweepSpec.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { OPTIMIZERS } from '#nn/vocabulary.ts';
import { ALL_UNITS, DEPTH } from '#sweep/sweepFields.ts';

export interface SweepIdea {
  readonly id: string;
  label(): string;
  /** What it shows first. */
  readonly shows: 'maps' | 'curves';
  spec(experiment: Experiment): SweepSpec;
}

const RATE = 'training.optimizer.learningRate';
const one = (
  path: string,
  values: SweepSpec['over'][number]['values'],
  rest: Partial<SweepSpec> = {},
): SweepSpec => ({
  ...DEFAULT_SWEEP,
  over: [{ path, values }],
  ...rest,
});

export const SWEEP_IDEAS: readonly SweepIdea[] = [
  { id: 'grid', label: say.ideaGrid, shows: 'maps', spec: () => DEFAULT_SWEEP },
  {
    id: 'race',
    label: say.ideaRace,
    shows: 'curves',
    // The same starts and the same batches, each optimiser at its own usual rate.
    spec: () => one('training.optimizer.name', [...OPTIMIZERS], { starts: 4 }),
  },
  {
    id: 'rates',
    label: say.ideaRates,
    shows: 'curves',
    spec: () =>
      one(RATE, [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3], { starts: 3, epochs: 50 }),
  },
  {
    id: 'width',
    label: say.ideaWidth,
    shows: 'maps',
    spec: () => one(ALL_UNITS, [1, 2, 3, 4, 6, 8, 12, 16, 24, 32], { starts: 3, epochs: 300 }),
  },
  {
    id: 'depth',
    label: say.ideaDepth,
    shows: 'maps',
    spec: () => one(DEPTH, [0, 1, 2, 3, 4, 5, 6], { starts: 3, epochs: 300 }),
  },
  {
    id: 'data',
    label: say.ideaData,
    shows: 'curves',
    spec({ data }) {
      const { min, max } = factsOf(data).samples;
      const counts = [20, 40, 80, 160, 320, 640].filter((count) => count >= min && count <= max);
      return one('data.samples', counts, { starts: 3, epochs: 300 });
    },
  },
];
