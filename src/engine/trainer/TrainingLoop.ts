/**
 * The training loop: dispatch after dispatch until a goal is reached or the run is stopped, with snapshots when they
 * are due and yields to messages in between. One run at a time; a new one ends the old.
 */
import { confirmLoss } from '#engine/device/confirmLoss.ts';
import { failed, reasonOf, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/trainerErrors.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { batchesPerEpoch } from '#nn/schedule.ts';
import type { Emit } from '#protocol/Call.ts';
import type { Metrics, TrainerEvents, TrainReport, TrainUntil } from '#protocol/trainer.ts';
import type { Lock } from './createLock.ts';
import { DIVERGED, divergedError } from './divergedError.ts';
import { goalFrom, stepsTo, type Goal } from './Goal.ts';
import { dueAt, nextSteps, type Course } from './nextSteps.ts';
import { ChunkPacer, CurveBudget, RateMeter, SnapshotPacer, SpeedLimit, TARGET_MS } from './pacing.ts';
import { lackOfSamples } from './requireSamples.ts';
import type { Progress } from './runStages.ts';
import type { Scope } from './SnapshotRenderer.ts';
import { RunWatch } from './RunWatch.ts';
import type { TrainingSession } from './TrainingSession.ts';
import { yieldToMessages } from './yieldToMessages.ts';

/** Dispatches in a row that may find the device lost: its recovery waits in the lock's queue, and may fail. */
const MOST_LOST_PASSES = 3;
/** Short dispatches may follow each other for this long before the loop yields to messages. */
const QUIET_MS = 16;
/** A run held to a speed wakes at least this often, so that a pause takes effect soon. */
const LONGEST_WAIT_MS = 50;

interface RunOptions {
  readonly until: TrainUntil;
  /** Speed limit; absent for full speed. */
  readonly epochsPerSecond?: number | undefined;
  /** Whether the page is told of the phase; single steps are too short for it. */
  readonly announced: boolean;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class TrainingLoop {
  private readonly session: TrainingSession;
  private readonly lock: Lock;
  private readonly emit: Emit<TrainerEvents<Failure>>;
  private readonly chunkPacer = new ChunkPacer();
  private readonly snapshotPacer = new SnapshotPacer();
  private readonly curveBudget = new CurveBudget();
  /** `restarts` of the run that the curve budget is for. */
  private curveOf = -1;
  private readonly meter = new RateMeter();
  private readonly stops: RunWatch;
  private running: Promise<unknown> | null = null;
  /** Why the run is to end before its goal; null while it may go on. */
  private stopReason: Failure | null = null;
  private goal: Goal | null = null;
  private limit: SpeedLimit | null = null;
  private lostPasses = 0;
  private isStepVoid = false;
  /** The step at which a snapshot, a measurement or a checkpoint was taken last. */
  private notedStep = -Infinity;

  constructor(session: TrainingSession, lock: Lock, emit: Emit<TrainerEvents<Failure>>) {
    this.session = session;
    this.stops = new RunWatch(session);
    this.lock = lock;
    this.emit = emit;
  }

  get isRunning(): boolean {
    return this.running !== null;
  }

  /** Whether the run under way has no goal, so that only a pause or a problem ends it. */
  get isPlaying(): boolean {
    const { goal } = this;
    return this.isRunning && this.stopReason === null && goal !== null && !goal.isBounded;
  }

  /** Limits the run under way to this speed; without an argument, removes the limit. */
  setSpeed(epochsPerSecond?: number): void {
    const perEpoch = batchesPerEpoch(this.session.run.schedule);
    this.limit = epochsPerSecond ? new SpeedLimit(epochsPerSecond * perEpoch, performance.now()) : null;
  }

  /** Whether the page is visible, and so its snapshots are wanted. */
  watch(isSeen: boolean): void {
    this.snapshotPacer.watch(isSeen);
  }

  /** Gives up the step under way, whose result an edit has made worthless. The run goes on afterwards. */
  interruptStep(): void {
    this.isStepVoid = true;
  }

  /** Ends the run under way and waits until its last snapshot has been sent. */
  async stop(reason: Failure): Promise<void> {
    this.stopReason ??= reason;
    await this.running?.catch(() => undefined);
  }

  /** Resolves when the goal is reached or the run ended early; `stopped` then says why. */
  async run(options: RunOptions): Promise<TrainReport<Failure>> {
    while (this.running) await this.stop(failures.otherRun());
    this.stopReason = null;
    const run = this.dispatchUntil(options);
    this.running = run;
    try {
      return await run;
    } finally {
      this.running = null;
    }
  }

  private async dispatchUntil({
    until,
    epochsPerSecond,
    announced,
  }: RunOptions): Promise<TrainReport<Failure>> {
    const startMs = performance.now();
    const { session } = this;
    const { progress } = session.run;
    const goal = goalFrom(until, progress, startMs, session.restarts);
    this.goal = goal;
    // Single steps go past every stop condition.
    this.stops.begin(until, announced, startMs);
    this.lostPasses = 0;
    this.meter.restart(startMs);
    if (this.curveOf !== this.session.restarts) {
      this.curveOf = this.session.restarts;
      this.curveBudget.restart();
    }
    if (announced) this.emit('phaseChanged', { phase: 'playing' });
    this.setSpeed(epochsPerSecond);
    let problem: Error | null = null;
    let yieldedMs = startMs;
    try {
      while (this.stopReason === null && !this.isReached(goal)) {
        const { limit } = this;
        if (limit && limit.dueSteps(performance.now()) < 1) {
          await wait(Math.min(LONGEST_WAIT_MS, limit.msToNextStep(performance.now())));
        } else {
          problem = await this.lock(() => lackOfSamples(this.session) ?? this.advance(goal));
          if (problem) break;
          if (performance.now() - yieldedMs >= QUIET_MS) {
            await yieldToMessages();
            yieldedMs = performance.now();
          }
        }
      }
    } catch (error) {
      problem = error as Error;
    }
    return this.lock(() => this.finish(goal, startMs, problem, announced));
  }

  private isReached(goal: Goal): boolean {
    const { session } = this;
    if (goal.isBounded && goal.restarts !== session.restarts) {
      this.stopReason = failures.startedAnew();
      return true;
    }
    const nowMs = performance.now();
    return this.stops.isMet(nowMs) || nowMs >= goal.endMs || stepsTo(goal, session.run) <= 0;
  }

  /** One dispatch. Returns the problem that ends the run, or null. */
  private async advance(goal: Goal): Promise<Error | null> {
    // The state may have changed while this waited for the lock.
    if (this.stopReason !== null || this.isReached(goal)) return null;
    const { session, limit } = this;
    if (session.run.device.isLost()) return this.passOver();
    this.lostPasses = 0;
    const { device, config } = session.run;
    this.chunkPacer.paceFor(device.name, config.batchSize * parameterCount(config.shape));
    this.isStepVoid = false;
    session.timeline.beginBranch();
    const mayGoOn = (): boolean =>
      !this.isStepVoid &&
      this.stopReason === null &&
      performance.now() < Math.min(goal.endMs, this.stops.endMs);
    const startMs = performance.now();
    const due = limit?.dueSteps(startMs) ?? Infinity;
    const steps = nextSteps(this.course(goal), session.run.progress, due);
    // Of this dispatch; the choice of the next one changes it. Where losses are watched, what follows depends on them.
    const { isCut } = this.chunkPacer;
    const endsSoon = Math.min(goal.endMs, this.stops.endMs) - startMs < 2 * TARGET_MS;
    const mayFollow = !limit && !endsSoon && this.stops.stepsToNext() === Infinity;
    const ahead = (at: Progress): number =>
      mayFollow && stepsTo(goal, session.run, at) > 0 ? nextSteps(this.course(goal), at, Infinity) : 0;
    try {
      const result = await session.run.advance(steps, mayGoOn, ahead);
      if (result.kind === 'interrupted') return null;
      if (result.kind === 'diverged') return divergedError(session.run, result.lossStep, result.loss);
      const endMs = performance.now();
      this.chunkPacer.took(steps, result.tookMs, isCut);
      limit?.made(steps);
      this.meter.add(steps, endMs);
      this.curveBudget.ran(endMs - startMs);
      session.timeline.ran((endMs - startMs) / 1_000, session.run.progress.step, result.epochs);
      await this.stops.take(result.epochs);
      await this.noteState(goal, endMs);
      return null;
    } catch (error) {
      // The recovery is next in the lock's queue; the loop goes on after it.
      if (await this.isLoss()) return null;
      throw error;
    }
  }

  private course(goal: Goal): Course {
    const { session, chunkPacer: pacer, curveBudget: budget, notedStep } = this;
    const watchedSteps = this.stops.stepsToNext();
    return { run: session.run, timeline: session.timeline, goal, pacer, budget, notedStep, watchedSteps };
  }

  /** Takes the snapshot, the measurement or the checkpoint that is due now. */
  private async noteState(goal: Goal, nowMs: number): Promise<void> {
    const { session, curveBudget, snapshotPacer } = this;
    const { progress } = session.run;
    const isSnapshot = snapshotPacer.isDue(nowMs);
    const due = dueAt(this.course(goal), progress);
    if (!isSnapshot && due === null) return;
    this.notedStep = progress.step;
    if (isSnapshot) {
      this.noteRates();
      await session.snapshot('sampled', true);
    } else if (due === 'measurement') await session.measure();
    else await session.keepCheckpoint();
    const endMs = performance.now();
    // Waiting for the dispatch ahead is training.
    const tookMs = endMs - Math.max(nowMs, session.run.lastEndMs);
    if (isSnapshot) snapshotPacer.took(endMs, tookMs);
    else if (due === 'measurement') curveBudget.took(tookMs);
  }

  /** The device is lost and its recovery next in the queue. If it keeps failing, the run is over. */
  private passOver(): Error | null {
    if (++this.lostPasses <= MOST_LOST_PASSES) return null;
    return failed(failures.noDeviceLeft());
  }

  private async finish(
    goal: Goal,
    startMs: number,
    problem: Error | null,
    announced: boolean,
  ): Promise<TrainReport<Failure>> {
    const seconds = (performance.now() - startMs) / 1_000;
    this.session.run.dropAhead();
    this.noteRates();
    // A caller waits for the end of a run that was stopped or timed out: metrics on all samples only where that is
    // fast.
    const isAwaited = this.stopReason !== null || Math.min(goal.endMs, this.stops.endMs) !== Infinity;
    const scope = isAwaited && this.session.snapshots.isSlow ? 'sampled' : 'full';
    let metrics = await this.lastSnapshot(scope);
    if (!problem && !Number.isFinite(metrics.trainLoss) && this.session.run.rollBack()) {
      problem = divergedError(this.session.run, metrics.step, NaN);
      metrics = await this.lastSnapshot(scope);
    }
    const met = problem || this.stopReason !== null ? null : this.stops.met;
    const ended = met ? { met } : {};
    this.session.advice.divergedAt = problem?.name === DIVERGED ? this.session.generation : -1;
    if (problem) {
      const reason = reasonOf(problem);
      this.emit('runStopped', { reason, metrics });
      this.emit('phaseChanged', { phase: 'stopped', reason });
    } else if (announced) this.emit('phaseChanged', { phase: 'paused', ...ended });
    const isTimeUp = performance.now() >= goal.endMs;
    const stopped = problem ? reasonOf(problem) : isTimeUp ? null : this.stopReason;
    const advice = this.session.advice.present;
    return {
      ...metrics,
      seconds,
      ...ended,
      ...(stopped ? { stopped } : {}),
      ...(advice && !problem ? { advice } : {}),
    };
  }

  /** If the device was lost just now, the snapshot of the recovery replaces this one. */
  private async lastSnapshot(scope: Scope): Promise<Metrics> {
    try {
      return await this.session.snapshot(scope);
    } catch (error) {
      if (!(await this.isLoss())) throw error;
      const { step, epoch } = this.session.run.saved;
      return { step, epoch, trainLoss: NaN, testLoss: NaN };
    }
  }

  private noteRates(): void {
    const stepsPerSecond = this.meter.perSecond();
    const perEpoch = batchesPerEpoch(this.session.run.schedule);
    this.session.rates = { stepsPerSecond, epochsPerSecond: stepsPerSecond / perEpoch };
  }

  private async isLoss(): Promise<boolean> {
    return this.session.isReady && confirmLoss(this.session.run.device);
  }
}
