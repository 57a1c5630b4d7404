/** What a device turned out to be when it was tried: shown on the Device tab, in the chip and by `fanout.devices()`. */
import type { DeviceName } from '../spec/vocabulary.ts';

export interface DeviceReport {
  readonly name: DeviceName;
  readonly works: boolean;
  /** Why it does not work, in words for the reader; absent when it works. */
  readonly reason?: string;
  /** Not tried, because a faster device came first; it can still be chosen. `works` is false until it is. */
  readonly setAside?: boolean;
  /** Vendor and architecture as the browser tells them, e.g. "apple metal-3"; for wasm, its features. */
  readonly adapter?: string;
  /** True for a software GPU adapter and for cpu and wasm. */
  readonly software?: boolean;
  readonly threads?: number;
  /** Largest absolute difference from the reference in the self-test. */
  readonly selfTestError?: number;
  /** Opening, compiling and self-test, in milliseconds. */
  readonly warmUpMs?: number;
  /** Which implementation of the kernels runs for the present network: "fused", "tiled", "reference" … */
  readonly path?: string;
  /** Measured on the present network; absent until measured. */
  readonly stepsPerSecond?: number;
  readonly requestsPerSecond?: number;
}
