import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { planLoad } from '../engine/serving/planLoad.ts';
import { arbitraryExperiment } from '../spec/arbitraryExperiment.ts';
import { defaultExperiment } from '../spec/defaults.ts';
import { arrivalsFeed } from '../state/feeds.ts';
import { burstOf, loadOf, sweepOf } from './loadSettings.ts';

// Feeds wait for the next frame to tell their listeners; what they hold is read here without one.
vi.stubGlobal('requestAnimationFrame', () => 0);

test('the load of any valid experiment can be planned, and so can its burst', () => {
  arrivalsFeed.publish(Float64Array.of(0, 5, 9));
  fc.assert(
    fc.property(arbitraryExperiment, (experiment) => {
      const { load, serving } = experiment;
      const plan = planLoad(loadOf(experiment), serving);
      expect(plan.durationMs).toBe(load.durationMs);
      expect(plan.arrivals?.kind ?? null).toBe(load.mode === 'open' ? load.arrivals : null);
      const burst = planLoad(burstOf(experiment), serving);
      expect(burst.requests).toBe(serving.inFlight);
    }),
    { numRuns: 300 },
  );
});

test('recorded arrivals are those that were kept', () => {
  const experiment = defaultExperiment();
  const recorded = {
    ...experiment,
    load: { ...experiment.load, mode: 'open', arrivals: 'recorded' } as const,
  };
  arrivalsFeed.publish(Float64Array.of(0, 5, 9));
  expect(loadOf(recorded).recordedMs).toEqual(Float64Array.of(0, 5, 9));
  arrivalsFeed.publish(null);
  expect(() => loadOf(recorded)).toThrow('No arrivals are recorded yet');
});

test('a sweep has the callers of the experiment, at rates of its own', () => {
  const experiment = defaultExperiment();
  const ramp = { ...experiment, load: { ...experiment.load, arrivals: 'ramp', cancelShare: 0.1 } as const };
  expect(sweepOf({ over: 'rate', values: [10] }, ramp).load).toMatchObject({
    arrivals: 'poisson',
    cancelShare: 0.1,
  });
  expect(sweepOf({ over: 'concurrency', values: [1] }, ramp).load).not.toHaveProperty('arrivals');
});
