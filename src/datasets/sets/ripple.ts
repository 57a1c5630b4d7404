/** A radial damped wave. */
import { cos, exp } from '#nn/steadyMath.ts';
import { planeSet } from '../planeSet.ts';
import { HARD } from '../start.ts';
import { surface, type Surface } from '../surface.ts';

/** A wave of length 4 that loses a fifth of its height with every unit of distance. */
export const rippleHeight: Surface = (x1, x2) => {
  const distance = Math.sqrt(x1 ** 2 + x2 ** 2);
  return cos((Math.PI / 2) * distance) * exp(-0.2 * distance);
};

export const ripple = planeSet({
  name: 'ripple',
  label: 'Ripple',
  about: 'Waves that die out from the centre, as from a stone in a pond.',
  noise: 'values',
  task: 'regression',
  start: HARD,
  generate: surface(rippleHeight),
});
