/**
 * The conditions that end a run by themselves: those of the experiment (`training.stop`), which may be edited while it runs, and
 * those of `train`. Losses are looked at at the end of each epoch, so that a run ends at the same epoch on every machine.
 */
import type { MetCondition } from '#experiment/MetCondition.ts';
import type { StopSpec } from '#experiment/experiment.ts';
import type { WatchedLoss } from '#nn/learningRates.ts';
import { BETTER } from '#nn/schedules/plateau.ts';
import type { TrainUntil } from '#protocol/trainer.ts';

type LossConditions = Pick<StopSpec, 'lossBelow' | 'plateau' | 'watch'>;

/** The losses of an epoch that has ended; NaN for one that nothing watches. */
export type EpochEnd = Readonly<Record<WatchedLoss, number>>;

/** Follows the watched loss from epoch to epoch. */
class LossFollower {
  private best = Infinity;
  private since = 0;
  private isArmed: boolean;

  /** @param isArmed false: a loss below the limit counts only once it has been above it */
  constructor(isArmed: boolean) {
    this.isArmed = isArmed;
  }

  steadyEpochs({ lossBelow, plateau, watch }: LossConditions): number {
    if (lossBelow > 0) return 1;
    if (plateau === 0) return Infinity;
    return watch === 'test' ? 1 : Math.max(1, plateau - this.since);
  }

  observe({ lossBelow, plateau, watch }: LossConditions, losses: EpochEnd): MetCondition | null {
    const loss = losses[watch];
    if (loss < this.best * (1 - BETTER)) {
      this.best = loss;
      this.since = 0;
    } else this.since++;
    if (lossBelow > 0) {
      if (loss < lossBelow && this.isArmed) return { code: 'lossBelow', watch, limit: lossBelow, loss };
      if (loss >= lossBelow) this.isArmed = true;
    }
    if (plateau > 0 && this.since >= plateau) {
      return { code: 'plateau', watch, limit: plateau, best: this.best };
    }
    return null;
  }
}

export class StopConditions {
  private readonly plan: () => StopSpec;
  private readonly call: LossConditions;
  private readonly startEpoch: number;
  private readonly startMs: number;
  private ofPlan: LossFollower;
  private ofCall = new LossFollower(true);

  /**
   * @param plan the experiment's present conditions
   * @param until those of the call
   * @param spent the condition that ended the last run where this one begins: it does not end this one at once
   */
  constructor(
    plan: () => StopSpec,
    until: TrainUntil,
    startEpoch: number,
    startMs: number,
    spent: MetCondition | null,
  ) {
    this.plan = plan;
    this.call = {
      lossBelow: until.lossBelow ?? 0,
      plateau: until.plateau ?? 0,
      watch: until.watch ?? 'test',
    };
    this.startEpoch = startEpoch;
    this.startMs = startMs;
    const { lossBelow, watch } = plan();
    const isSpent = spent?.code === 'lossBelow' && spent.limit === lossBelow && spent.watch === watch;
    this.ofPlan = new LossFollower(!isSpent);
  }

  /** Other weights: what was seen of the losses so far means nothing. */
  forgetLosses(): void {
    this.ofPlan = new LossFollower(true);
    this.ofCall = new LossFollower(true);
  }

  watches(loss: WatchedLoss): boolean {
    return [this.plan(), this.call].some(
      ({ lossBelow, plateau, watch }) => watch === loss && (lossBelow > 0 || plateau > 0),
    );
  }

  /** For how many epochs, the one under way included, no loss can end the run. */
  get steadyEpochs(): number {
    return Math.min(this.ofPlan.steadyEpochs(this.plan()), this.ofCall.steadyEpochs(this.call));
  }

  /** The epoch at which the plan ends the run. One that was past when the run began does not. */
  get lastEpoch(): number {
    const { epochs } = this.plan();
    return epochs > this.startEpoch ? epochs : Infinity;
  }

  /** When the plan ends the run, on the clock of `performance.now()`. */
  get endMs(): number {
    const { seconds } = this.plan();
    return seconds > 0 ? this.startMs + seconds * 1_000 : Infinity;
  }

  observe(losses: EpochEnd): MetCondition | null {
    const ofPlan = this.ofPlan.observe(this.plan(), losses);
    const ofCall = this.ofCall.observe(this.call, losses);
    return ofCall ?? ofPlan;
  }

  /** The plan's epochs or seconds, once they are reached. */
  reached(epoch: number, nowMs: number): MetCondition | null {
    const { epochs, seconds } = this.plan();
    if (epoch >= this.lastEpoch) return { code: 'epochs', limit: epochs };
    if (nowMs >= this.endMs) return { code: 'seconds', limit: seconds };
    return null;
  }
}
