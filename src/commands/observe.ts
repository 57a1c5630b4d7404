/**
 * What conditions are judged by, made from the stores: numbers of the trainer, of the last load, of the example in Code. Of an experiment
 * that the trainer has not taken yet nothing is known, so an edit never meets the numbers of the network before it.
 */
import { cost } from '#experiment/cost.ts';
import { concernsTraining, diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { constantAnswer, rSquared, type ConstantAnswer } from '#lessons/conditions/constantAnswer.ts';
import type { Observation, PlainValues } from '#lessons/conditions/Observation.ts';
import { servingValues, valuesByPriority } from '#lessons/conditions/servingValues.ts';
import type { LoadReport } from '#protocol/load.ts';
import { experimentStore, trainingOf } from '#state/experimentStore.ts';
import { dataFeed, snapshotFeed, traceFeed, type Snapshot } from '#state/feeds.ts';
import { patternFeed } from '#state/patternFeed.ts';
import { servingStore } from '#state/servingStore.ts';
import { sweepStore } from '#state/sweepStore.ts';
import { trainingStore } from '#state/trainingStore.ts';

/** Dead units of each layer, and the run and step that they were counted at. */
export interface DeadUnits {
  readonly generation: number;
  readonly dead: readonly number[];
}

export class Observer {
  private present = experimentStore.getState().experiment;
  /** Snapshots of this generation and older ones are of an experiment before. */
  private staleGeneration = -1;
  /** Reports of before the observation began are not the reader's doing. */
  private readonly oldReport = servingStore.getState().report;
  private lastGeneration = -1;
  private constant: { readonly of: readonly unknown[]; readonly found: ConstantAnswer | null } | null = null;

  /** The snapshot of the present experiment; null while there is none yet, or an earlier moment is looked at. */
  get snapshot(): Snapshot | null {
    const { experiment } = experimentStore.getState();
    if (experiment !== this.present) this.turnTo(experiment);
    const { latest } = snapshotFeed;
    if (!latest) return null;
    // Generations of a trainer that was started again count from 0.
    if (latest.generation < this.lastGeneration) this.staleGeneration = -1;
    this.lastGeneration = latest.generation;
    if (latest.generation <= this.staleGeneration) return null;
    if (latest.run && diffExperiments(latest.run.experiment, experiment).start) return null;
    if (!isSameJson(latest.shape, networkShape(experiment))) return null;
    return trainingStore.getState().isLookingBack ? null : latest;
  }

  /** @param counted dead units, where a condition asks for them */
  observe(counted: DeadUnits | null): Observation {
    const { snapshot } = this;
    const experiment = this.present;
    const { parameters, units } = cost(experiment);
    const report = this.reportOf(experiment);
    const isSweep = !sweepStore.getState().isRunning && sweepStore.getState().points.length > 0;
    const values: PlainValues = {
      parameters,
      units,
      ...(snapshot ? this.trainingValues(snapshot, experiment) : {}),
      ...(report ? servingValues(report) : {}),
      ...(isSweep ? { knee: sweepStore.getState().knee } : {}),
      ...patternValues(),
    };
    return {
      experiment,
      values,
      ...(snapshot ? { shape: snapshot.shape, parameters: snapshot.parameters } : {}),
      ...(snapshot && counted?.generation === snapshot.generation ? { dead: counted.dead } : {}),
      ...(report ? { byPriority: valuesByPriority(report) } : {}),
    };
  }

  private turnTo(next: Experiment): void {
    const before = this.present;
    this.present = next;
    const isOther =
      trainingOf(before) !== trainingOf(next) || concernsTraining(diffExperiments(before, next));
    if (isOther) this.staleGeneration = snapshotFeed.latest?.generation ?? -1;
  }

  private trainingValues({ metrics }: Snapshot, experiment: Experiment): PlainValues {
    const { phase, problem } = trainingStore.getState();
    const { loss } = experiment.training;
    const { latest: data } = dataFeed;
    const of = [data, loss];
    if (data && !this.constant?.of.every((part, i) => part === of[i])) {
      this.constant = { of, found: constantAnswer(data, loss) };
    }
    const constant = this.constant?.found;
    return {
      ...metrics,
      stopped: phase === 'stopped' && problem !== null,
      ...(constant ? { baseline: constant.baseline, r2: rSquared(metrics.testLoss, constant, loss) } : {}),
    };
  }

  /** The report of a load that has ended, on what is there now. */
  private reportOf(experiment: Experiment): LoadReport | null {
    const { report, phase } = servingStore.getState();
    const { ran } = traceFeed.latest;
    if (!report || report === this.oldReport || phase !== 'idle' || !ran) return null;
    const isSame = (['data', 'network', 'serving', 'load'] as const).every((part) =>
      isSameJson(ran[part], experiment[part]),
    );
    return isSame ? report : null;
  }
}

function patternValues(): PlainValues {
  const { name, phase, goroutines, blockedSenders, handled, elapsedMs } = patternFeed.latest;
  if (name === null) return {};
  const returned = phase === 'left' || phase === 'ended';
  return { pattern: name, goroutines, blockedSenders, handled, elapsedMs, returned };
}
