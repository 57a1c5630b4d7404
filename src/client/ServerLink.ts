/**
 * Reconciles the server with trainer and page: what it should have (weights, serving config) is compared with what it
 * has, and the difference is sent, one step at a time, until there is none. So neither the order of messages nor a
 * failed step matters: the next call that needs the server starts from the difference again. Weights go from trainer
 * to server on their own port, with their shape.
 */
import type { ServingSpec } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/clientErrors.ts';
import type { Caller } from '#protocol/Call.ts';
import type { LoadCalls, LoadEvents } from '#protocol/loadCalls.ts';
import type { ServerCalls, ServerEvents } from '#protocol/server.ts';
import type { TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import type { LazyEndpoint } from './lazyEndpoint.ts';
import type { LoadPort } from './loadPort.ts';

/** What the server should have, read anew at each step. */
export interface Wanted {
  serving(): ServingSpec;
  device(): DeviceName;
  /** Resolves when the trainer has been told to start. */
  trainerStarted(): Promise<unknown>;
}

export interface LinkParts {
  readonly trainer: Pick<Caller<TrainerCalls, TrainerEvents>, 'call'>;
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;
  readonly endpoints: { readonly server: LazyEndpoint; readonly load: LoadPort };
  readonly baseUrl: string;
  readonly wanted: Wanted;
}

/** What a started server has been given. */
interface Connection {
  serving: ServingSpec;
  /** The value of `weightChanges` that its weights include. */
  weights: number;
  /** Whether it is connected to the trainer that is alive. */
  hearsTrainer: boolean;
}

const ignore = (): void => undefined;

export class ServerLink {
  /** The server's device, as last reported. */
  device: DeviceName = 'cpu';
  /** Resolution of the server's clock; it depends on browser and page, not on the worker. */
  clockStepMs = 0;
  private readonly parts: LinkParts;
  private connection: Connection | null = null;
  private weightChanges = 0;
  private bringing: Promise<void> | null = null;
  /** Whether the server has a load worker, as last reported. */
  private hasLoad = false;
  /** Ends the reconciliation under way with this error; results of its calls are then ignored. */
  private interrupt: (error: Error) => void = ignore;

  constructor(parts: LinkParts) {
    this.parts = parts;
    const { server } = parts;
    server.on('deviceOpened', ({ report }) => (this.device = report.name));
    server.on('deviceLost', ({ continuesOn }) => (this.device = continuesOn ?? this.device));
  }

  /** Whether the server is up and has all that it should have. */
  get isCurrent(): boolean {
    const { connection } = this;
    return (
      connection !== null &&
      connection.hearsTrainer &&
      connection.weights === this.weightChanges &&
      connection.serving === this.parts.wanted.serving()
    );
  }

  /** Whether the server has been needed, and has not died since. */
  get isUsed(): boolean {
    return this.connection !== null || this.bringing !== null;
  }

  /**
   * Resolves when the server is current; starts it if necessary. Rejects with what failed; the next call tries again.
   */
  async whenCurrent(): Promise<void> {
    await this.parts.wanted.trainerStarted();
    while (!this.isCurrent) await (this.bringing ??= this.startBringing());
  }

  /** Resolves when a load can be run: the server is current and has a load worker. */
  async whenLoadReady(): Promise<void> {
    await this.whenCurrent();
    while (!this.hasLoad) {
      await this.connectLoad();
      await this.whenCurrent();
    }
  }

  /** Starts bringing a server in use up to date. A failure is reported to the next call that needs it. */
  refresh(): void {
    if (this.isUsed) void this.whenCurrent().catch(ignore);
  }

  /** The weights have changed: the next request waits until the server has them. */
  weightsChanged(): void {
    this.weightChanges += 1;
  }

  /** Moves a server in use to the device. Rejects when that does not work, and the server stays where it is. */
  async useDevice(name: DeviceName): Promise<void> {
    if (!this.isUsed) return;
    await this.whenCurrent().catch(ignore);
    if (this.connection) this.device = (await this.parts.server.call('useDevice', { name })).name;
  }

  /** The trainer has died: the next one gets a port of its own. */
  trainerDied(error: Error): void {
    if (this.connection) this.connection.hearsTrainer = false;
    this.weightsChanged();
    this.interrupt(error);
  }

  /** The load worker has stopped: the next load gets another. Requests are served as before. */
  loadStopped(error: Error): void {
    const { endpoints, load } = this.parts;
    this.hasLoad = false;
    endpoints.load.drop();
    load.fail(error);
  }

  /** Ends the server and with it the load worker; the next call that needs them starts both anew. */
  end(error: Error): void {
    const { endpoints, server } = this.parts;
    this.connection = null;
    endpoints.server.drop();
    server.fail(error);
    this.loadStopped(error);
    this.interrupt(error);
  }

  private startBringing(): Promise<void> {
    let ended = false;
    return new Promise<void>((resolve, reject) => {
      this.interrupt = (error) => {
        ended = true;
        reject(error);
      };
      this.bring(() => ended).then(resolve, reject);
    }).finally(() => {
      this.bringing = null;
      this.interrupt = ignore;
    });
  }

  private async bring(isOver: () => boolean): Promise<void> {
    const { server, trainer, wanted } = this.parts;
    const connection = this.connection ?? (await this.connect(isOver));
    while (!isOver() && !this.isCurrent) {
      const { weightChanges } = this;
      const serving = wanted.serving();
      if (!connection.hearsTrainer) await this.connectTrainer(connection);
      else if (connection.weights !== weightChanges) {
        const { serial } = await trainer.call('sendWeights', undefined);
        if (isOver()) return;
        await server.call('weightsArrived', { serial });
        if (isOver()) return;
        connection.weights = weightChanges;
      } else {
        if (!isSameJson(serving, connection.serving)) await server.call('configure', { serving });
        connection.serving = serving;
      }
    }
  }

  private async connect(isOver: () => boolean): Promise<Connection> {
    const { server, wanted, baseUrl } = this.parts;
    const serving = wanted.serving();
    try {
      const report = await server.call('start', { serving: serving, prefer: wanted.device(), baseUrl });
      if (isOver()) throw failed(failures.serverEnded());
      this.device = report.name;
      if (this.clockStepMs === 0) this.clockStepMs = await server.call('clockStep', undefined);
      await Promise.all([server.call('connectCaller', {}), this.connectLoad()]);
      if (isOver()) throw failed(failures.serverEnded());
    } catch (error) {
      // A server that is half connected is useless: the next try makes another.
      if (!isOver()) this.end(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
    this.connection = { serving, weights: -1, hearsTrainer: false };
    return this.connection;
  }

  /** Resolves when the worker has been made; the page's calls wait in the port until its code has loaded. */
  private async connectLoad(): Promise<void> {
    const { server, endpoints } = this.parts;
    const port = endpoints.load.renew();
    this.hasLoad = true;
    try {
      await server.call('connectLoad', { port }, [port]);
    } catch (error) {
      this.hasLoad = false;
      throw error;
    }
  }

  private async connectTrainer(connection: Connection): Promise<void> {
    const { server, trainer } = this.parts;
    const weights = new MessageChannel();
    connection.hearsTrainer = true;
    connection.weights = -1;
    try {
      await server.call('connectTrainer', { port: weights.port2 }, [weights.port2]);
      await trainer.call('connectServer', { port: weights.port1 }, [weights.port1]);
    } catch (error) {
      connection.hearsTrainer = false;
      throw error;
    }
  }
}
