/**
 * All data sets, in the order of menus and errors. To add one: a file in `sets/`, and its line in the list below. Names,
 * schema, menu, pictures, defaults and samples follow from it.
 */
import type { DataSet } from './DataSet.ts';
import { blobs } from './sets/blobs.ts';
import { blobs3 } from './sets/blobs3.ts';
import { checkerboard } from './sets/checkerboard.ts';
import { circle } from './sets/circle.ts';
import { gaussians } from './sets/gaussians.ts';
import { iris } from './sets/iris.ts';
import { mnist } from './sets/mnist.ts';
import { moons } from './sets/moons.ts';
import { multiGaussian } from './sets/multiGaussian.ts';
import { penguins } from './sets/penguins.ts';
import { plane } from './sets/plane.ts';
import { rings } from './sets/rings.ts';
import { ripple } from './sets/ripple.ts';
import { spiral } from './sets/spiral.ts';
import { xor } from './sets/xor.ts';

const MEMBERS = [
  circle,
  xor,
  gaussians,
  spiral,
  moons,
  rings,
  checkerboard,
  blobs3,
  blobs,
  plane,
  multiGaussian,
  ripple,
  iris,
  penguins,
  mnist,
] as const;

/** A set whose samples Fanout brings or generates: its facts are in `DATA_SETS`. */
export type GivenSetName = (typeof MEMBERS)[number]['name'];

/** Labels of the sets that are somebody's own: their samples are in the experiment, and so their facts follow from it. */
const OWN_LABELS = { drawn: 'Draw', formula: 'Formula', table: 'Table' } as const;
export type OwnSetName = keyof typeof OWN_LABELS;
export const OWN_SET_NAMES = Object.keys(OWN_LABELS) as readonly OwnSetName[];

export type DataSetName = GivenSetName | OwnSetName;

export const DATA_SET_NAMES: readonly GivenSetName[] = MEMBERS.map(({ name }) => name);
/** Every name that `data.set` may have. */
export const SET_NAMES: readonly DataSetName[] = [...DATA_SET_NAMES, ...OWN_SET_NAMES];

export const isOwnSet = (set: DataSetName): set is OwnSetName => Object.hasOwn(OWN_LABELS, set);

export const DATA_SETS = Object.fromEntries(MEMBERS.map((set) => [set.name, set])) as Readonly<
  Record<GivenSetName, DataSet>
>;

/** The word on the screen, as scripts and errors write it: "digits". A set is known by this and by its name. */
export const wordOfSet = (set: DataSetName): string => labelOfSet(set).toLowerCase();

/** The name on the screen. */
export const labelOfSet = (set: DataSetName): string =>
  isOwnSet(set) ? OWN_LABELS[set] : DATA_SETS[set].label;

/** The set of this name, or of this word on the screen, in whatever case. */
export function dataSetNamed(text: unknown): DataSetName | null {
  if (typeof text !== 'string') return null;
  const lower = text.toLowerCase();
  return SET_NAMES.find((name) => name === lower || wordOfSet(name) === lower) ?? null;
}
