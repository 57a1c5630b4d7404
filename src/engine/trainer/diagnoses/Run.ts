/** Quantities of a run that several rules share, from its evidence. */
import { factsOf } from '#experiment/dataFacts.ts';
import { takesLogits } from '#nn/losses.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import type { Evidence } from './Evidence.ts';
import { GENERALISES, SOLVED, TAIL_POINTS } from './thresholds.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

export class Run {
  readonly experiment: Evidence['experiment'];
  readonly curve: readonly HistoryPoint[];
  readonly hasDiverged: boolean;
  readonly layers: Evidence['layers'];
  readonly classShares: readonly number[];
  readonly recalls: readonly number[];
  readonly first: HistoryPoint;
  readonly last: HistoryPoint;
  /** Training loss over that of the best constant answer. */
  readonly share: number;
  readonly baseline: number;
  /** Of the last points: the share of those that rise, and the mean change over the mean loss. */
  readonly rises: number;
  readonly jump: number;
  /** From the middle third of the run to the last one, the mean loss fell by this share. */
  readonly fall: number;

  constructor({ experiment, curve, hasDiverged, layers, baseline, classShares, recalls }: Evidence) {
    this.experiment = experiment;
    this.curve = curve;
    this.hasDiverged = hasDiverged;
    this.layers = layers;
    this.classShares = classShares;
    this.recalls = recalls;
    [this.first, this.last] = [curve[0]!, curve.at(-1)!];
    this.baseline = baseline;
    this.share = this.last.trainLoss / baseline;
    const tail = curve.slice(-TAIL_POINTS).map(({ trainLoss }) => trainLoss);
    const changes = tail.slice(1).map((loss, i) => loss - tail[i]!);
    this.rises = changes.filter((change) => change > 0).length / Math.max(1, changes.length);
    this.jump = changes.length > 0 ? mean(changes.map(Math.abs)) / mean(tail) : 0;
    const { epoch } = this.last;
    const between = (from: number, to: number): number =>
      mean(curve.filter((p) => p.epoch >= from * epoch && p.epoch <= to * epoch).map((p) => p.trainLoss));
    this.fall = 1 - between(2 / 3, 1) / between(1 / 3, 2 / 3);
  }

  get epochs(): number {
    return this.last.epoch - this.first.epoch;
  }

  get rate(): number {
    return this.experiment.training.optimizer.learningRate;
  }

  get hidden(): Evidence['layers'] {
    return this.layers.slice(0, -1);
  }

  get hiddenUnits(): number {
    return this.hidden.reduce((sum, { units }) => sum + units, 0);
  }

  get hasClasses(): boolean {
    return this.classShares.length > 0;
  }

  get takesLogits(): boolean {
    return takesLogits(this.experiment.training.loss);
  }

  get isSolved(): boolean {
    return this.hasClasses ? this.last.trainAccuracy >= SOLVED.accuracy : this.share <= SOLVED.share;
  }

  /** Right on nearly all that it was not trained on. */
  get generalises(): boolean {
    return this.hasClasses
      ? this.last.testAccuracy >= GENERALISES.accuracy
      : this.last.testLoss <= GENERALISES.share * this.baseline;
  }

  get highest(): number {
    return Math.max(...this.curve.map(({ trainLoss }) => trainLoss));
  }

  get bestTestLoss(): number {
    return Math.min(...this.curve.map(({ testLoss }) => testLoss).filter(Number.isFinite));
  }

  isGrown(times: number): boolean {
    return this.hasDiverged || this.last.trainLoss > times * Math.max(1, this.first.trainLoss);
  }

  /** The penalty that keeps all weights this small; null where none does. */
  heldDown(smallWeight: number): 'l1' | 'l2' | null {
    const { l1, l2 } = this.experiment.training;
    const areSmall = this.layers.every(
      ({ weightNorm, units }) => weightNorm < smallWeight * Math.sqrt(units),
    );
    if (!areSmall || l1 + l2 === 0) return null;
    return l1 > l2 ? 'l1' : 'l2';
  }

  className(index: number): string {
    return factsOf(this.experiment.data).classes[index] ?? String(index);
  }
}
