/** The part of the scripting interface that looks into the network. Guide: docs/scripting.md; see `Fanout.ts` for what holds for all calls. */

import type { NetworkEdit } from '#experiment/networkEdits.ts';
import type { Calibration } from '#nn/mistakes.ts';
import type { Diagnosis, Distributions, Landscape, LayerCurves, WarpedPlane } from '#protocol/inspect.ts';
import type { TrainReport } from '#protocol/trainer.ts';
import type { History } from './historyColumns.ts';

/** One layer of an inspected sample. Gradients and what follows are null where no target is known. */
export interface InspectedLayer {
  /** Weighted sums [units]. */
  z: number[];
  /** Activations [units]. */
  a: number[];
  /** ∂loss/∂z [units]. */
  delta: number[] | null;
  /** Weights now [inputs][units], biases now [units]. */
  kernel: number[][];
  bias: number[];
  /** ∂loss/∂weight [inputs][units], ∂loss/∂bias [units]; without penalties. */
  kernelGradient: number[][] | null;
  biasGradient: number[] | null;
  /** After one step of the present optimiser on this sample alone, penalties included. */
  kernelAfter: number[][] | null;
  biasAfter: number[] | null;
}

export interface Inspection {
  /** Updates made so far. */
  step: number;
  /** Hidden layers, then the output layer. */
  layers: InspectedLayer[];
  /** [outputs] */
  output: number[];
  target: number[] | null;
  loss: number | null;
}

/** One sample that the network was asked. */
export interface SampleResult {
  /** Its place in the lists of `samples(split)`. */
  index: number;
  loss: number;
  output: number[];
  /** Classes by number; absent for regression. −1 for an output of no class. */
  truth?: number;
  prediction?: number;
}

export interface FanoutInspect {
  /**
   * Follows one row through the network and its loss back to every weight, computed by the present device, without dropout.
   * Changes nothing.
   * @param row [inputs], scaled as `samples` returns them
   * @param target [outputs], coded as `samples` returns them; without it that of the sample with these inputs, and where
   * there is none, loss and gradients are null
   * @throws for another width, or numbers that are not finite
   * @example const { layers, loss } = await fanout.inspect([1, 2], [1])
   */
  inspect(row: ArrayLike<number>, target?: ArrayLike<number>): Promise<Inspection>;

  /**
   * The moments of the run that can be gone back to, in order: every epoch at first, then evenly spaced ones, at most 240 and 32 MB; the
   * first and the last are among them.
   * @example (await fanout.checkpoints()).at(-1).epoch
   */
  checkpoints(): Promise<{ epoch: number; step: number }[]>;

  /**
   * Goes back to the kept moment nearest to an epoch: weights, optimiser state, place in the run, metrics and maps are as they were. Ends
   * training. Curve and later moments stay until training goes on, which begins a branch. One undo step, however often it is called
   * before that.
   * @param epoch a number from 0; beyond the end of the run it is the end
   * @returns epoch, step and metrics there, as while training
   * @throws for what is no such number
   * @example await fanout.seek(50); await fanout.train({ epochs: 100 })
   */
  seek(epoch: number): Promise<TrainReport>;

  /**
   * Learning curves of the runs that were left by training on from an earlier moment, each from the point where the branch begins. At
   * most ten, until the next start.
   * @example (await fanout.branches()).map(({ testLoss }) => testLoss.at(-1))
   */
  branches(): Promise<History[]>;

  /**
   * Edits one unit or layer and keeps every weight that still has a place, to the bit: adding a unit keeps all, removing one removes its
   * own. One undo step.
   * @param change `kind` and what it is done to, hidden layers and units counted from 0:
   * `{ kind: 'addUnit', layer }`; `{ kind: 'removeUnit' | 'copyUnit' | 'resetUnit', layer, unit }`;
   * `{ kind: 'addLayer' | 'copyLayer' | 'removeLayer', layer }`; `{ kind: 'moveLayer', layer, to }`
   * @throws where the network has no such layer or unit, or a limit would be passed
   * @example await fanout.editNetwork({ kind: 'removeUnit', layer: 0, unit: 2 })
   */
  editNetwork(change: NetworkEdit): Promise<void>;

