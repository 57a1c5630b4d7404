/**
 * What is known of a device that was tried: shown on the Device tab and returned by `fanout.devices()`. In workers its
 * sentences are failures (`sayFailures.ts`).
 */
import type { DeviceName } from '#experiment/vocabulary.ts';

export interface DeviceReport<Text = string> {
  readonly name: DeviceName;
  readonly works: boolean;
  /** Why it does not work, as a sentence for the reader; absent when it works. */
  readonly reason?: Text;
  /** Not tried, because a faster device came first; it can still be chosen. `works` is false until then. */
  readonly setAside?: boolean;
  /** Vendor and architecture as the browser reveals them, e.g. "apple metal-3"; for wasm, its features. */
  readonly adapter?: Text | string;
  /** True for a software GPU adapter and for cpu and wasm. */
  readonly software?: boolean;
  readonly threads?: number;
  /** Largest absolute difference from the reference in the self-test. */
  readonly selfTestError?: number;
  /** Duration of opening, compiling and self-test, in ms. */
  readonly warmUpMs?: number;
  /** Implementation of the kernels for the present network: "fused", "tiled", "reference" … */
  readonly path?: string;
  /** Measured on the present network, while no other is chosen; absent until measured. */
  readonly stepsPerSecond?: number;
  readonly requestsPerSecond?: number;
}
