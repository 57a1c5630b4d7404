/** Calls of the server worker to its instances, workers that only compute batches. */
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { DeviceReport } from './DeviceReport.ts';

/** Weights and the shape of their network. */
export interface InstanceWeights {
  readonly shape: NetworkShape;
  /** Flat [P], as in `experiment/networkShape.ts`. */
  readonly parameters: Float32Array;
  readonly step: number;
}

export interface InstanceCalls {
  start: { params: { name: DeviceName; baseUrl: string }; result: DeviceReport<Failure> };
  infer: {
    params: {
      /** [size, inputs] */
      rows: Float32Array;
      size: number;
      /** Only where they differ from those of the batch before. */
      weights?: InstanceWeights;
    };
    result: {
      /** [size, outputs] */
      outputs: Float32Array;
      /** When the batch was computed, in ms on the clock of `ResponseBlock`. */
      computedMs: number;
      /** The inputs' buffer, for reuse. */
      rows: Float32Array;
    };
  };
}

/** An instance emits no events. */
export type InstanceEvents = Record<string, never>;
