import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { PolicySimulation } from '#protocol/server.ts';
import { simulatePolicies } from './simulatePolicies.ts';
import { makeServer } from './testing/makeServer.ts';

const serving = { ...defaultExperiment().serving, maxBatchSize: 8, maxQueueDelayUs: 2_000 };
const costs = [
  { size: 1, ms: 1 },
  { size: 4, ms: 1.6 },
  { size: 8, ms: 2.4 },
];
const simulate = (arrivalsMs: number[], rest: Partial<PolicySimulation> = {}) =>
  simulatePolicies({
    arrivalsMs: Float64Array.from(arrivalsMs),
    costs,
    instances: 1,
    serving,
    policies: ['none', 'triton'],
    ...rest,
  });

describe('simulatePolicies', () => {
  it('reports queueing time, latency and batch size of each request', () => {
    const [none, triton] = simulate([0, 0, 0]);
    expect([...none!.latenciesMs]).toEqual([1, 2, 3]);
    expect([...none!.batchSizes]).toEqual([1, 1, 1]);
    expect(none!.batches).toBe(3);
    // Held for 2 ms, then computed as a batch of 4.
    expect([...triton!.waitsMs]).toEqual([2, 2, 2]);
    expect([...triton!.latenciesMs]).toEqual([3.6, 3.6, 3.6]);
    expect([...triton!.batchSizes]).toEqual([3, 3, 3]);
  });

  it('takes a straight line between measured sizes, and proportion beyond them', () => {
    const fixed = (count: number): number =>
      simulate(
        Array.from({ length: count }, () => 0),
        {
          policies: ['fixed'],
          serving: { ...serving, maxBatchSize: count },
        },
      )[0]!.latenciesMs[0]!;
    // Padded to 2: a third of the way from 1 to 4.
    expect(fixed(2)).toBeCloseTo(1.2, 12);
    expect(fixed(16)).toBeCloseTo(4.8, 12);
  });

  it('needs one measured size', () => {
    expect(() => simulate([0], { costs: [] })).toThrow('at least one batch size');
    expect(simulate([])[0]).toMatchObject({ batches: 0 });
  });

  it('gives what the server gives on the same arrivals and costs', async () => {
    // Odd numbers, so that nothing coincides by chance.
    const gaps = fc.array(fc.constantFrom(0, 0.1003, 0.5017, 1.0049, 4.0081, 9.0151), {
      minLength: 1,
      maxLength: 80,
    });
    const choice = fc.record({
      policy: fc.constantFrom(...BATCH_POLICY_NAMES),
      instances: fc.integer({ min: 1, max: 3 }),
      maxBatchSize: fc.constantFrom(1, 4, 8),
    });
    await fc.assert(
      fc.asyncProperty(gaps, choice, async (drawn, { policy, instances, maxBatchSize }) => {
        let atMs = 0;
        const arrivalsMs = drawn.map((gapMs) => (atMs += gapMs));
        const config = { ...serving, policy, maxBatchSize, maxQueueSize: 65_536 };
        const [simulated] = simulate(arrivalsMs, { policies: [policy], instances, serving: config });
        const { clock, connect } = makeServer({
          config,
          pace: { overlap: instances, synchronous: false },
          computeMs: (size) => ({ 1: 1, 2: 1.2, 4: 1.6, 8: 2.4 })[size]!,
        });
        const { send, ended } = connect();
        // Requests of one moment come in one message, as in the simulation.
        for (const moment of new Set(arrivalsMs)) {
          const first = arrivalsMs.indexOf(moment);
          const together = arrivalsMs.filter((arrivalMs) => arrivalMs === moment);
          clock.at(moment, () =>
            send(
              together.map(() => [0, 0]),
              first,
            ),
          );
        }
        await clock.runToEnd();
        for (const [index, arrivalMs] of arrivalsMs.entries()) {
          const { times, batchSize } = ended.get(index)![0]!;
          expect(simulated!.batchSizes[index]).toBe(batchSize);
          expect(simulated!.waitsMs[index]).toBeCloseTo(times[2]! - arrivalMs, 6);
          expect(simulated!.latenciesMs[index]).toBeCloseTo(times[4]! - arrivalMs, 6);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
