/** One call of DenseForward, validated, as both forward paths take it. */
import type { NetworkShape } from '#nn/NetworkShape.ts';

export interface ForwardJob {
  readonly shape: NetworkShape;
  readonly everyLayer: boolean;
  readonly networks: number;
  /** Samples. */
  readonly count: number;
  readonly outputs: number;
  /** Units of all layers after the input. */
  readonly unitCount: number;
  /** Floats from one network's parameters to the next. */
  readonly rowLength: number;
}

export interface ForwardBuffers {
  readonly parameters: GPUBuffer;
  readonly x: GPUBuffer;
  readonly result: GPUBuffer;
}
