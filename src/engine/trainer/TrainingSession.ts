/**
 * The present experiment in training: its data, its run on the present device, snapshots, learning curve and kept
 * runs. Decides what an edit keeps, and moves between devices. Callers hold the trainer's lock.
 */
import type { PreparedData } from '#data/PreparedData.ts';
import { DATA_SETS } from '#datasets/registry.ts';
import type { Device } from '#engine/device/Device.ts';
import { concernsTraining, diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { batchesPerEpoch, type Position } from '#nn/schedule.ts';
import { transferring, type Emit } from '#protocol/Call.ts';
import type { WeightsMessage } from '#protocol/server.ts';
import type {
  Checkpoint,
  KeptRun,
  Metrics,
  Moment,
  Snapshot,
  TrainerCalls,
  TrainerEvents,
} from '#protocol/trainer.ts';
import type { DatasetCache } from './DatasetCache.ts';
import { parametersOf, DeviceRun, type RunConfig } from './DeviceRun.ts';
import { hyperparametersOf } from './hyperparameters.ts';
import { KeptRuns } from './KeptRuns.ts';
import { buffersOf, metricsOf } from './snapshotParts.ts';
import { SnapshotRenderer, type Scope } from './SnapshotRenderer.ts';
import { backTo, freshStart, isWhole, keepWeights } from './startStates.ts';
import { trainingAdvice } from './trainingAdvice.ts';
import { TrainingHistory } from './TrainingHistory.ts';

export type Kept = TrainerCalls['configure']['result']['kept'];

/** While training runs, the network's health is checked this often, and always at the end. */
const ADVICE_MS = 2_000;

/** While training runs, the page gets a checkpoint this often: the most that a crash costs. */
const KEEP_MS = 2_000;

interface Present {
  readonly experiment: Experiment;
  readonly run: DeviceRun;
  readonly snapshots: SnapshotRenderer;
}

export class TrainingSession {
  /** Speed as the training loop measures it. */
  rates = { stepsPerSecond: 0, epochsPerSecond: 0 };
  probe: Float32Array | null = null;
  /** The server's end of the weights port. */
  serverPort: MessagePort | null = null;
  /** Grows when training starts from other weights. */
  restarts = 0;
  /** Grows with every change that makes older snapshots stale. */
  generation = 0;

  /** What is wrong with the run under way, as a sentence for the reader; null where nothing is known to be. */
  advice: string | null = null;
  private readonly kept = new KeptRuns();
  private keptRun = { generation: -1, step: -1, ms: -Infinity };
  /** The learning curve of the present weights. */
  readonly history = new TrainingHistory();

  private readonly emit: Emit<TrainerEvents>;
  private readonly datasets: DatasetCache;
  private present: Present | null = null;
  private origin: number | undefined;
  /** Generation of the last snapshot; the first one of a generation brings the whole curve. */
  private sentGeneration = -1;
  private sentWeights = 0;
  private advisedMs = -Infinity;

  constructor(emit: Emit<TrainerEvents>, datasets: DatasetCache) {
    this.emit = emit;
    this.datasets = datasets;
  }

  get isReady(): boolean {
    return this.present !== null;
  }

  /** @throws Error with a sentence for the reader while no experiment is loaded */
  requireExperiment(): void {
    if (!this.present)
      throw new Error('No experiment is loaded yet. Wait until it is, or choose another data set.');
  }

  get run(): DeviceRun {
    return this.now.run;
  }

  get snapshots(): SnapshotRenderer {
    return this.now.snapshots;
  }

  private get now(): Present {
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
    if (isWhole(run)) this.kept.add(moment, run);
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
    if (before && edit && !back && !isFresh && !concernsTraining(edit)) {
      this.present = { ...before, experiment };
      this.kept.goOn(moment);
      return 'everything';
    }
    const hasNewSamples = !edit || edit.samples;
    const hasNewWeights = isFresh || (edit?.weights ?? true);
    const data =
      hasNewSamples || !before ? await this.datasets.prepare(experiment, signal) : before.run.config.data;
    const isSameBatch = before?.experiment.training.batchSize === experiment.training.batchSize;
    const isOtherRun = hasNewWeights || back !== undefined;
    if (isOtherRun) await this.keepRun();
    if (back) this.build(device, experiment, data, backTo(back, experiment));
    else if (before && isSameBatch && !isFresh && !hasNewSamples && !edit?.slots) {
      before.run.setHyperparameters(hyperparametersOf(experiment));
      this.present = { ...before, experiment };
    } else {
      const checkpoint =
        before && edit && !hasNewWeights
          ? await keepWeights(before.run, experiment, edit)
          : freshStart(experiment);
      this.build(device, experiment, data, { ...checkpoint, batch: 0 });
    }
    await this.prepareKernels();
    this.origin = at.origin ?? this.origin;
    this.generation++;
    this.advice = null;
    if (back) this.kept.goBack(moment);
    else if (hasNewWeights) this.kept.begin(moment);
    else this.kept.goOn(moment);
    if (isOtherRun) {
      this.restarts++;
      this.history.restore(back?.curve ?? []);
    }
    if (hasNewSamples) return isOtherRun ? 'nothing' : 'weights';
    return isOtherRun ? 'data' : 'everything';
  }

  /** Stores the present run for undo before its weights are replaced. */
  private async keepRun(): Promise<void> {
    const { present } = this;
    if (!present) return;
    const checkpoint = await present.run.checkpoint();
    this.kept.keep({ experiment: present.experiment, checkpoint, curve: this.history.all.slice() });
  }

  /** Starts from the initial weights again: the same seed gives the same weights. */
  async reset(moment?: number): Promise<void> {
    await this.keepRun();
    const { experiment, run } = this.now;
    this.build(run.device, experiment, run.config.data, freshStart(experiment));
    this.generation++;
    this.kept.begin(moment);
    this.restarts++;
    this.advice = null;
    this.history.restore([]);
  }

  async setParameters(parameters: Float32Array, moment?: number): Promise<void> {
    await this.keepRun();
    await this.run.setParameters(parameters);
    this.kept.begin(moment);
    this.generation++;
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
    const { run, snapshots } = this.now;
    const { shape } = run.config;
    const checkpoint = await run.checkpoint();
    const { train, test, ...rendered } = await snapshots.render(scope, this.probe);
    const parameters = parametersOf(shape, checkpoint).slice();
    if (run.device.isLost()) throw new Error(await run.device.lost);
    const metrics = metricsOf(checkpoint, train, test);
    this.noteMetrics(metrics, checkpoint);
    if (scope === 'full' || performance.now() - this.advisedMs > ADVICE_MS) await this.adviseOn(parameters);
    const isNewGeneration = this.sentGeneration !== this.generation;
    this.sentGeneration = this.generation;
    this.postWeights(checkpoint);
    const snapshot: Snapshot = {
      metrics,
      shape,
      generation: this.generation,
      ...this.rates,
      parameters,
      ...rendered,
      advice: this.advice,
      history: this.history.news(isNewGeneration || scope === 'full'),
      ...(this.isRunDue(checkpoint, isRunning) ? { run: this.runToKeep(checkpoint) } : {}),
    };
    this.emit('snapshotTaken', transferring(snapshot, buffersOf(snapshot)));
    return metrics;
  }

  private isRunDue({ step }: Checkpoint, isRunning: boolean): boolean {
    const sent = this.keptRun;
    if (sent.generation !== this.generation) return true;
    return sent.step !== step && (!isRunning || performance.now() - sent.ms > KEEP_MS);
  }

  private runToKeep(checkpoint: Checkpoint): NonNullable<Snapshot['run']> {
    this.keptRun = { generation: this.generation, step: checkpoint.step, ms: performance.now() };
    return {
      experiment: this.now.experiment,
      checkpoint: { ...checkpoint, state: checkpoint.state.slice() },
    };
  }

  /** Updates the advice from the network's health. */
  private async adviseOn(parameters: Float32Array): Promise<void> {
    const { experiment, snapshots } = this.now;
    const health = await snapshots.health();
    this.advice = trainingAdvice(experiment, this.history.all, health, parameters);
    this.advisedMs = performance.now();
  }

  /** Metrics for the learning curve alone, between snapshots. */
  async measure(): Promise<void> {
    const { run, snapshots } = this.now;
    const checkpoint = await run.checkpoint();
    const { train, test } = await snapshots.measure('sampled');
    if (run.device.isLost()) throw new Error(await run.device.lost);
    this.noteMetrics(metricsOf(checkpoint, train, test), checkpoint);
  }

  private noteMetrics(metrics: Metrics, { epoch, batch }: Position): void {
    this.history.note({ ...metrics, epoch: epoch + batch / batchesPerEpoch(this.run.schedule) });
  }

  /** Sends the present weights to the server; returns the serial number of the message. */
  async sendWeights(): Promise<number> {
    return this.postWeights(await this.run.checkpoint());
  }

  private postWeights(checkpoint: Checkpoint): number {
    const { shape } = this.run.config;
    const parameters = parametersOf(shape, checkpoint).slice();
    const serial = ++this.sentWeights;
    const message: WeightsMessage = { kind: 'weights', shape, parameters, step: checkpoint.step, serial };
    this.serverPort?.postMessage(message, [parameters.buffer]);
    return serial;
  }

  private async prepareKernels(): Promise<void> {
    const { device, config } = this.run;
    await device.kernels.prepare(config.shape, config.hyperparameters, config.batchSize);
  }

  private build(device: Device, experiment: Experiment, data: PreparedData, checkpoint: Checkpoint): void {
    const config: RunConfig = {
      shape: networkShape(experiment),
      hyperparameters: hyperparametersOf(experiment),
      batchSize: experiment.training.batchSize,
      data,
    };
    const run = new DeviceRun(device, config, checkpoint);
    const snapshots = new SnapshotRenderer(run, DATA_SETS[experiment.data.set].kind === 'plane');
    this.present?.snapshots.dispose();
    this.present?.run.dispose();
    this.present = { experiment, run, snapshots };
  }
}
