/**
 * From the settings of a sweep to its networks: every combination of the values, or combinations drawn at random (Bergstra & Bengio
 * 2012, "Random search"), each with as many starts as wanted.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import type { SweepMethod } from '#experiment/sweepSpec.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/sweepErrors.ts';
import { createRandom, type Random } from '#nn/Random.ts';
import { DEPTH, sweepFieldAt, WEIGHT_SEED } from './sweepFields.ts';
import { withValues, type SweptValues } from './withValues.ts';

/** What decides which networks there are. */
export interface SweepChoice {
  readonly over: readonly { readonly path: string; readonly values: readonly unknown[] }[];
  readonly method: SweepMethod;
  /** Combinations that are drawn; of halving, absent for all. */
  readonly samples?: number | undefined;
  readonly seed: number;
  readonly starts: number;
}

/** One network of a sweep. */
export interface SweepCell {
  /** Its place in the sweep. */
  readonly id: number;
  readonly values: SweptValues;
  /** Of its first weights, and of the order of its samples. */
  readonly seed: number;
  readonly experiment: Experiment;
}

/** Stream of `createRandom` that belongs to sweeps alone. */
const STREAM = 4;

/**
 * The networks of a sweep, in the order of its fields, the last one changing fastest.
 * @throws Error, or ExperimentError, that names what is wrong
 * @example sweepCells(experiment, { over: [{ path: 'training.batchSize', values: [1, 10] }], method: 'grid', seed: 1, starts: 3 }) // 6
 */
export function sweepCells(experiment: Experiment, choice: SweepChoice): SweepCell[] {
  const { over, starts } = choice;
  const paths = over.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) < i);
  if (twice !== undefined) throw failed(failures.fieldTwice({ path: twice }));
  const empty = over.find(({ values }) => values.length === 0);
  if (empty) throw failed(failures.noValues({ path: empty.path }));
  const sweepsSeeds = paths.includes(WEIGHT_SEED);
  if (sweepsSeeds && starts > 1) throw failed(failures.startsOfSeeds({ path: WEIGHT_SEED }));
  const count = countOf(choice);
  const { max } = LIMITS.sweepNetworks;
  if (count > max) throw failed(failures.tooManyNetworks({ count, most: max }));
  const cells: SweepCell[] = [];
  for (const values of isDrawn(choice) ? drawn(choice) : combinations(over)) {
    const varied = withValues(experiment, values);
    for (let start = 0; start < starts; start++) {
      const seed = (varied.network.seed + start) % (LIMITS.seed.max + 1);
      const network = { ...varied.network, seed };
      cells.push({
        id: cells.length,
        values,
        seed,
        experiment: start === 0 ? varied : { ...varied, network },
      });
    }
  }
  return cells;
}

/** How many networks a sweep has; told without making them. */
export function countOf(choice: SweepChoice): number {
  const all = choice.over.reduce((product, { values }) => product * values.length, 1);
  return (isDrawn(choice) ? choice.samples! : all) * choice.starts;
}

const isDrawn = ({ method, samples }: SweepChoice): boolean => method !== 'grid' && samples !== undefined;

function combinations(over: SweepChoice['over']): SweptValues[] {
  return over.reduce<SweptValues[]>(
    (sofar, { path, values }) =>
      sofar.flatMap((before) => values.map((value) => ({ ...before, [path]: value }))),
    [{}],
  );
}

function drawn({ over, samples = 0, seed }: SweepChoice): SweptValues[] {
  const random = createRandom(seed, STREAM);
  return Array.from({ length: samples }, () =>
    Object.fromEntries(over.map(({ path, values }) => [path, drawnValue(path, values, random)])),
  );
}

/**
 * Of numbers, one between the least and the largest: uniform in the logarithm for a field whose factors matter (learning rates over
 * decades), else uniform. Of anything else, one of the values. A range from 0 on has no logarithm: there one in as many draws as
 * there are values is 0, the others lie above the least that is not.
 */
function drawnValue(path: string, values: readonly unknown[], random: Random): unknown {
  const pick = (): unknown =>
    values[Math.min(values.length - 1, Math.floor(random.uniform(0, values.length)))];
  const field = sweepFieldAt(path);
  if (!values.every((value) => typeof value === 'number') || path === WEIGHT_SEED || path === DEPTH)
    return pick();
  const isWhole = field ? field.kind === 'whole' : values.every((value) => Number.isInteger(value));
  const positive = values.filter((value) => value > 0);
  const isLog = field?.kind !== 'word' && field?.scale === 'log' && positive.length > 0;
  if (isLog && positive.length < values.length && random.uniform(0, 1) < 1 / values.length) return 0;
  const range = isLog ? positive : values;
  const [least, most] = [Math.min(...range), Math.max(...range)];
  if (least === most) return least;
  const value = isLog
    ? Math.exp(random.uniform(Math.log(least), Math.log(most)))
    : random.uniform(least, isWhole ? most + 1 : most);
  const rounded = isWhole ? (isLog ? Math.round(value) : Math.floor(value)) : Number(value.toPrecision(3));
  return Math.min(most, Math.max(least, rounded));
}
