/**
 * The run loop: dispatch after dispatch until a goal is reached or somebody stops it, with a snapshot whenever one is
 * due and room for messages in between. One run at a time; a new one ends the old.
 */
import type { Emit } from '../../wire/Call.ts';
import type { Metrics, TrainerEvents, TrainReport, TrainUntil } from '../../wire/trainer.ts';
import type { Lock } from './createLock.ts';
import { ChunkPacer, RateMeter, SnapshotPacer, SpeedLimit } from './pacing.ts';
import { batchesPerEpoch } from './schedule.ts';
import type { Workbench } from './Workbench.ts';
import { yieldToMessages } from './yieldToMessages.ts';

/** A dispatch may fail a moment before the device tells that it is lost. */
const LOSS_NOTICE_MS = 500;
/** So often in a row may a dispatch meet a lost device: a recovery waits in the queue, and may fail. */
const MOST_LOST_PASSES = 3;
/** A held-back run looks up this often, so that a pause is not slow to be heard. */
const LONGEST_WAIT_MS = 50;

interface RunOptions {
  readonly until: TrainUntil;
  /** Held to this pace; absent is as fast as it goes. */
  readonly epochsPerSecond?: number | undefined;
  /** Whether the page sees the phase change; single steps are too short for it. */
  readonly announced: boolean;
}

