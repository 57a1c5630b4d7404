/**
 * Networks that one kernel call can train together: the same data, widths, activations and kind of step. Learning rates, schedules and
 * orders of samples are each network's own.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { SCHEDULE_RULES } from '#nn/learningRates.ts';

/** Equal for experiments whose prepared data are the same. */
export function dataKey({ data, network }: Experiment): string {
  return JSON.stringify([data, network.output.activation]);
}

/**
 * Equal for experiments that can train together. A schedule that looks at losses ends dispatches where they may change its rate, and
 * dropout draws by the seed: such networks are alone.
 */
export function togetherKey(experiment: Experiment, id: number): string {
  const { network, training } = experiment;
  const { loss, optimizer, schedule, clip, batchSize, l1, l2, dropout } = training;
  const { learningRate: _, ...rule } = optimizer;
  const isAlone = SCHEDULE_RULES[schedule.name].memory !== undefined;
  return JSON.stringify([
    dataKey(experiment),
    network.hidden,
    [loss, rule, clip, batchSize, l1, l2, dropout],
    dropout > 0 ? network.seed : 0,
    isAlone ? id : -1,
  ]);
}

/** Lists of what has the same key, in the order in which they first appear. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
