/** TensorFlow Playground's plane: a linear surface. */
import { planeSet } from '../planeSet.ts';
import { EASY } from '../start.ts';
import { surface, type Surface } from '../surface.ts';

/** A tenth of x1 + x2: −1.2 to 1.2 in the corners, so that one linear unit fits it exactly. */
export const planeHeight: Surface = (x1, x2) => (x1 + x2) / 10;

export const plane = planeSet({
  name: 'plane',
  label: 'Plane',
  about: 'The value grows along the diagonal. A single linear unit fits it exactly.',
  noise: 'values',
  task: 'regression',
  start: { ...EASY, hidden: [], optimizer: { name: 'sgd', learningRate: 0.01 } },
  generate: surface(planeHeight),
});
