import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findKnee } from './knee.ts';
import { fitUsl, uslThroughput, type UslFit } from './usl.ts';

const CLIENTS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];
const lawOf = (gamma: number, alpha: number, beta: number): UslFit => ({
  gamma,
  alpha,
  beta,
  relativeError: 0,
  peak: Math.sqrt((1 - alpha) / beta),
});
const pointsOf = (law: UslFit, noise: (index: number) => number = () => 1) =>
  CLIENTS.map((clients, index) => ({ clients, perSecond: uslThroughput(law, clients) * noise(index) }));

test('finds the law that made the points', () => {
  const exponent = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((e) => 10 ** e);
  fc.assert(
    fc.property(exponent(0, 6), exponent(-4, -0.1), exponent(-7, -3), (gamma, alpha, beta) => {
      const law = lawOf(gamma, alpha, beta);
      const fit = fitUsl(pointsOf(law))!;
      expect(fit.relativeError).toBeLessThan(1e-6);
      expect(fit.gamma / gamma).toBeCloseTo(1, 4);
      for (const clients of CLIENTS) {
        expect(uslThroughput(fit, clients) / uslThroughput(law, clients)).toBeCloseTo(1, 4);
      }
    }),
  );
});

test('no other parameters near it fit better, and its error is that of the noise', () => {
  const law = lawOf(500, 0.03, 0.000_05);
  const points = pointsOf(law, (index) => (index % 2 === 0 ? 1.04 : 0.96));
  const fit = fitUsl(points)!;
  const errorOf = (candidate: UslFit): number =>
    Math.sqrt(
      points.reduce(
        (sum, { clients, perSecond }) => sum + (perSecond / uslThroughput(candidate, clients) - 1) ** 2,
        0,
      ) / points.length,
    );
  expect(errorOf(fit)).toBeCloseTo(fit.relativeError, 12);
  expect(fit.relativeError).toBeGreaterThan(0.02);
  expect(fit.relativeError).toBeLessThanOrEqual(errorOf(law));
  for (const [gamma, alpha, beta] of [
    [1.01, 1, 1],
    [0.99, 1, 1],
    [1, 1.02, 1],
    [1, 0.98, 1],
    [1, 1, 1.02],
    [1, 1, 0.98],
  ] as const) {
    const near = { ...fit, gamma: fit.gamma * gamma, alpha: fit.alpha * alpha, beta: fit.beta * beta };
    expect(errorOf(near)).toBeGreaterThan(fit.relativeError);
  }
});

test('a server without coherency has no peak; contention is never negative', () => {
  const linear = fitUsl(CLIENTS.map((clients) => ({ clients, perSecond: 100 * clients ** 1.05 })))!;
  expect(linear).toMatchObject({ alpha: 0, beta: 0, peak: Infinity });
  const amdahl = fitUsl(pointsOf({ ...lawOf(100, 0.1, 0), peak: Infinity }))!;
  expect(amdahl.alpha).toBeCloseTo(0.1, 6);
  expect(amdahl.beta).toBeLessThan(1e-9);
});

test('two numbers of clients make no law', () => {
  expect(fitUsl([])).toBeNull();
  expect(fitUsl([1, 2, 2, 1].map((clients) => ({ clients, perSecond: 10 })))).toBeNull();
  expect(fitUsl([1, 2, 4].map((clients) => ({ clients, perSecond: 0 })))).toBeNull();
});

test('the knee of a server with eight parallel slots is at eight clients', () => {
  // Each response takes 10 ms; the ninth client waits for a slot.
  const points = CLIENTS.map((clients) => ({
    perSecond: Math.min(clients, 8) * 100,
    latencyMs: { mean: 10 * Math.max(1, clients / 8) },
  }));
  expect(CLIENTS[findKnee(points)]).toBe(8);
  expect(findKnee(points.slice(0, 4))).toBe(-1);
  expect(findKnee(points.slice(0, 2))).toBe(-1);
});

test('the knee of a single queue is at half its rate', () => {
  const points = Array.from({ length: 19 }, (_, index) => (index + 1) / 20).map((share) => ({
    perSecond: share * 1_000,
    latencyMs: { mean: 1 / (1 - share) },
  }));
  expect(points[findKnee(points)]!.perSecond).toBe(500);
});
