/**
 * Watches the losses of a run, epoch by epoch, for its learning-rate schedule and its stop conditions. While a loss is watched,
 * dispatches end where it may change something; the test loss is then measured at the end of each epoch, on the same samples
 * as for the screen.
 */
import type { MetCondition } from '#experiment/MetCondition.ts';
import type { StopSpec } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import type { TrainUntil } from '#protocol/trainer.ts';
import type { EpochLoss } from './EpochLosses.ts';
import { stepsTo } from './Goal.ts';
import { StopConditions } from './StopConditions.ts';
import type { TrainingSession } from './TrainingSession.ts';

/** A plan without stop conditions. */
const NO_STOP: StopSpec = { epochs: 0, seconds: 0, lossBelow: 0, plateau: 0, watch: 'test' };

export class RunWatch {
  /** The stop condition that has ended the run. */
  met: MetCondition | null = null;
  private readonly session: Pick<TrainingSession, 'run' | 'restarts' | 'snapshots'>;
  private conditions: StopConditions | null = null;
  /** `restarts` of the weights whose losses were seen. */
  private restarts = -1;

  constructor(session: RunWatch['session']) {
    this.session = session;
  }

  /** @param obeysPlan whether the experiment's stop conditions count, besides those of the call */
  begin(until: TrainUntil, obeysPlan: boolean, startMs: number): void {
    const { session } = this;
    const spent = this.restarts === session.restarts ? this.met : null;
    const plan = (): StopSpec => (obeysPlan ? session.run.config.stop : NO_STOP);
    this.conditions = new StopConditions(plan, until, session.run.progress.epoch, startMs, spent);
    this.met = null;
    this.restarts = session.restarts;
  }

  /** When the plan ends the run, on the clock of `performance.now()`. */
  get endMs(): number {
    return this.conditions?.endMs ?? Infinity;
  }

  isMet(nowMs: number): boolean {
    const { session, conditions } = this;
    if (this.restarts !== session.restarts) {
      this.restarts = session.restarts;
      conditions?.forgetLosses();
    }
    this.met ??= conditions?.reached(session.run.progress.epoch, nowMs) ?? null;
    return this.met !== null;
  }

  /** Steps to where the plan ends the run, or a loss may end it or change its rate. */
  stepsToNext(): number {
    const { run } = this.session;
    const { steadyEpochs = Infinity, lastEpoch = Infinity } = this.conditions ?? {};
    const watched = run.progress.epoch + Math.min(steadyEpochs, run.watchedEpochs);
    return stepsTo({ step: Infinity, epoch: Math.min(lastEpoch, watched) }, run);
  }

  /** Tells schedule and stop conditions the losses of the epochs that have ended. */
  async take(ended: readonly EpochLoss[]): Promise<void> {
    const { session, conditions } = this;
    const { run } = session;
    const isScheduled = run.watchedEpochs < Infinity;
    const isConditional = (conditions?.steadyEpochs ?? Infinity) < Infinity;
    if (ended.length === 0 || !(isScheduled || isConditional)) return;
    const { watch } = run.config.rates;
    const wantsTest = (isScheduled && watch === 'test') || conditions?.watches('test');
    const test = wantsTest ? (await session.snapshots.evaluate('test', 'sampled')).loss : NaN;
    if (run.device.isLost()) throw failed(await run.device.lost);
    for (const { epoch, loss: train } of ended) {
      run.observeLoss(epoch, watch === 'test' ? test : train);
      this.met ??= conditions?.observe({ train, test }) ?? null;
    }
  }
}
