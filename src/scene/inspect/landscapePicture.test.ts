import { expect, test } from 'vitest';
import { landscapePicture, landscapeText } from './landscapePicture.ts';

/** A bowl whose lowest place is right of the present weights. */
const side = 5;
const bowl = {
  side,
  middle: [1, 0] as const,
  radius: 2,
  losses: Float32Array.from({ length: side * side }, (_, i) => {
    const [right, up] = [-1 + (i % side), 2 - Math.floor(i / side)];
    return 1 + (right - 2) ** 2 + up ** 2;
  }),
  path: Float32Array.of(-1, 0, 0, 0),
  samples: 50,
};

test('the lowest is paper, the highest is deepest; the present place and the path lie where they are', () => {
  const picture = landscapePicture(bowl);
  expect(picture.shades[2 * side + 3]).toBe(0);
  expect(Math.max(...picture.shades)).toBe(1);
  expect(picture.here).toEqual([0.25, 0.5]);
  expect(picture.path).toEqual([
    [0, 0.5],
    [0.25, 0.5],
  ]);
  expect(picture.contours).toHaveLength(8);
  expect(picture.texts).toMatchObject({ low: 'loss 1.000' });
});

test('losses beyond all bounds are deepest and leave the others their shades', () => {
  const losses = bowl.losses.slice();
  losses[0] = Infinity;
  losses[1] = Number.NaN;
  const picture = landscapePicture({ ...bowl, losses });
  expect([picture.shades[0], picture.shades[1]]).toEqual([1, 1]);
  expect(picture.shades.every(Number.isFinite)).toBe(true);
});

test('the words tell of the bounds and of the lowest place', () => {
  expect(landscapeText(bowl)).toBe(
    'Losses of 50 training samples from 1.000 to 14.0. The lowest place is 1.00 of the picture’s half width away from the present weights.',
  );
});
