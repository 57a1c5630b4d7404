/**
 * A trained network with everything that a format may need: raw columns, the way from a raw row to the network's inputs, layers
 * with their weights, what the outputs mean, the recipe of its training, and ten rows with their answers. Plain data.
 */
import type { Experiment } from '#experiment/experiment.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import type { Expression } from './Expression.ts';

/** A value of a raw row. A category is given by its place in `values`. */
export interface ModelColumn {
  readonly name: string;
  /** Of a column of categories: their names; absent for numbers. */
  readonly values?: readonly string[];
}

/** How one input of the network follows from the raw row. */
export type ModelInput =
  | {
      /** (row[column] − mean) / deviation, in double precision. 0 and 1 where the number enters as it is. */
      readonly kind: 'number';
      readonly name: string;
      readonly column: number;
      readonly mean: number;
      readonly deviation: number;
    }
  | {
      /** 1 where row[column] is `value`, else 0 (one-hot). */
      readonly kind: 'category';
      readonly name: string;
      readonly column: number;
      readonly value: number;
    }
  | {
      /** The expression; with a scaling (value − mean)/deviation, cut to ±`MOST_DEVIATIONS`, 0 where it is not a number. */
      readonly kind: 'formula';
      readonly name: string;
      /** As it was typed. */
      readonly text: string;
      readonly expression: Expression;
      readonly scaling: { readonly mean: number; readonly deviation: number } | null;
    };

export interface ModelLayer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation | OutputActivation;
  /** [inputs][units], row-major. */
  readonly kernel: Float32Array;
  /** [units] */
  readonly bias: Float32Array;
}

/** What the outputs mean. */
export type ModelOutput =
  | {
      readonly kind: 'classes';
      readonly labels: readonly string[];
      /** Of a single output: class 1 from here on, else class 0. Null for several: the largest, the first of equals. */
      readonly border: number | null;
    }
  | {
      readonly kind: 'value';
      readonly name: string;
      /** The output −1 stands for `min`, 1 for `max`; [−1, 1] where it is the value itself. */
      readonly min: number;
      readonly max: number;
    };

/** Loss and accuracy over one part of the data. */
export interface ModelMetrics {
  readonly loss: number;
  /** 0 to 1; absent for values. */
  readonly accuracy?: number;
}

/** Rows with their answers, computed in double precision from the float32 weights. */
export interface Golden {
  /** [count][columns] */
  readonly rows: readonly (readonly number[])[];
  /** The network's inputs [count][inputs], as float32. */
  readonly inputs: readonly (readonly number[])[];
  /** [count][outputs] */
  readonly outputs: readonly (readonly number[])[];
}

/** Raw rows [count, columns] with a class index or a value each. */
export interface ModelSamples {
  readonly count: number;
  readonly raw: Float32Array;
  readonly labels: Float32Array;
}

export interface ModelToExport {
  /** For names of files, modules and models: a letter, then letters, digits and _, all small; at most 40. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ModelColumn[];
  readonly inputs: readonly ModelInput[];
  readonly shape: NetworkShape;
  readonly layers: readonly ModelLayer[];
  readonly output: ModelOutput;
  /** Data, network and training as they were, serving as it is: the plan of the lab. */
  readonly experiment: Experiment;
  /** Where this experiment can be opened; null where there is no address. */
  readonly link: string | null;
  /** Version of Fanout. */
  readonly version: string;
  readonly epoch: number;
  readonly step: number;
  readonly metrics: { readonly train: ModelMetrics; readonly test: ModelMetrics } | null;
  /** The samples that it learns from and is tested on; null where the page has only some of them (digits). */
  readonly samples: { readonly train: ModelSamples; readonly test: ModelSamples } | null;
  readonly golden: Golden;
}
