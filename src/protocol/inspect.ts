/** Calls of the page that look into the network under way, beside those of training in `trainer.ts`. Nothing they do changes the run. */
import type { NetworkShape } from '#nn/NetworkShape.ts';

/** From the loss of one sample back to every parameter, and what one step on this sample alone would make of them. */
export interface SampleBackward {
  /** [outputs] */
  readonly target: Float32Array;
  /** Without penalties. */
  readonly loss: number;
  /** ∂loss/∂z [U], layer by layer. */
  readonly delta: Float32Array;
  /** ∂loss/∂parameter [P], without penalties. */
  readonly gradient: Float32Array;
  /** Parameters [P] after one step of the present optimiser, penalties included, without dropout. */
  readonly after: Float32Array;
}

/** One sample on its way through the network, and back. U: units of all layers after the input. */
export interface SampleInspection {
  readonly shape: NetworkShape;
  readonly step: number;
  /** Flat parameters [P] of the moment. */
  readonly parameters: Float32Array;
  /** Weighted sums [U], layer by layer. */
  readonly z: Float32Array;
  /** Activations [U]. */
  readonly a: Float32Array;
  /** null where no target is known. */
  readonly backward: SampleBackward | null;
}

export interface InspectCalls {
  /**
   * Follows one row forward, and with a target backward.
   * @throws Error with a sentence for the reader where row or target are of another width
   */
  inspect: {
    params: {
      /** [inputs], scaled as the network sees it */
      row: Float32Array;
      /** [outputs]; without it that of the sample with these very inputs */
      target?: Float32Array;
    };
    result: SampleInspection;
  };
}
