/** What is wrong with a run and what to try, found anew every few seconds while it trains, and always at its end. */
import { dataAdvice } from '#data/dataAdvice.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { Failure } from '#messages/Failure.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import type { Scope, SnapshotRenderer } from './SnapshotRenderer.ts';
import { trainingAdvice } from './trainingAdvice.ts';

const ADVICE_MS = 2_000;

export class Advice {
  /** Null where nothing is known to be wrong. */
  present: Failure | null = null;
  /** Generation of the session whose last run ended because its loss was beyond all use. */
  divergedAt = -1;
  private atMs = -Infinity;

  /** @param parameters [P] of the moment */
  async update(
    scope: Scope,
    experiment: Experiment,
    snapshots: SnapshotRenderer,
    curve: readonly HistoryPoint[],
    parameters: Float32Array,
  ): Promise<void> {
    if (scope !== 'full' && performance.now() - this.atMs <= ADVICE_MS) return;
    this.present =
      dataAdvice(snapshots.data) ?? trainingAdvice(experiment, curve, await snapshots.health(), parameters);
    this.atMs = performance.now();
  }
}
