/**
 * The catalogue of data sets: what each is, what it asks of a network, and how large it may be.
 * Facts only; the samples themselves are made in `data/`.
 */
import { LIMITS } from './limits.ts';

export type Task = 'binary' | 'multiclass' | 'regression';
export type DataKind = 'plane' | 'table' | 'image';

export interface DataSetFacts {
  readonly name: string;
  readonly label: string;
  /** `plane`: points of [−6, 6]². `table`: named numeric columns. `image`: grey pixels from 0 to 1. */
  readonly kind: DataKind;
  readonly task: Task;
  /** Class names in order of their index; empty for regression. Binary sets are [−1, +1]. */
  readonly classes: readonly string[];
  /** Width of a raw row: 2 for planes, columns of a table, pixels of an image. */
  readonly columns: readonly string[];
  readonly imageSide?: number;
  readonly samples: { readonly default: number; readonly min: number; readonly max: number };
  readonly hasNoise: boolean;
  /** One or two sentences for the reader: what the set is and what it teaches. */
  readonly about: string;
}

const PLANE = ['x1', 'x2'] as const;
const BINARY = ['−1', '+1'] as const;
const POINTS = { default: 500, min: LIMITS.generatedSamples.min, max: LIMITS.generatedSamples.max } as const;

function plane(
  name: string,
  label: string,
  about: string,
  task: Task = 'binary',
  classes: readonly string[] = BINARY,
): DataSetFacts {
  return {
    name,
    label,
    kind: 'plane',
    task,
    classes,
    columns: PLANE,
    samples: POINTS,
    hasNoise: true,
    about,
  };
}

export const DATA_SET_NAMES = [
  'circle',
  'xor',
  'gaussians',
  'spiral',
  'moons',
  'rings',
  'checkerboard',
  'blobs3',
  'blobs',
  'plane',
  'multi-gaussian',
  'ripple',
  'iris',
  'penguins',
  'mnist',
] as const;
export type DataSetName = (typeof DATA_SET_NAMES)[number];

const IRIS_COLUMNS = ['sepal length', 'sepal width', 'petal length', 'petal width'] as const;
const PENGUIN_COLUMNS = ['bill length', 'bill depth', 'flipper length', 'body mass'] as const;

export const DATA_SETS: Readonly<Record<DataSetName, DataSetFacts>> = {
  circle: plane(
    'circle',
    'Circle',
    'A disc inside a ring. No straight line parts them; three bent units do.',
  ),
  xor: plane(
    'xor',
    'Xor',
    'Opposite corners belong together. The smallest problem that one layer cannot solve.',
  ),
  gaussians: plane(
    'gaussians',
    'Gaussians',
    'Two clouds that a single straight line parts. Even no hidden layer will do.',
  ),
  spiral: plane(
    'spiral',
    'Spiral',
    'Two arms wound round each other. No straight line parts them, so the network has to bend the plane.',
  ),
  moons: plane('moons', 'Moons', 'Two half circles that reach into each other.'),
  rings: plane('rings', 'Rings', 'Three rings, one inside the other; the middle one is of the other class.'),
  checkerboard: plane(
    'checkerboard',
    'Checkers',
    'Sixteen squares in turn. Many small regions need many units.',
  ),
  blobs3: plane(
    'blobs3',
    '3 blobs',
    'Three clouds, three classes: the output has one unit a class.',
    'multiclass',
    ['A', 'B', 'C'],
  ),
  blobs: plane(
    'blobs',
    '4 blobs',
    'Four clouds, four classes: the output has one unit a class.',
    'multiclass',
    ['A', 'B', 'C', 'D'],
  ),
  plane: plane(
    'plane',
    'Plane',
    'The value grows along the diagonal. A single linear unit fits it exactly.',
    'regression',
    [],
  ),
  'multi-gaussian': plane(
    'multi-gaussian',
    'Hills',
    'Six hills and hollows. The value is the height.',
    'regression',
    [],
  ),
  ripple: plane(
    'ripple',
    'Ripple',
    'Waves that die out from the centre, as from a stone in a pond.',
    'regression',
    [],
  ),
  iris: {
    name: 'iris',
    label: 'Iris',
    kind: 'table',
    task: 'multiclass',
    classes: ['setosa', 'versicolor', 'virginica'],
    columns: IRIS_COLUMNS,
    samples: { default: 150, min: 30, max: 150 },
    hasNoise: false,
    about:
      'Four measurements of 150 flowers of three kinds, taken in 1935. Setosa stands apart; the other two overlap.',
  },
  penguins: {
    name: 'penguins',
    label: 'Penguins',
    kind: 'table',
    task: 'multiclass',
    classes: ['Adelie', 'Chinstrap', 'Gentoo'],
    columns: PENGUIN_COLUMNS,
    samples: { default: 342, min: 30, max: 342 },
    hasNoise: false,
    about: 'Four measurements of 342 penguins of three kinds from the Palmer Archipelago.',
  },
  mnist: {
    name: 'mnist',
    label: 'Digits',
    kind: 'image',
    task: 'multiclass',
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    columns: Array.from({ length: 784 }, (_, i) => `pixel ${i}`),
    imageSide: 28,
    samples: { default: 12_000, min: 100, max: 70_000 },
    hasNoise: false,
    about:
      'Handwritten digits, 28 × 28 grey pixels each, written by clerks and pupils. The classic first task of image recognition.',
  },
};
