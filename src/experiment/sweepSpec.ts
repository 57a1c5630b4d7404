/**
 * The sweep of an experiment, as a link holds it: which fields are varied over which values, how combinations are chosen, and how long
 * each network trains. What it means is in the room `sweep/`.
 */
import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';

/** grid: every combination. random: drawn. halving: drawn or all, and the better half trains on, again and again. */
export const SWEEP_METHODS = ['grid', 'random', 'halving'] as const;
export type SweepMethod = (typeof SWEEP_METHODS)[number];

interface Range {
  readonly min: number;
  readonly max: number;
}
const real = ({ min, max }: Range) => z.number().check(z.minimum(min), z.maximum(max));
const whole = ({ min, max }: Range) => z.int().check(z.minimum(min), z.maximum(max));

/** A path into the experiment ('network.hidden.0.units') and its values; of a random draw, the ends of a range. */
const sweptField = z.strictObject({
  path: z.string().check(z.minLength(1), z.maxLength(LIMITS.sweepPath)),
  values: z
    .array(z.union([z.number(), z.string().check(z.maxLength(LIMITS.sweepPath))]))
    .check(z.minLength(1), z.maxLength(LIMITS.sweepValues)),
});

export const sweepSchema = z.strictObject({
  over: z.array(sweptField).check(z.minLength(0), z.maxLength(LIMITS.sweepFields)),
  method: z.enum(SWEEP_METHODS),
  /** Combinations that are drawn, unless all are taken. */
  samples: whole(LIMITS.sweepNetworks),
  /** Of the draw. */
  seed: whole(LIMITS.seed),
  /** Networks of each combination, whose seeds follow one another. */
  starts: whole(LIMITS.sweepNetworks),
  /** Each network ends at whichever comes first; 0 is off. */
  epochs: whole(LIMITS.stopEpochs),
  seconds: real(LIMITS.stopSeconds),
  testLoss: real(LIMITS.stopLoss),
  /** The pane Seeds: one network from so many starts. */
  lottery: z.strictObject({
    networks: whole(LIMITS.sweepNetworks),
    firstSeed: whole(LIMITS.seed),
    epochs: whole({ min: 1, max: LIMITS.stopEpochs.max }),
    /** A network with a smaller test loss is solved. */
    solvedBelow: real(LIMITS.stopLoss),
  }),
});

export type SweepSpec = z.infer<typeof sweepSchema>;

/** What the tab opens with. */
export const DEFAULT_SWEEP: SweepSpec = {
  over: [
    { path: 'training.optimizer.learningRate', values: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3] },
    { path: 'network.hidden.*.units', values: [1, 2, 3, 4, 6, 8, 12, 16] },
  ],
  method: 'grid',
  samples: 24,
  seed: 1,
  starts: 1,
  epochs: 200,
  seconds: 0,
  testLoss: 0,
  lottery: { networks: 60, firstSeed: 1, epochs: 200, solvedBelow: 0.1 },
};
