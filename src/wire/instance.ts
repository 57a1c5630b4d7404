/** Messages between the server worker and its instances: workers that do nothing but compute batches. */
import type { NetworkShape } from '../spec/networkShape.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import type { DeviceReport } from './DeviceReport.ts';

/** Weights to answer with, and their network. */
export interface InstanceWeights {
  readonly shape: NetworkShape;
  /** Flat [P], as in `spec/networkShape.ts`. */
  readonly parameters: Float32Array;
  readonly step: number;
}

export interface InstanceCalls {
  start: { ask: { name: DeviceName; baseUrl: string }; answer: DeviceReport };
  infer: {
    ask: {
      /** [size, inputs] */
      rows: Float32Array;
      size: number;
      /** Only where they are others than those of the batch before. */
      weights?: InstanceWeights;
    };
    answer: {
      /** [size, outputs] */
      outputs: Float32Array;
      /** Clock milliseconds, as in `ResponseBlock`. */
      computedMs: number;
      /** What was asked, to be filled again. */
      rows: Float32Array;
    };
  };
}

/** An instance tells nothing unasked. */
export type InstanceEvents = Record<string, never>;
