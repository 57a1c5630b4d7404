/** Calls of the page that look into the network under way, beside those of training in `trainer.ts`. Nothing they do changes the run. */
import type { ExperimentInput } from '#experiment/experiment.ts';
import type { Clip } from '#nn/clipping.ts';
import type { Distribution, LayerSizes, UnitStates } from '#nn/layerStatistics.ts';
import type { Calibration } from '#nn/mistakes.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { OptimizerName } from '#nn/vocabulary.ts';

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
  /** Parameters [P] after one step by `rule`, without dropout. */
  readonly after: Float32Array;
  readonly rule: UpdateRule;
}

/** What a step makes of a gradient, at its place in the run. */
export interface UpdateRule {
  readonly optimizer: OptimizerName;
  /** Learning rate of this step, as the schedule has it. */
  readonly rate: number;
  /** Penalties on weights, added to the gradient of the loss. */
  readonly l1: number;
  readonly l2: number;
  /** Share of itself that each weight loses first (decoupled weight decay). */
  readonly decay: number;
  /** Bound on the gradient, penalties included. */
  readonly clip?: Clip;
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

/** One layer at a moment, on the first training samples. */
export interface LayerDistributions extends UnitStates, LayerSizes {
  readonly weights: Distribution;
  readonly biases: Distribution;
  /** ∂(mean loss)/∂weight, without penalties. */
  readonly gradients: Distribution;
  readonly activations: Distribution;
}

export interface Distributions {
  readonly epoch: number;
  readonly step: number;
  /** Training samples that gradients and activations are of. */
  readonly samples: number;
  /** Mean loss on them. */
  readonly loss: number;
  readonly layers: readonly LayerDistributions[];
}

/** Gradient norm and update over weight of each layer, at each kept moment of the run. */
export interface LayerCurves {
  readonly epoch: readonly number[];
  readonly step: readonly number[];
  readonly samples: number;
  readonly layers: readonly {
    readonly gradientNorm: readonly number[];
    readonly updateRatio: readonly number[];
  }[];
}

/** Samples of one part of the data, by their index in it. */
export interface FoundSamples {
  /** How many there are; the lists hold the first of them. */
  readonly count: number;
  readonly index: Uint32Array;
  readonly losses: Float32Array;
  /** [n, outputs] */
  readonly outputs: Float32Array;
  /** Classes; absent for regression. A prediction of no class is −1. */
  readonly truths?: Int16Array;
  readonly predictions?: Int16Array;
  /** The first samples of the list themselves, as many as were asked for. */
  readonly rows?: RawRows;
}

/** Samples as they were before features and scaling. */
interface RawRows {
  /** [n, rawWidth] */
  readonly raw: Float32Array;
  /** [n]: class index or value. */
  readonly labels: Float32Array;
}

/** One sample of the data that is trained on. */
export interface SampleAt {
  /** [inputs], scaled as the network sees it. */
  readonly row: Float32Array;
  /** [outputs] */
  readonly target: Float32Array;
  /** Point, columns or pixels. */
  readonly raw: Float32Array;
  /** Class index or value. */
  readonly label: number;
}

/** Where points lie among the activations of a layer, in two dimensions. */
export interface WarpedPlane {
  readonly layer: number;
  readonly units: number;
  /** Points of the grid per side, row by row from x2 = +6; 0 where the inputs are no plane. */
  readonly side: number;
  /** [side², 2] */
  readonly grid: Float32Array;
  /** [n, 2]: the first training samples. */
  readonly samples: Float32Array;
  /** [n]: their classes or values. */
  readonly labels: Float32Array;
  /** Share of the samples' variance along each principal component; empty for one or two units. */
  readonly shares: readonly number[];
  /** Directions among the units that are drawn across and up. */
  readonly axes: readonly (readonly number[])[];
}

/** Losses on a square of the plane through two directions from the present weights, which are at (0, 0). */
export interface Landscape {
  readonly side: number;
  readonly middle: readonly [number, number];
  readonly radius: number;
  /** [side²], row by row from the top left: the first direction goes right, the second up. */
  readonly losses: Float32Array;
  /** [n, 2]: the kept moments of the run, projected. */
  readonly path: Float32Array;
  /** Training samples that the losses are of. */
  readonly samples: number;
}

export const DIAGNOSIS_IDS = [
  'diverged',
  'explodingGradient',
  'deadUnits',
  'vanishingGradient',
  'saturation',
  'rateTooHigh',
  'rateTooLow',
  'plateau',
  'underfitting',
  'overfitting',
  'classImbalance',
] as const;
export type DiagnosisId = (typeof DIAGNOSIS_IDS)[number];

/**
 * What is wrong with a run, and one change that may help.
 * @typeParam Text as in `TrainerCalls`
 */
export interface Diagnosis<Text = string> {
  readonly id: DiagnosisId;
  /** What happened, with its numbers. */
  readonly sentence: Text;
  readonly suggestion: Text;
  /** The suggestion as `edit` takes it. */
  readonly change: ExperimentInput;
  /** Whether it helps only a run that starts again: `open` what the change makes of the experiment. */
  readonly restarts?: true;
}

export interface InspectCalls<Text = string> {
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
  /** @throws Error with a sentence for the reader where the part has no such sample */
  sampleAt: { params: { split: 'train' | 'test'; index: number }; result: SampleAt };
  /** Histograms and sizes of every layer. `bins` is how many bars a histogram has. */
  distributions: { params: { bins?: number }; result: Distributions };
  /** Costs nothing while training: it is computed from the checkpoints when it is asked for. */
  layerCurves: { params: void; result: LayerCurves };
  /**
   * The samples with the largest loss first; or with `cell` [truth, prediction] those of this cell of the confusion matrix. With
   * `rows` so many of the first come themselves.
   * @throws Error with a sentence for the reader where a cell is asked for and there are no classes
   */
  findSamples: {
    params: { split: 'train' | 'test'; most: number; cell?: readonly [number, number]; rows?: number };
    result: FoundSamples;
  };
  /** @throws Error with a sentence for the reader where the outputs are no probabilities */
  calibration: { params: { split: 'train' | 'test'; bins: number }; result: Calibration };
  /** What is wrong with the run, the gravest first; empty where nothing is known to be. */
  diagnose: { params: void; result: Diagnosis<Text>[] };
  /** @throws Error with a sentence for the reader where the network has no such layer */
  warpedPlane: { params: { layer: number; side: number }; result: WarpedPlane };
  /** @throws Error with a sentence for the reader where the path is asked for and there is none yet */
  landscape: {
    params: { directions: 'random' | 'path'; side: number; radius: number; seed: number };
    result: Landscape;
  };
}
