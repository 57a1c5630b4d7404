/**
 * A pool of compute workers behind one `Infer`: each batch goes to the instance that has been idle the longest.
 * Weights travel once to each instance. An instance that dies fails its batch, which the server retries, and is
 * restarted; one that leaves ends its batch first.
 */
import type { Clock } from '#engine/clock/Clock.ts';
import { afterAwake } from '#engine/device/afterAwake.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/serverErrors.ts';
import type { InstanceCalls } from '#protocol/instance.ts';
import type { Infer } from './Infer.ts';
import type { Model } from './ServedModel.ts';

/** The server's end of a started instance. */
export interface InstanceLink {
  infer(params: InstanceCalls['infer']['params']): Promise<InstanceCalls['infer']['result']>;
  close(): void;
}

export interface InstancePoolOptions {
  readonly clock: Clock;
  readonly device: DeviceName;
  /** Starts an instance; call `onDeath` when it can compute no more. */
  readonly open: (onDeath: (error: Error) => void) => Promise<InstanceLink>;
  /** The number of instances that can compute has changed. */
  readonly changed: () => void;
  /** An instance is not started again; `error` is its last failure. */
  readonly gaveUp: (error: Error) => void;
}

/** Browsers end a worker that needs too much memory without an event: a batch that takes this long has failed. */
const BATCH_LIMIT_MS = 30_000;
/** An instance that fails this often in a row, at its start or before its first result, is not started again. */
const MAX_FAILURES = 3;

interface Instance {
  readonly index: number;
  link: InstanceLink | null;
  /** The weights that the instance holds. */
  model: Model | null;
  busy: boolean;
  leaving: boolean;
  failures: number;
  started: Promise<void>;
}

interface Waiting {
  resolve(instance: Instance): void;
  reject(error: Error): void;
}

export class InstancePool {
  private readonly options: InstancePoolOptions;
  private readonly instances: Instance[] = [];
  /** Idle instances, the one that has been idle the longest first. */
  private free: Instance[] = [];
  private waiting: Waiting[] = [];
  private spares: Float32Array[] = [];

  constructor(options: InstancePoolOptions) {
    this.options = options;
  }

  /** Instances that can compute. */
  get alive(): number {
    return this.instances.filter(({ link }) => link !== null).length;
  }

  /** Starts and ends instances until there are `count`. Resolves when each has started or failed. */
  async resize(count: number): Promise<void> {
    for (const instance of this.instances.splice(count)) this.dismiss(instance);
    this.endWaiting();
    while (this.instances.length < count) {
      const state = { link: null, model: null, busy: false, leaving: false, failures: 0 };
      const instance = { index: this.instances.length, started: Promise.resolve(), ...state };
      this.instances.push(instance);
      instance.started = this.start(instance);
    }
    this.options.changed();
    await Promise.all(this.instances.map(({ started }) => started));
  }

  /** Memory for the inputs of a batch: it is transferred to the instance and comes back for reuse. */
  rows(size: number, inputs: number): Float32Array {
    const count = size * inputs;
    const at = this.spares.findIndex(({ length }) => length === count);
    return this.spares.splice(at, at < 0 ? 0 : 1)[0] ?? new Float32Array(count);
  }

  readonly infer: Infer = async (model, rows, paddedSize) => {
    const instance = this.free.shift() ?? (await this.nextFree());
    const { link } = instance;
    instance.busy = true;
    try {
      return await this.inferOn(instance, model, rows, paddedSize);
    } finally {
      // If the instance died, its successor may have been offered already.
      if (instance.link === link) {
        instance.busy = false;
        if (instance.leaving) this.end(instance);
        else this.offer(instance);
      }
    }
  };

  /**
   * Runs `work` with every instance that can compute, concurrently: for warm-ups. Batches wait in the instance
   * meanwhile. Instances that die or leave in the middle do not fail `work`.
   */
  async withEach(work: (infer: Infer) => Promise<void>): Promise<void> {
    await Promise.all(
      this.instances.map(async (instance) => {
        const { link } = instance;
        if (!link) return;
        try {
          await work((model, rows, paddedSize) => this.inferOn(instance, model, rows, paddedSize));
        } catch (error) {
          if (instance.link === link && !instance.leaving) throw error;
        }
      }),
    );
  }

  private async inferOn(
    instance: Instance,
    model: Model,
    rows: Float32Array,
    size: number,
  ): ReturnType<Infer> {
    const { link, index } = instance;
    if (!link) throw failed(failures.workerStopped());
    const { clock, device } = this.options;
    const weights = instance.model === model ? {} : { weights: model };
    instance.model = model;
    const cancelLimit = afterAwake(clock, BATCH_LIMIT_MS, () => {
      link.close();
      this.died(instance, link, failed(failures.workerSilent({ seconds: BATCH_LIMIT_MS / 1_000 })));
    });
    try {
      const result = await link.infer({ rows, size, ...weights });
      instance.failures = 0;
      this.keep(result.rows);
      return { outputs: result.outputs, device, instance: index, computedMs: result.computedMs };
    } catch (error) {
      instance.model = null;
      throw error;
    } finally {
      cancelLimit();
    }
  }

  /** @param cause why it is restarted */
  private async start(instance: Instance, cause?: Error): Promise<void> {
    let last = cause ?? failed(failures.workerNotStarted());
    while (!instance.leaving && instance.failures < MAX_FAILURES) {
      try {
        await this.open(instance);
        return;
      } catch (error) {
        instance.failures += 1;
        last = error instanceof Error ? error : new Error(String(error));
      }
    }
    this.endWaiting();
    if (!instance.leaving) this.options.gaveUp(last);
  }

  private async open(instance: Instance): Promise<void> {
    let opened: InstanceLink | null = null;
    const link = await this.options.open((error) => this.died(instance, opened, error));
    opened = link;
    if (instance.leaving) {
      link.close();
      return;
    }
    instance.link = link;
    instance.model = null;
    instance.busy = false;
    this.offer(instance);
    this.options.changed();
  }

  private nextFree(): Promise<Instance> {
    const next = new Promise<Instance>((resolve, reject) => this.waiting.push({ resolve, reject }));
    this.endWaiting();
    return next;
  }

  /** Gives the instance to the batch that has waited the longest, or adds it to the idle ones. */
  private offer(instance: Instance): void {
    const next = this.waiting.shift();
    instance.busy = next !== undefined;
    if (next) next.resolve(instance);
    else this.free.push(instance);
  }

  /** Rejects waiting batches where no instance is left and none will start. */
  private endWaiting(): void {
    const mayCome = ({ link, failures }: Instance): boolean => link !== null || failures < MAX_FAILURES;
    if (this.instances.some(mayCome)) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const { reject } of waiting) reject(failed(failures.noWorkerLeft()));
  }

  private died(instance: Instance, link: InstanceLink | null, error: Error): void {
    if (link === null || instance.link !== link) return;
    instance.link = null;
    this.free = this.free.filter((other) => other !== instance);
    instance.failures += 1;
    instance.started = this.start(instance, error);
    this.options.changed();
  }

  private dismiss(instance: Instance): void {
    instance.leaving = true;
    this.free = this.free.filter((other) => other !== instance);
    if (!instance.busy) this.end(instance);
  }

  private end(instance: Instance): void {
    const { link } = instance;
    instance.link = null;
    link?.close();
  }

  /** Keeps spare buffers of the sizes in use, one more than there are instances. */
  private keep(rows: Float32Array): void {
    this.spares.push(rows);
    this.spares = this.spares.slice(-this.instances.length - 1);
  }
}
