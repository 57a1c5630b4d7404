import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { loadConfig } from '#engine/loadgen/loadConfig.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { arbitraryExperiment } from '#experiment/testing/arbitraryExperiment.ts';
import { arrivalsFeed } from '#state/feeds.ts';
import { burstOf, loadOf, sweepOf } from './loadSettings.ts';

// Feeds notify in the next frame; here their value is read without one.
vi.stubGlobal('requestAnimationFrame', () => 0);

test('the load, and the burst, of any valid experiment can be planned', () => {
  arrivalsFeed.publish(Float64Array.of(0, 5, 9));
  fc.assert(
    fc.property(arbitraryExperiment, (experiment) => {
      const { load, serving } = experiment;
      const plan = loadConfig(loadOf(experiment), serving);
      expect(plan.durationMs).toBe(load.durationMs);
      expect(plan.arrivals?.kind ?? null).toBe(load.mode === 'open' ? load.arrivals : null);
      const burst = loadConfig(burstOf(experiment), serving);
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

test('a sweep has the clients of the experiment, at its own rates', () => {
  const experiment = defaultExperiment();
  const ramp = { ...experiment, load: { ...experiment.load, arrivals: 'ramp', cancelShare: 0.1 } as const };
  expect(sweepOf({ over: 'rate', values: [10] }, ramp).load).toMatchObject({
    arrivals: 'poisson',
    cancelShare: 0.1,
  });
  expect(sweepOf({ over: 'concurrency', values: [1] }, ramp).load).not.toHaveProperty('arrivals');
  const oneByOne = { ...ramp, serving: { ...ramp.serving, pattern: 'oneByOne' } as const };
  expect(() => sweepOf({ over: 'concurrency', values: [1, 64] }, oneByOne)).toThrow(
    'only 1 request is in flight',
  );
  expect(sweepOf({ over: 'rate', values: [10] }, oneByOne).over).toBe('rate');
});
