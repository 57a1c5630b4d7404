/**
 * A device at work. Its batches are computed in the server's own worker; with several instances, in workers of theirs,
 * so that several cores compute. On WebGPU instances are batches in flight on the one device: the queue of a GPU is
 * filled by one thread, and more of them would only take turns.
 */
import type { Device } from '../device/Device.ts';
import type { Clock } from './Clock.ts';
import { createInfer, type DeviceInfer } from './createInfer.ts';
import type { Infer, Pace } from './Infer.ts';
import { InstancePool, type InstanceLink } from './InstancePool.ts';

export interface StationOptions {
  readonly clock: Clock;
  readonly device: Device;
  /** Starts a compute worker; `onDeath` is to be called when it can answer no more. */
  readonly openInstance: (onDeath: (error: Error) => void) => Promise<InstanceLink>;
  /** How many batches it takes at a time has changed. */
  readonly paceChanged: () => void;
  /** A compute worker has failed too often and stays away; so many of those wanted are left. */
  readonly instanceGaveUp: (error: Error, left: number, wanted: number) => void;
}

export class Station {
  readonly device: Device;
  private readonly own: DeviceInfer;
  /** Present where instances are workers. */
  private readonly pool: InstancePool | null;
  private instances = 1;

  constructor({ clock, device, openInstance, paceChanged, instanceGaveUp }: StationOptions) {
    this.device = device;
    this.own = createInfer(device, clock);
    const isGpu = device.name === 'webgpu';
    const gaveUp = (error: Error): void => instanceGaveUp(error, this.pool?.alive ?? 0, this.instances);
    this.pool = isGpu
      ? null
      : new InstancePool({ clock, device: device.name, open: openInstance, changed: paceChanged, gaveUp });
  }

  /**
   * On WebGPU the next batch is handed over while the last is read back, so one more than there are instances. Computing
   * in this worker blocks it.
   */
  get pace(): Pace {
    if (!this.pool) return { overlap: 1 + this.instances, synchronous: false };
    return this.hasWorkers
      ? { overlap: this.pool.alive, synchronous: false }
      : { overlap: 1, synchronous: true };
  }

  /** True where compute workers answer; while none of them has started, this worker does. */
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

  /** Batches under way are answered all the same. */
  dispose(): void {
    void this.pool?.resize(0);
    this.own.dispose();
  }
}
