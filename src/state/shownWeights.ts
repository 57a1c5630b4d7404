/**
 * Which weights are on the screen, as a number: the same while a run goes on from step to step, another as soon as they come from
 * elsewhere (going back in time, a fresh start, a typed weight, another network). What was measured of others no longer holds.
 */
import { isSameShape } from '#nn/isSameShape.ts';
import { snapshotFeed, type Snapshot } from './feeds.ts';
import { trainingStore } from './trainingStore.ts';

let seen: Snapshot | null = null;
let number = 0;

export function shownWeights(): number {
  const { latest } = snapshotFeed;
  if (latest === seen) return number;
  if (!seen || !latest || isElsewhere(seen, latest)) number++;
  seen = latest;
  return number;
}

/** An edit of the plan alone makes a new generation, too, of a run that goes on. */
function isElsewhere(before: Snapshot, after: Snapshot): boolean {
  if (before.generation === after.generation) return false;
  if (!isSameShape(before.shape, after.shape)) return true;
  const steps = after.metrics.step - before.metrics.step;
  if (steps !== 0) return steps < 0 || trainingStore.getState().phase !== 'playing';
  return after.parameters.some((value, i) => value !== before.parameters[i]);
}
