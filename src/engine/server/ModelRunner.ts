/**
 * Executes the model on one device: in the server's own worker, or with several instances in workers of their own, to
 * use several cores. On WebGPU instances are batches in flight on the one device, since a single thread fills a GPU's
 * queue.
 */
import type { Clock } from '#engine/clock/Clock.ts';
import type { Device } from '#engine/device/Device.ts';
import { createInfer, type DeviceInfer } from './createInfer.ts';
import type { Infer, Pace } from './Infer.ts';
import { InstancePool, type InstanceLink } from './InstancePool.ts';

export interface ModelRunnerOptions {
  readonly clock: Clock;
  readonly device: Device;
  /** Starts a compute worker; call `onDeath` when it can compute no more. */
  readonly openInstance: (onDeath: (error: Error) => void) => Promise<InstanceLink>;
  /** The number of batches in flight has changed. */
  readonly paceChanged: () => void;
  /** A compute worker failed too often and is not started again; `left` of `wanted` remain. */
  readonly instanceGaveUp: (error: Error, left: number, wanted: number) => void;
}

export class ModelRunner {
  readonly device: Device;
  private readonly own: DeviceInfer;
  /** Null on WebGPU, where instances are not workers. */
  private readonly pool: InstancePool | null;
  private instances = 1;

  constructor({ clock, device, openInstance, paceChanged, instanceGaveUp }: ModelRunnerOptions) {
    this.device = device;
    this.own = createInfer(device, clock);
    const isGpu = device.name === 'webgpu';
    const gaveUp = (error: Error): void => instanceGaveUp(error, this.pool?.alive ?? 0, this.instances);
    this.pool = isGpu
      ? null
      : new InstancePool({ clock, device: device.name, open: openInstance, changed: paceChanged, gaveUp });
  }

  /**
   * On WebGPU one batch more than there are instances, so that the next computes while the last is read back.
   * Computing in this worker blocks it.
   */
  get pace(): Pace {
    if (!this.pool) return { overlap: 1 + this.instances, synchronous: false };
    return this.hasWorkers
      ? { overlap: this.pool.alive, synchronous: false }
      : { overlap: 1, synchronous: true };
  }

  /** Whether compute workers are running; until the first has started, this worker computes. */
  get hasWorkers(): boolean {
    return this.pool !== null && this.pool.alive > 0;
  }

  /** Resolves when as many instances compute as can. */
  async resize(instances: number): Promise<void> {
    this.instances = instances;
    await this.pool?.resize(instances > 1 ? instances : 0);
  }

  rows(size: number, inputs: number): Float32Array {
    return this.pool && this.hasWorkers ? this.pool.rows(size, inputs) : this.own.rows(size, inputs);
  }

  readonly infer: Infer = (model, rows, paddedSize) =>
    this.pool && this.hasWorkers
      ? this.pool.infer(model, rows, paddedSize)
      : this.own.infer(model, rows, paddedSize);

  /** Runs `work` with this worker and with every instance. */
  async withEach(work: (infer: Infer) => Promise<void>): Promise<void> {
    await work(this.own.infer);
    await this.pool?.withEach(work);
  }

  /** Batches under way are completed. */
  dispose(): void {
    void this.pool?.resize(0);
    this.own.dispose();
  }
}
