/** What a sweep will cost, told before it starts: multiply-adds of all networks, and about how long they take on a device. */
import { splitCounts } from '#data/splitCounts.ts';
import { networkShape } from '#experiment/networkShape.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';
import { halvingRungs } from './halvingRungs.ts';
import type { SweepCell } from './sweepCells.ts';
import type { SweepUntil } from './readSettings.ts';

export interface SweepCost {
  readonly networks: number;
  /** Training steps of all networks together. */
  readonly steps: number;
  /** About how long they take; null where only a loss ends them. */
  readonly seconds: number | null;
  /** Checkpoints of all networks, which are kept. */
  readonly stateBytes: number;
}

/** Of one thread; the step's fixed part and its multiply-adds a second. Measured on two shared cores, November 2026 (docs/kernels.md). */
const PACE: Readonly<Record<DeviceName, { readonly stepSeconds: number; readonly perSecond: number }>> = {
  wasm: { stepSeconds: 4e-7, perSecond: 3e9 },
  webgpu: { stepSeconds: 2e-6, perSecond: 5e9 },
  cpu: { stepSeconds: 5e-6, perSecond: 2e8 },
};

/** @param workers threads that train at the same time */
export function sweepCost(
  cells: readonly SweepCell[],
  until: SweepUntil,
  isHalving: boolean,
  device: DeviceName,
  workers: number,
): SweepCost {
  const { stepSeconds, perSecond } = PACE[device];
  // Networks that are left halve at each rung, and so do the epochs of an average one.
  const share = isHalving && until.epochs > 0 ? shareOfHalving(cells.length, until.epochs) : 1;
  let [steps, seconds, stateBytes] = [0, 0, 0];
  for (const { experiment } of cells) {
    const { train } = splitCounts(experiment.data);
    const { batchSize } = experiment.training;
    const ownSteps = until.epochs * share * Math.ceil(train / batchSize);
    const parameters = parameterCount(networkShape(experiment));
    const stepTime = stepSeconds + (3 * parameters * Math.min(train, batchSize)) / perSecond;
    const ownSeconds = until.epochs > 0 ? ownSteps * stepTime : Infinity;
    steps += ownSteps;
    seconds += Math.min(ownSeconds, until.seconds > 0 ? until.seconds : Infinity);
    stateBytes += 4 * parameters * (1 + slotCount(experiment.training.optimizer.name));
  }
  const inParallel = Math.max(1, Math.min(workers, cells.length));
  return {
    networks: cells.length,
    steps: Math.round(steps),
    seconds: Number.isFinite(seconds) ? seconds / inParallel : null,
    stateBytes,
  };
}

/** Epochs of an average network over those of a whole run. */
function shareOfHalving(count: number, epochs: number): number {
  let [sum, before, left] = [0, 0, count];
  for (const { epoch, keep } of halvingRungs(count, epochs)) {
    sum += left * (epoch - before);
    [before, left] = [epoch, keep];
  }
  return (sum + left * (epochs - before)) / (count * epochs);
}
