/**
 * The largest learning rate at which gradient descent on one linear unit holds: 2/λ, where λ is the largest eigenvalue of the mean of x·xᵀ, with
 * a 1 for the bias. By power iteration. (Of half squared errors, whose second derivative that mean is.)
 */
import type { Split } from '#data/PreparedData.ts';

const ROUNDS = 500;

export function edgeRate({ inputs, count }: Pick<Split, 'inputs' | 'count'>): number {
  const width = inputs.length / count;
  const size = width + 1;
  const at = (n: number, i: number): number => (i < width ? inputs[n * width + i]! : 1);
  const moments = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      let sum = 0;
      for (let n = 0; n < count; n++) sum += at(n, i) * at(n, j);
      return sum / count;
    }),
  );
  let vector = Array.from({ length: size }, (_, i) => 1 + i / 10);
  let largest = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = moments.map((row) => row.reduce((sum, moment, j) => sum + moment * vector[j]!, 0));
    largest = Math.hypot(...next);
    vector = next.map((value) => value / largest);
  }
  return 2 / largest;
}