  /**
   * Every layer as histograms with min, max, mean, std, zeros and NaN: weights, biases, gradients and activations; which units are dead or
   * saturated; the norm of the gradient and the size of a step over that of the weights. Gradients and activations are of the first
   * training samples, up to 1,000.
   * @param options `bins`, bars of each histogram, 1 to 500, 40 if not given
   * @throws for another number of bins
   * @example (await fanout.distributions()).layers.map(({ dead }) => dead.length)
   */
  distributions(options?: { bins?: number }): Promise<Distributions>;

  /**
   * Norm of the gradient and update over weight of each layer at each moment that `checkpoints` names. Computed when asked for, from
   * the kept states in one call of the device, so that training pays nothing for it.
   * @example (await fanout.layerCurves()).layers[0].gradientNorm
   */
  layerCurves(): Promise<LayerCurves>;

  /**
   * The samples with the largest loss, the largest first; or those of one cell of the confusion matrix.
   * @param options `split` ('test' if not given), `most` (20), `truth` and `prediction`: classes by number
   * @returns how many there are, and the first of them
   * @throws for wrong options, or a cell where there are no classes
   * @example const { samples } = await fanout.mistakes({ truth: 1, prediction: 0 })
   */
  mistakes(options?: {
    split?: 'train' | 'test';
    most?: number;
    truth?: number;
    prediction?: number;
  }): Promise<{ count: number; samples: SampleResult[] }>;

  /**
   * Whether the network is as sure as it is right: accuracy and mean confidence by bins of confidence, and the expected calibration
   * error (Guo et al. 2017).
   * @param options `split` ('test' if not given), `bins` (10)
   * @throws for wrong options, for regression, and where outputs are no probabilities
   * @example (await fanout.calibration()).ece
   */
  calibration(options?: { split?: 'train' | 'test'; bins?: number }): Promise<Calibration>;

  /**
   * Why did this happen? What is wrong with the run, the gravest first: diverged, exploding or vanishing gradient, dead or saturated units, a
   * learning rate too high or too low, plateau, underfitting, overfitting, class imbalance. Each with its numbers and one change to try.
   * @returns empty where nothing is known to be wrong
   * @example const [gravest] = await fanout.diagnose(); if (gravest) await fanout.edit(gravest.change)
   */
  diagnose(): Promise<Diagnosis[]>;

  /**
   * The plane as a layer bends it: where the points of a grid and the training samples lie among its activations. One unit gives a line, two the
   * plane itself, more are drawn along their first two principal components over the samples. Other sets have samples alone.
   * @param options `layer`: hidden layers from 0, then the output layer; `side`: grid points per side, 2 to 101, 31 if not given
   * @throws for wrong options
   * @example const { grid, samples, shares } = await fanout.warpedPlane({ layer: 1 })
   */
  warpedPlane(options: { layer: number; side?: number }): Promise<WarpedPlane>;

  /**
   * A slice of the training loss around the present weights, which lie at (0, 0), with the path of the run projected on it. Training goes
   * on meanwhile.
   * @param options `directions`: 'random' (filter-normalised, Li et al. 2018; the default), or 'path': those in which the kept moments vary most;
   * `side`: networks per side, 3 to 41 (25); of random directions `radius` (1) and `seed` (1)
   * @throws for wrong options, and for 'path' before there is one
   * @example const { losses, path, side } = await fanout.landscape({ directions: 'path' })
   */
  landscape(options?: {
    directions?: 'random' | 'path';
    side?: number;
    radius?: number;
    seed?: number;
  }): Promise<Landscape>;
}
