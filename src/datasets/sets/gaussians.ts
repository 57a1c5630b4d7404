/** TensorFlow Playground's two normal clouds: round (2, 2), class 1, and (−2, −2), class 0. Noise widens them. */
import { cloudVariance } from '../clouds.ts';
import { planeSet } from '../planeSet.ts';
import { insidePlane, type LabelledPoint } from '../Points.ts';
import { EASY } from '../start.ts';

export const gaussians = planeSet({
  name: 'gaussians',
  label: 'Gaussians',
  about: 'Two clouds that one straight line can separate. No hidden layer needed.',
  noise: 'clouds',
  start: { ...EASY, seed: 13 },
  generate: (count, noise, random) => {
    const variance = cloudVariance(noise);
    return Array.from({ length: count }, (_, i): LabelledPoint => {
      const label = i < count / 2 ? 1 : 0;
      const centre = label === 1 ? 2 : -2;
      const [x1, x2] = insidePlane(() => [random.normal(centre, variance), random.normal(centre, variance)]);
      return [x1, x2, label];
    });
  },
});
