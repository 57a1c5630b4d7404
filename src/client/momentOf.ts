/**
 * Numbers for experiments as values, by which the trainer knows which weights belonged to which value: every edit that
 * concerns training makes a new moment, and undo returns to an old one. The origin counts the experiments that were
 * opened (link, script, Back): edits keep it, and another origin is a fresh start.
 */
import type { Experiment } from '#experiment/experiment.ts';
import type { Moment } from '#protocol/trainer.ts';
import { knownUnits } from './unitIds.ts';

const moments = new WeakMap<Experiment, number>();
let last = 0;

/** Gives `later` the moment of `earlier`: the trainer's weights are the same under both. */
export function shareMoment(later: Experiment, earlier: Experiment): void {
  if (!moments.has(later)) moments.set(later, momentOf(earlier));
}

export function momentOf(experiment: Experiment): number {
  const known = moments.get(experiment);
  if (known !== undefined) return known;
  moments.set(experiment, ++last);
  return last;
}

const origins = new WeakMap<Experiment, number>();
let lastOrigin = 0;

/** 0 for the experiment that the page began with and for its edits. */
export const originOf = (experiment: Experiment): number => origins.get(experiment) ?? 0;

/** Marks an experiment as opened: training starts from its seed, whatever was trained before. */
export function beginOrigin(experiment: Experiment): void {
  origins.set(experiment, ++lastOrigin);
}

/** An edit keeps the origin of what it was made from, unless it has one of its own. */
export function inheritOrigin(later: Experiment, earlier: Experiment): void {
  if (!origins.has(later)) origins.set(later, originOf(earlier));
}

/** All numbers, as the trainer's calls take them. */
export function numbersOf(experiment: Experiment): Moment {
  const units = knownUnits(experiment);
  return { moment: momentOf(experiment), origin: originOf(experiment), ...(units ? { units } : {}) };
}