interface Goal {
  readonly step: number;
  readonly epoch: number;
  readonly endMs: number;
  readonly restarts: number;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class Runner {
  private readonly bench: Workbench;
  private readonly lock: Lock;
  private readonly emit: Emit<TrainerEvents>;
  private readonly pacer = new ChunkPacer();
  private readonly snapshots = new SnapshotPacer();
  private readonly meter = new RateMeter();
  private running: Promise<unknown> | null = null;
  /** Why the run is to end before its goal; null while it may go on. */
  private stopReason: string | null = null;
  private goal: Goal | null = null;
  private limit: SpeedLimit | null = null;
  private lostPasses = 0;

  constructor(bench: Workbench, lock: Lock, emit: Emit<TrainerEvents>) {
    this.bench = bench;
    this.lock = lock;
    this.emit = emit;
  }

  get isRunning(): boolean {
    return this.running !== null;
  }

  /** A run that only a pause or a problem ends. */
  get isPlaying(): boolean {
    const { goal } = this;
    return this.isRunning && this.stopReason === null && goal !== null && !isBounded(goal);
  }

  /** Holds the run under way to this pace; without one, it goes as fast as it can. */
  setSpeed(epochsPerSecond?: number): void {
    const perEpoch = batchesPerEpoch(this.bench.session.schedule);
    this.limit = epochsPerSecond ? new SpeedLimit(epochsPerSecond * perEpoch, performance.now()) : null;
  }

  /** Ends the run under way and waits until its last snapshot is out. */
  async stop(reason: string): Promise<void> {
    this.stopReason ??= reason;
    await this.running?.catch(() => undefined);
  }

  /** Resolves when the goal is reached or the run ended early; `stopped` then says why. */
  async run(options: RunOptions): Promise<TrainReport> {
    while (this.running) await this.stop('Another run began.');
    this.stopReason = null;
    const run = this.loop(options);
    this.running = run;
    try {
      return await run;
    } finally {
      this.running = null;
    }
  }

  private async loop({ until, epochsPerSecond, announced }: RunOptions): Promise<TrainReport> {
    const startMs = performance.now();
    const goal = this.goalOf(until, startMs);
    this.goal = goal;
    this.lostPasses = 0;
    this.meter.restart(startMs);
    if (announced) this.emit('phaseChanged', { phase: 'playing' });
    this.setSpeed(epochsPerSecond);
    let problem: Error | null = null;
    try {
      while (this.stopReason === null && !this.isReached(goal)) {
        const { limit } = this;
        if (limit && limit.dueSteps(performance.now()) < 1) {
          await wait(Math.min(LONGEST_WAIT_MS, limit.msToNextStep(performance.now())));
        } else {
          problem = await this.lock(() => this.advance(goal));
          if (problem) break;
          await yieldToMessages();
        }
      }
    } catch (error) {
      problem = error as Error;
    }
    return this.lock(() => this.finish(goal, startMs, problem, announced));
  }

  private goalOf({ epochs, steps, seconds }: TrainUntil, startMs: number): Goal {
    const { step, epoch } = this.bench.session.progress;
    return {
      step: step + (steps ?? Infinity),
      epoch: epoch + (epochs ?? Infinity),
      endMs: startMs + (seconds ?? Infinity) * 1_000,
      restarts: this.bench.restarts,
    };
  }

  private remainingSteps({ step, epoch }: Goal): number {
    const { session } = this.bench;
    const { progress } = session;
    const toEpoch = epoch === Infinity ? Infinity : session.stepsToEpochEnd(epoch - progress.epoch);
    return Math.min(step - progress.step, toEpoch);
  }

  private isReached(goal: Goal): boolean {
    if (isBounded(goal) && goal.restarts !== this.bench.restarts) {
      this.stopReason = 'The network was started anew meanwhile.';
      return true;
    }
    return performance.now() >= goal.endMs || this.remainingSteps(goal) <= 0;
  }

  /** One dispatch. Gives the problem that ends the run, if there is one. */
  private async advance(goal: Goal): Promise<Error | null> {
    // Things may have changed while this waited for the lock.
    if (this.stopReason !== null || this.isReached(goal)) return null;
    const { bench, limit } = this;
    if (bench.session.device.isLost()) return this.passOver();
    this.lostPasses = 0;
    const startMs = performance.now();
    const due = limit?.dueSteps(startMs) ?? Infinity;
    const steps = this.pacer.next(Math.min(this.remainingSteps(goal), Math.max(1, due)));
    try {
      const result = await bench.session.advance(steps);
      if (result.kind === 'diverged') return this.explainDivergence(result.lossStep);
      const endMs = performance.now();
      this.pacer.took(steps, endMs - startMs);
      limit?.made(steps);
      this.meter.add(steps, endMs);
      if (this.snapshots.isDue(endMs)) {
        this.noteRates();
        await bench.snapshot('quick');
        this.snapshots.took(performance.now(), performance.now() - endMs);
      }
      return null;
    } catch (error) {
      // The keeper has put the recovery behind this in the lock's queue; the loop goes on after it.
      if (await this.isLoss()) return null;
      throw error;
    }
  }

  /** The recovery of a lost device is next in the queue. When it has failed, too, the run is over. */
  private passOver(): Error | null {
    if (++this.lostPasses <= MOST_LOST_PASSES) return null;
    return new Error('The device was lost and no other one works, so training stopped. Reload the page.');
  }

  private async finish(
    goal: Goal,
    startMs: number,
    problem: Error | null,
    announced: boolean,
  ): Promise<TrainReport> {
    const seconds = (performance.now() - startMs) / 1_000;
    this.noteRates();
    let metrics = await this.lastSnapshot();
    if (!problem && !Number.isFinite(metrics.trainLoss) && this.bench.session.rollBack()) {
      problem = this.explainDivergence(metrics.step);
      metrics = await this.lastSnapshot();
    }
    if (problem) {
      const { name, message } = problem;
      this.emit('runStopped', { error: { name, message }, metrics });
      this.emit('phaseChanged', { phase: 'stopped', reason: message });
    } else if (announced) this.emit('phaseChanged', { phase: 'paused' });
    const isTimeUp = performance.now() >= goal.endMs;
    const stopped = problem?.message ?? (isTimeUp ? null : this.stopReason);
    return { ...metrics, seconds, ...(stopped ? { stopped } : {}) };
  }

  /** On a device lost just now, the snapshot of the recovery stands for this one. */
  private async lastSnapshot(): Promise<Metrics> {
    try {
      return await this.bench.snapshot('whole');
    } catch (error) {
      if (!(await this.isLoss())) throw error;
      const { step, epoch } = this.bench.session.saved;
      return { step, epoch, trainLoss: NaN, testLoss: NaN };
    }
  }

  private noteRates(): void {
    const stepsPerSecond = this.meter.perSecond();
    const perEpoch = batchesPerEpoch(this.bench.session.schedule);
    this.bench.rates = { stepsPerSecond, epochsPerSecond: stepsPerSecond / perEpoch };
  }

  private async isLoss(): Promise<boolean> {
    if (!this.bench.isReady) return false;
    const { device } = this.bench.session;
    await Promise.race([device.lost, wait(LOSS_NOTICE_MS)]);
    return device.isLost();
  }

  private explainDivergence(lossStep: number): Error {
    const { plan, progress } = this.bench.session;
    const error = new Error(
      `The loss was no longer a finite number at step ${lossStep}, so training stopped. The weights of step ` +
        `${progress.step} are kept. Try a smaller learning rate (now ${plan.train.optimizer.learningRate}), or reset.`,
    );
    error.name = 'DivergedError';
    return error;
  }
}

/** A run of so many steps or epochs, or of a time, as against one that is only ever paused. */
function isBounded({ step, epoch, endMs }: Goal): boolean {
  return step !== Infinity || epoch !== Infinity || endMs !== Infinity;
}
