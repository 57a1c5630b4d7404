import { expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { rateCurve } from './rateCurve.ts';

type Training = Experiment['training'];
const plan = (schedule: Training['schedule'], stop: Partial<Training['stop']> = {}): Training => {
  const { training } = defaultExperiment();
  return {
    ...training,
    optimizer: { name: 'sgd', learningRate: 0.4 },
    schedule,
    stop: { ...training.stop, ...stop },
  };
};

it('a constant rate is a level line as long as the run', () => {
  const curve = rateCurve(plan({ name: 'constant' }), 12);
  expect(curve).toMatchObject({ epochs: 100, highest: 0.4, present: { epoch: 12, rate: 0.4 } });
  expect(new Set(curve.rates)).toEqual(new Set([0.4]));
  expect(rateCurve(plan({ name: 'constant' }), 1_000).epochs).toBe(1_300);
});

it('a warm-up is as much of the picture as what follows it', () => {
  const { epochs, rates } = rateCurve(plan({ name: 'constant', warmup: 60 }), 0);
  expect(epochs).toBe(120);
  expect(rates[0]).toBe(0);
  expect(rates[60]).toBeCloseTo(0.2);
  expect(rates[120]).toBeCloseTo(0.4);
});

it('a schedule is shown whole, or to the end that is planned', () => {
  const cosine = { name: 'cosine', period: 200, floor: 0 } as const;
  expect(rateCurve(plan(cosine), 100)).toMatchObject({ epochs: 240, present: { epoch: 100, rate: 0.2 } });
  const planned = rateCurve(plan(cosine, { epochs: 200 }), 100);
  expect(planned.epochs).toBe(200);
  expect(planned.rates.at(-1)).toBeCloseTo(0);
  expect(rateCurve(plan(cosine, { epochs: 200 }), 200).epochs).toBe(250);
});

it.each([
  [{ name: 'step', every: 40 }, 140],
  [{ name: 'exponential', halfLife: 40 }, 200],
  [{ name: 'cosineRestarts', period: 40, growth: 2 }, 300],
  [{ name: 'cyclical', period: 40 }, 120],
  [{ name: 'plateau', patience: 39 }, 200],
] as const)('the width of %o shows its shape', (schedule, epochs) => {
  expect(rateCurve(plan(schedule), 0).epochs).toBe(epochs);
});

it('a schedule that looks at losses is drawn from here on, as if none became better', () => {
  const schedule = { name: 'plateau', patience: 9, drop: 0.5, floor: 0.25 } as const;
  const state = { name: 'plateau', memory: [0.1, 8, 0.5] } as const;
  const curve = rateCurve(plan(schedule), 40, state);
  expect(curve).toMatchObject({ isGuess: true, epochs: 100, present: { epoch: 40, rate: 0.2 } });
  expect(curve.rates[0]).toBeNaN();
  expect(curve.rates.at(-1)).toBeCloseTo(0.1);
  expect(curve.highest).toBeCloseTo(0.2);
});

it('the longest of plans is drawn at once', () => {
  const schedule = { name: 'plateau', patience: 10_000 } as const;
  expect(rateCurve(plan(schedule), 9e6).epochs).toBe(12_000_000);
});
