/**
 * An open device: a tfjs backend whose kernels have passed the self-test. One worker has at most one current device; tensors
 * are lost with it, so that state that must survive is kept as plain arrays.
 */
import type { KernelSet } from '#engine/kernels/KernelSet.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';

export interface Device {
  readonly name: DeviceName;
  /** Result of the self-test; `path` and speeds depend on the network and are added by the trainer. */
  readonly report: DeviceReport<Failure>;
  readonly kernels: KernelSet;
  /** Size of the largest tensor that kernels accept, in bytes. */
  readonly maxTensorBytes: number;
  /** Resolves with a reason when the device was lost, or after an error that invalidates its results; else never. */
  readonly lost: Promise<Failure>;
  /** True from the moment the device is known to be lost. */
  isLost(): boolean;
  /** Makes this device tfjs's current backend again after another one was used. */
  makeCurrent(): Promise<void>;
  /** Destroys the GPU device as a driver reset would; does nothing on wasm and cpu. */
  lose(): void;
}

/** A backend that is open, before its kernels are registered and tested. */
export interface OpenedBackend {
  readonly adapter: Failure | string;
  readonly software: boolean;
  readonly threads?: number;
  readonly maxTensorBytes: number;
  readonly lost: Promise<Failure>;
  isLost(): boolean;
  lose(): void;
}
