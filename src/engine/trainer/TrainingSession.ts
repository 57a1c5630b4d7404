/**
 * The present experiment in training: its data, its run on the present device, snapshots, learning curve and kept
 * runs. Decides what an edit keeps, and moves between devices. Callers hold the trainer's lock.
 */
import type { PreparedData } from '#data/PreparedData.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Device } from '#engine/device/Device.ts';
import { concernsTraining, diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { failed, type Failure } from '#messages/Failure.ts';
import { nothingKept } from '#messages/generated/inspectErrors.ts';
import { nothingLoaded } from '#messages/generated/trainerErrors.ts';
import { batchesPerEpoch } from '#nn/schedule.ts';
import { transferring, type Emit } from '#protocol/Call.ts';
import type {
  Checkpoint,
  KeptRun,
  Metrics,
  Moment,
  Snapshot,
  TrainerCalls,
  TrainerEvents,
  UnitIds,
} from '#protocol/trainer.ts';
import { Advice } from './Advice.ts';
import { carryRun, isSameUnits } from './carryRun.ts';
import type { DatasetCache } from './DatasetCache.ts';
import { DueRun } from './DueRun.ts';
import { DeviceRun, type RunConfig } from './DeviceRun.ts';
import { planOf } from './hyperparameters.ts';
import { KeptRuns } from './KeptRuns.ts';
import { buffersOf, metricsOf, runToKeep, stateOf } from './snapshotParts.ts';
import { SnapshotRenderer, type Scope } from './SnapshotRenderer.ts';
import { backTo, freshStart, isWhole, keepWeights } from './startStates.ts';
import { Timeline } from './Timeline.ts';
import { WeightsPort } from './WeightsPort.ts';

export type Kept = TrainerCalls['configure']['result']['kept'];
interface Present {
  readonly experiment: Experiment;
  readonly run: DeviceRun;
  readonly snapshots: SnapshotRenderer;
}

export class TrainingSession {
  /** Speed as the training loop measures it. */
  rates = { stepsPerSecond: 0, epochsPerSecond: 0 };
  probe: Float32Array | null = null;
  readonly server = new WeightsPort();
  /** Grows when training starts from other weights. */
  restarts = 0;
  /** Grows with every change that makes older snapshots stale. */
  generation = 0;
  readonly advice = new Advice();
  private readonly kept = new KeptRuns();
  private readonly dueRun = new DueRun();
  /** Curve and checkpoints of the present weights. */
  readonly timeline = new Timeline();
  private readonly emit: Emit<TrainerEvents<Failure>>;
  private readonly datasets: DatasetCache;
  private present: Present | null = null;
  private origin: number | undefined;
  private units: UnitIds | undefined;
  /** Generation of the last snapshot; the first one of a generation brings the whole curve. */
  private sentGeneration = -1;

  constructor(emit: Emit<TrainerEvents<Failure>>, datasets: DatasetCache) {
    this.emit = emit;
    this.datasets = datasets;
  }

  get isReady(): boolean {
    return this.present !== null;
  }

  /** @throws Error with a sentence for the reader while no experiment is loaded */
  requireExperiment(): void {
    if (!this.present) throw failed(nothingLoaded());
  }

  get run(): DeviceRun {
    return this.now.run;
  }

  get snapshots(): SnapshotRenderer {
    return this.now.snapshots;
  }

  get now(): Present {
    this.requireExperiment();
    return this.present!;
  }

  /** Whether the experiment was opened, not made from the present one by edits. */
  isOtherOrigin({ origin }: Moment): boolean {
    return this.present !== null && origin !== undefined && origin !== this.origin;
  }

  /**
   * Adds a run that the page has kept: an experiment taken at this moment continues it, if it is of the same network.
   */
  offer(run: KeptRun, moment: number): void {
    const { step } = run.checkpoint;
    // A page that looked back had the curve of all of the run.
    if (isWhole(run))
      this.kept.add(moment, { ...run, curve: run.curve.filter((point) => point.step <= step) });
  }

  /**
   * Takes an experiment and keeps what the difference allows. At a moment of the undo history the weights trained
   * there come back; of an experiment with another origin nothing is kept. On failure the present one stays.
   */
  async take(device: Device, experiment: Experiment, signal: AbortSignal, at: Moment): Promise<Kept> {
    const { moment } = at;
    const before = this.present;
    const found = this.kept.find(moment);
    const back = found && !diffExperiments(found.experiment, experiment).weights ? found : undefined;
    const edit = before && diffExperiments(before.experiment, experiment);
    const isFresh = !back && (!edit || this.isOtherOrigin(at));
    const hasOtherUnits = !isSameUnits(this.units, at.units);
    if (before && edit && !back && !isFresh && !hasOtherUnits && !concernsTraining(edit)) {
      this.present = { ...before, experiment };
      this.kept.goOn(moment);
      return 'everything';
    }
    const hasNewSamples = !edit || edit.samples;
    const isAnew = isFresh || (edit?.start ?? true);
    const isCarried = !isAnew && !back && (edit?.weights || hasOtherUnits);
    const data =
      hasNewSamples || !before ? await this.datasets.prepare(experiment, signal) : before.run.config.data;
    const isSameEpoch =
      !hasNewSamples && before?.experiment.training.batchSize === experiment.training.batchSize;
    const isOtherRun = isAnew || back !== undefined;
    if (isOtherRun || isCarried) await this.keepRun();
    if (back) this.build(device, experiment, data, backTo(back, experiment));
    else if (before && edit && isSameEpoch && !isAnew && !isCarried && !edit.slots && !edit.shape) {
      before.run.setPlan(planOf(experiment));
      this.present = { ...before, experiment };
    } else {
      const checkpoint =
        !before || !edit || isAnew
          ? freshStart(experiment)
          : isCarried
            ? carryRun(before, this.units, await before.run.checkpoint(), experiment, at.units)
            : await keepWeights(before.run, experiment, edit);
      this.build(device, experiment, data, isSameEpoch ? checkpoint : { ...checkpoint, batch: 0 });
    }
    await this.prepareKernels();
    this.origin = at.origin ?? this.origin;
    this.units = at.units;
    this.generation++;
    this.advice.present = null;
    if (back) this.kept.goBack(moment);
    else if (isAnew || isCarried) this.kept.begin(moment);
    else this.kept.goOn(moment);
    if (isOtherRun) {
      this.restarts++;
      this.timeline.restore(back);
    } else if (isCarried) this.timeline.changeNetwork();
    if (isOtherRun) return hasNewSamples ? 'nothing' : 'data';
    return isCarried || hasNewSamples ? 'weights' : 'everything';
  }

  /** Stores the present run for undo before its weights are replaced. */
  private async keepRun(): Promise<void> {
    const { present } = this;
    if (!present) return;
    const checkpoint = await present.run.checkpoint();
    this.kept.keep({ experiment: present.experiment, checkpoint, ...this.timeline.keep() });
  }

  /** Starts from the initial weights again: the same seed gives the same weights. */
  async reset(moment?: number): Promise<void> {
    await this.keepRun();
    const { experiment, run } = this.now;
    this.build(run.device, experiment, run.config.data, freshStart(experiment));
    this.generation++;
    this.kept.begin(moment);
    this.restarts++;
    this.advice.present = null;
    this.timeline.restore();
  }

  async setParameters(parameters: Float32Array, moment?: number): Promise<void> {
    await this.keepRun();
    this.timeline.beginBranch();
    await this.run.setParameters(parameters);
    this.kept.begin(moment);
    this.generation++;
  }

  /**
   * Goes to the checkpoint nearest to this epoch: parameters, slots and place in the run. Curve and later checkpoints stay until training
   * goes on. Going from checkpoint to checkpoint is one undo step.
   * @throws Error with a sentence for the reader where there is none
   */
  async seek(epoch: number, moment?: number): Promise<void> {
    const found = this.timeline.track.nearest(epoch);
    if (!found) throw failed(nothingKept());
    const { experiment, run } = this.now;
    if (this.timeline.isLookingBack) this.kept.goOn(moment);
    else {
      await this.keepRun();
      this.kept.begin(moment);
    }
    run.continueFrom(backTo(found, experiment));
    this.timeline.lookBack(found.checkpoint.step);
    this.generation++;
    this.restarts++;
    this.advice.present = null;
  }

  /** Continues from a checkpoint on another device, or on the same one after a loss. */
  async moveTo(device: Device, checkpoint: Checkpoint): Promise<void> {
    const { experiment, run } = this.now;
    this.build(device, experiment, run.config.data, checkpoint);
    await this.prepareKernels();
  }

  /**
   * Renders a snapshot, sends it to the page and the weights to the server.
   * @param isRunning whether the run goes on at once, so that a checkpoint is due less often
   */
  async snapshot(scope: Scope, isRunning = false): Promise<Metrics> {
    const { experiment, run, snapshots } = this.now;
    const { shape } = run.config;
    const checkpoint = await run.checkpoint();
    const { train, test, ...rendered } = await snapshots.render(scope, this.probe);
    if (run.device.isLost()) throw failed(await run.device.lost);
    const metrics = metricsOf(checkpoint, train, test);
    this.note(metrics, checkpoint);
    this.advice.update(snapshots.data);
    const isNewGeneration = this.sentGeneration !== this.generation;
    this.sentGeneration = this.generation;
    this.server.post(shape, checkpoint);
    const snapshot: Snapshot<Failure> = {
      metrics,
      shape,
      generation: this.generation,
      ...this.rates,
      ...stateOf(shape, checkpoint),
      ...rendered,
      advice: this.advice.present,
      ...this.timeline.news(isNewGeneration || scope === 'full'),
      ...(this.dueRun.take(this.generation, checkpoint, isRunning)
        ? { run: runToKeep(experiment, checkpoint) }
        : {}),
    };
    this.emit('snapshotTaken', transferring(snapshot, buffersOf(snapshot)));
    return metrics;
  }

  /** Metrics for the learning curve alone, between snapshots. */
  async measure(): Promise<void> {
    const { run, snapshots } = this.now;
    const checkpoint = await run.checkpoint();
    const { train, test } = await snapshots.measure('sampled');
    if (run.device.isLost()) throw failed(await run.device.lost);
    this.note(metricsOf(checkpoint, train, test), checkpoint);
  }

  /** Keeps the state of the moment, to go back to. */
  async keepCheckpoint(): Promise<void> {
    const { experiment, run } = this.now;
    this.timeline.track.note({ experiment, checkpoint: await run.checkpoint() });
  }

  private note(metrics: Metrics, checkpoint: Checkpoint): void {
    const epoch = checkpoint.epoch + checkpoint.batch / batchesPerEpoch(this.run.schedule);
    const rate = this.run.hyperparametersNow.optimizer.learningRate;
    this.timeline.note({ experiment: this.now.experiment, checkpoint }, { ...metrics, epoch, rate });
  }

  /** Sends the present weights to the server; returns the serial number of the message. */
  async sendWeights(): Promise<number> {
    return this.server.post(this.run.config.shape, await this.run.checkpoint());
  }

  private async prepareKernels(): Promise<void> {
    const { device, config } = this.run;
    await device.kernels.prepare(config.shape, config.hyperparameters, config.batchSize);
  }

  private build(device: Device, experiment: Experiment, data: PreparedData, checkpoint: Checkpoint): void {
    const config: RunConfig = {
      shape: networkShape(experiment),
      ...planOf(experiment),
      batchSize: experiment.training.batchSize,
      data,
    };
    const run = new DeviceRun(device, config, checkpoint);
    const snapshots = new SnapshotRenderer(run, factsOf(experiment.data).kind === 'plane');
    this.present?.snapshots.dispose();
    this.present?.run.dispose();
    this.present = { experiment, run, snapshots };
  }
}
