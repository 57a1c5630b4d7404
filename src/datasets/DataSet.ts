/**
 * What a data set is: its facts, its samples, and the experiment that it opens with. One file of `sets/` makes one;
 * `docs/adding.md` shows how. Planes generate their points, tables bring their rows, images are fetched by `data/`.
 */
import type { Activation, OptimizerName, Task } from '#nn/vocabulary.ts';
import type { PointGenerator } from './Points.ts';

export type DataKind = 'plane' | 'table' | 'image';

/** Where a set stands in the menu. */
export type DataSetGroup = 'Classes' | 'Values' | 'Tables' | 'Images';

/** Noise flips labels near the border, widens clouds, moves points, or takes values from places nearby. */
export type NoiseKind = 'labels' | 'clouds' | 'points' | 'values';

interface Facts<Kind extends DataKind, Name extends string> {
  /** As experiments and links write it. Links hold it: it never changes. */
  readonly name: Name;
  /** On the screen. Its lower case is read in `data.set`, too. */
  readonly label: string;
  readonly kind: Kind;
  readonly group: DataSetGroup;
  readonly task: Task;
  /** Class names in order of their index; empty for regression. Binary sets are [−1, +1]. */
  readonly classes: readonly string[];
  /** Names of the values of a raw row: 2 for planes, columns of a table, pixels of an image. */
  readonly columns: readonly string[];
  /** Images are squares of this many pixels a side; other sets have none. */
  readonly imageSide?: number;
  /** How many samples may be asked for. */
  readonly samples: { readonly default: number; readonly min: number; readonly max: number };
  readonly hasNoise: boolean;
  /** What noise does to this set; null where there is none. */
  readonly noise: NoiseKind | null;
  /** One or two sentences for the reader: what the set is and what it teaches. */
  readonly about: string;
  readonly start: StartingExperiment;
}

/** Points of [−6, 6]², generated from a seed. */
export interface PlaneSet<Name extends string = string> extends Facts<'plane', Name> {
  readonly generate: PointGenerator;
  /** The picture in the menu: so many points of this seed, without noise. */
  readonly thumb: { readonly count: number; readonly seed: number };
}

/** Named numeric columns. */
export interface TableSet<Name extends string = string> extends Facts<'table', Name> {
  /** Rows parted by white space, each `value,value,…,class index`. */
  readonly rows: string;
  /** Of a table of one's own, instead of `rows`: [count, columns] and [count]. */
  readonly ownSamples?: () => { count: number; raw: Float32Array; labels: Float32Array };
  /** The picture in the menu: all rows, in these two columns. */
  readonly thumb: { readonly columns: readonly [x: number, y: number] };
}

/** Grey pixels from 0 to 1, fetched when the set is chosen. */
export interface ImageSet<Name extends string = string> extends Facts<'image', Name> {
  readonly imageSide: number;
  /** Under the page's own address, with its last slash: `manifest.json` and the shards that it names. */
  readonly folder: string;
  /** Official parts; no image of one is ever taken for the other. */
  readonly parts: { readonly train: number; readonly test: number };
  /** The picture in the menu: strokes of a pen, as SVG paths in a box of 48 × 48. */
  readonly thumb: { readonly strokes: readonly string[] };
}

export type DataSet = PlaneSet | TableSet | ImageSet;

/** What the experiment of a set begins with; the rest is the same for all sets (`experiment/defaults.ts`). */
export interface StartingExperiment {
  readonly hidden: { units: number; activation: Activation }[];
  readonly optimizer: { name: OptimizerName; learningRate: number };
  readonly batchSize: number;
  /** Share of the samples that is trained on. */
  readonly trainShare: number;
  /** Of the samples; 0 is none. */
  readonly noise: number;
  /** Of the first weights. */
  readonly seed: number;
}
