/**
 * TensorFlow Playground's exclusive or: uniform in the square of ±5, moved 0.3 away from both axes; class 1 where x1 and x2
 * have the same sign. Label noise: the class is that of a point up to ±5·noise away per axis.
 */
import { planeSet } from '../planeSet.ts';
import type { LabelledPoint } from '../Points.ts';
import { EASY, layers } from '../start.ts';

const RADIUS = 5;

export const xor = planeSet({
  name: 'xor',
  label: 'XOR',
  about: 'Opposite corners belong together. The smallest problem that one layer cannot solve.',
  noise: 'labels',
  // 6 and 4 units learn it too, but one seed in forty then fits the border too loosely for a loss below 0.02.
  start: { ...EASY, hidden: layers('tanh', 8, 6) },
  generate: (count, noise, random) => {
    const coordinate = () => {
      const x = random.uniform(-RADIUS, RADIUS);
      return x + (x > 0 ? 0.3 : -0.3);
    };
    return Array.from({ length: count }, (): LabelledPoint => {
      const x1 = coordinate();
      const x2 = coordinate();
      const movedX1 = x1 + noise * random.uniform(-RADIUS, RADIUS);
      const movedX2 = x2 + noise * random.uniform(-RADIUS, RADIUS);
      return [x1, x2, movedX1 * movedX2 >= 0 ? 1 : 0];
    });
  },
});
