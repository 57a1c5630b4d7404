/**
 * A device that is open and proven: a tfjs backend whose kernels gave the reference's answers. One worker has at most
 * one current device; tensors live on it and die with it, so whoever must survive keeps plain arrays.
 */
import type { DeviceName } from '../../spec/vocabulary.ts';
import type { DeviceReport } from '../../wire/DeviceReport.ts';
import type { KernelSet } from '../kernels/registerKernels.ts';

export interface Device {
  readonly name: DeviceName;
  /** As it came out of the self-test; `path` and speeds depend on the network and are added by whoever has one. */
  readonly report: DeviceReport;
  readonly kernels: KernelSet;
  /** Largest tensor that kernels can be handed, in bytes. */
  readonly maxTensorBytes: number;
  /** Resolves with a sentence when the device was lost or made an error that spoils its results; else never. */
  readonly lost: Promise<string>;
  /** True from the moment the device is known to be lost. */
  isLost(): boolean;
  /** Makes this device tfjs's current backend again after another one was used. */
  makeCurrent(): Promise<void>;
  /** Destroys the GPU device as a driver reset would; does nothing on wasm and cpu. */
  lose(): void;
}

/** What a backend's opener hands on before kernels and self-test. */
export interface OpenedBackend {
  readonly adapter: string;
  readonly software: boolean;
  readonly threads?: number;
  readonly maxTensorBytes: number;
  readonly lost: Promise<string>;
  isLost(): boolean;
  lose(): void;
}
