/**
 * The experiment under way: its data, its session on the present device and the pictures taken of it. Knows what an
 * edit may keep and how to move to another device. Whoever calls holds the trainer's lock.
 */
import type { PreparedData } from '../../data/PreparedData.ts';
import { DATA_SETS } from '../../spec/dataSets.ts';
import type { Experiment } from '../../spec/experiment.ts';
import { networkShape } from '../../spec/networkShape.ts';
import { transferring, type Emit } from '../../wire/Call.ts';
import type { Metrics, Snapshot, TrainerCalls, TrainerEvents } from '../../wire/trainer.ts';
import type { WeightsMessage } from '../../wire/server.ts';
import type { Device } from '../device/Device.ts';
import { initialState } from '../kernels/reference/optimizers.ts';
import type { DataShelf } from './DataShelf.ts';
import { initialParameters } from './initialParameters.ts';
import { Pictures, type Scope } from './Pictures.ts';
import { parametersOf, Session, type SessionCheckpoint, type SessionPlan } from './Session.ts';
import { trainPlan } from './trainPlan.ts';
import { whatChanged, type Change } from './whatChanged.ts';

export type Kept = TrainerCalls['configure']['answer']['kept'];

const ALL_NEW: Change = { data: true, weights: true, slots: true, plan: true };

interface Present {
  readonly experiment: Experiment;
  readonly session: Session;
  readonly pictures: Pictures;
}

export class Workbench {
  /** Steps and epochs per second, as the run measures them. */
  rates = { stepsPerSecond: 0, epochsPerSecond: 0 };
  probe: Float32Array | null = null;
  /** Where the newest weights go besides the page. */
  serverPort: MessagePort | null = null;
  /** Grows when the weights start anew. */
  restarts = 0;
  /** Grows with every change that makes older snapshots stale. */
  generation = 0;

  private readonly emit: Emit<TrainerEvents>;
  private readonly shelf: DataShelf;
  private present: Present | null = null;

  constructor(emit: Emit<TrainerEvents>, shelf: DataShelf) {
    this.emit = emit;
    this.shelf = shelf;
  }

  get isReady(): boolean {
    return this.present !== null;
  }

  get session(): Session {
    return this.now.session;
  }

  get pictures(): Pictures {
    return this.now.pictures;
  }

  private get now(): Present {
    if (!this.present)
      throw new Error('No experiment is loaded yet. Wait until it is, or choose another data set.');
    return this.present;
  }

  /** Takes a new experiment and keeps what the difference allows. On failure the old one stays. */
  async take(device: Device, experiment: Experiment, signal: AbortSignal): Promise<Kept> {
    const before = this.present;
    const change = before ? whatChanged(before.experiment, experiment) : ALL_NEW;
    if (before && !Object.values(change).includes(true)) {
      this.present = { ...before, experiment };
      return 'everything';
    }
    const data =
      change.data || !before ? await this.shelf.prepare(experiment, signal) : before.session.plan.data;
    const isSameBatch = before?.experiment.training.batchSize === experiment.training.batchSize;
    if (before && isSameBatch && !change.data && !change.slots) {
      before.session.replan(trainPlan(experiment));
      this.present = { ...before, experiment };
    } else {
      const checkpoint =
        before && !change.weights
          ? await keepWeights(before.session, experiment, change)
          : freshStart(experiment);
      this.build(device, experiment, data, { ...checkpoint, batch: 0 });
    }
    await this.prepareKernels();
    this.generation++;
    if (change.weights) this.restarts++;
    if (change.data) return change.weights ? 'nothing' : 'weights';
    return change.weights ? 'data' : 'everything';
  }

  /** Back to the start: the same seed gives the same weights. */
  reset(): void {
    const { experiment, session } = this.now;
    this.build(session.device, experiment, session.plan.data, freshStart(experiment));
    this.generation++;
    this.restarts++;
  }

  async setParameters(parameters: Float32Array): Promise<void> {
    await this.session.setParameters(parameters);
    this.generation++;
  }

  /** Goes on from a checkpoint on another device, or on the same one after a loss. */
  async moveTo(device: Device, checkpoint: SessionCheckpoint): Promise<void> {
    const { experiment, session } = this.now;
    this.build(device, experiment, session.plan.data, checkpoint);
    await this.prepareKernels();
  }

  /** Takes a picture, sends it to the page and the weights to the server. */
  async snapshot(scope: Scope): Promise<Metrics> {
    const { session, pictures } = this.now;
    const { shape } = session.plan;
    const checkpoint = await session.checkpoint();
    const parameters = parametersOf(shape, checkpoint).slice();
    const { train, test, ...pictured } = await pictures.take(parameters, scope, this.probe);
    if (session.device.isLost()) throw new Error(await session.device.lost);
    const metrics: Metrics = {
      epoch: checkpoint.epoch,
      step: checkpoint.step,
      trainLoss: train.loss,
      testLoss: test.loss,
      ...(train.accuracy === undefined ? {} : { trainAccuracy: train.accuracy }),
      ...(test.accuracy === undefined ? {} : { testAccuracy: test.accuracy }),
    };
    this.sendWeights({ kind: 'weights', shape, parameters: parameters.slice(), step: checkpoint.step });
    const snapshot: Snapshot = {
      metrics,
      generation: this.generation,
      ...this.rates,
      parameters,
      ...pictured,
    };
    this.emit('snapshotTaken', transferring(snapshot, buffersOf(snapshot)));
    return metrics;
  }

  private sendWeights(message: WeightsMessage): void {
    this.serverPort?.postMessage(message, [message.parameters.buffer as ArrayBuffer]);
  }

  private async prepareKernels(): Promise<void> {
    const { device, plan } = this.session;
    await device.kernels.prepare(plan.shape, plan.train, plan.batchSize);
  }

  private build(
    device: Device,
    experiment: Experiment,
    data: PreparedData,
    checkpoint: SessionCheckpoint,
  ): void {
    const plan: SessionPlan = {
      shape: networkShape(experiment),
      train: trainPlan(experiment),
      batchSize: experiment.training.batchSize,
      data,
    };
    const session = new Session(device, plan, checkpoint);
    const pictures = new Pictures(session, DATA_SETS[experiment.data.set].kind === 'plane');
    this.present?.pictures.dispose();
    this.present?.session.dispose();
    this.present = { experiment, session, pictures };
  }
}

function freshStart(experiment: Experiment): SessionCheckpoint {
  const { initializer, seed } = experiment.network;
  const parameters = initialParameters(networkShape(experiment), initializer, seed);
  return {
    state: initialState(parameters, experiment.training.optimizer.name),
    step: 0,
    epoch: 0,
    batch: 0,
    slotsSince: 0,
  };
}

/** The present weights and place in the run; another optimiser starts with a memory of its own. */
async function keepWeights(
  session: Session,
  experiment: Experiment,
  change: Change,
): Promise<SessionCheckpoint> {
  const checkpoint = await session.checkpoint();
  if (!change.slots) return checkpoint;
  const parameters = parametersOf(session.plan.shape, checkpoint).slice();
  const state = initialState(parameters, experiment.training.optimizer.name);
  return { ...checkpoint, state, slotsSince: checkpoint.step };
}

/** Everything in a snapshot moves to the page rather than being copied. */
function buffersOf({
  parameters,
  maps,
  outputMap,
  confusion,
  probe,
  sampleAnswers,
}: Snapshot): Transferable[] {
  const arrays = [parameters, maps?.units, outputMap?.values, confusion, probe, sampleAnswers];
  return arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
}
