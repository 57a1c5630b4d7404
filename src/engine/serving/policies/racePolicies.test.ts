import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../spec/defaults.ts';
import { BATCH_POLICIES } from '../../../spec/vocabulary.ts';
import type { PolicyRace } from '../../../wire/server.ts';
import { makeServer } from '../testing/makeServer.ts';
import { racePolicies } from './racePolicies.ts';

const serving = { ...defaultExperiment().serving, maxBatchSize: 8, maxQueueDelayUs: 2_000 };
const costs = [
  { size: 1, ms: 1 },
  { size: 4, ms: 1.6 },
  { size: 8, ms: 2.4 },
];
const race = (arrivalsMs: number[], rest: Partial<PolicyRace> = {}) =>
  racePolicies({
    arrivalsMs: Float64Array.from(arrivalsMs),
    costs,
    instances: 1,
    serving,
    policies: ['none', 'triton'],
    ...rest,
  });

describe('racePolicies', () => {
  it('tells each request how long it has waited, been computed, and with how many', () => {
    const [none, triton] = race([0, 0, 0]);
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
      race(
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
    expect(() => race([0], { costs: [] })).toThrow('at least one batch size');
    expect(race([])[0]).toMatchObject({ batches: 0 });
  });

  it('gives what the server gives on the same arrivals and costs', async () => {
    // Odd numbers, so that nothing happens at the same moment by chance.
    const gaps = fc.array(fc.constantFrom(0, 0.1003, 0.5017, 1.0049, 4.0081, 9.0151), {
      minLength: 1,
      maxLength: 80,
    });
    const choice = fc.record({
      policy: fc.constantFrom(...BATCH_POLICIES),
      instances: fc.integer({ min: 1, max: 3 }),
      maxBatchSize: fc.constantFrom(1, 4, 8),
    });
    await fc.assert(
      fc.asyncProperty(gaps, choice, async (drawn, { policy, instances, maxBatchSize }) => {
        let atMs = 0;
        const arrivalsMs = drawn.map((gapMs) => (atMs += gapMs));
        const plan = { ...serving, policy, maxBatchSize, maxQueueSize: 65_536 };
        const [lane] = race(arrivalsMs, { policies: [policy], instances, serving: plan });
        const { clock, connect } = makeServer({
          plan,
          pace: { overlap: instances, synchronous: false },
          computeMs: (size) => ({ 1: 1, 2: 1.2, 4: 1.6, 8: 2.4 })[size]!,
        });
        const { send, ended } = connect();
        // Those of one moment come in one message, as the race takes them.
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
          expect(lane!.batchSizes[index]).toBe(batchSize);
          expect(lane!.waitsMs[index]).toBeCloseTo(times[2]! - arrivalMs, 6);
          expect(lane!.latenciesMs[index]).toBeCloseTo(times[4]! - arrivalMs, 6);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
