import { describe, expect, it } from 'vitest';
import type { Arrivals } from '#experiment/vocabulary.ts';
import { ArrivalCounter } from './ArrivalCounter.ts';
import { ArrivalSchedule, BURST_PERIOD_MS, BURST_SHARE, type ArrivalSpec } from './ArrivalSchedule.ts';

const planOf = (kind: Arrivals, changes: Partial<ArrivalSpec> = {}): ArrivalSpec => ({
  kind,
  requestsPerSecond: 1_000,
  durationMs: 10_000,
  seed: 4,
  recordedMs: new Float64Array(0),
  ...changes,
});

function times(spec: ArrivalSpec, count: number): number[] {
  const schedule = new ArrivalSchedule(spec);
  return Array.from({ length: count }, () => {
    const { nextMs } = schedule;
    schedule.advance();
    return nextMs;
  });
}

const gaps = (arrivals: readonly number[]): number[] =>
  arrivals.map((timeMs, index) => timeMs - (arrivals[index - 1] ?? 0));

describe('ArrivalSchedule', () => {
  it('poisson: independent exponential gaps of the wanted mean', () => {
    const all = gaps(times(planOf('poisson'), 200_000));
    const mean = all.reduce((sum, gap) => sum + gap, 0) / all.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.01);
    for (const t of [0.1, 0.5, 1, 2, 4]) {
      const longer = all.filter((gap) => gap > t).length / all.length;
      expect(Math.abs(longer - Math.exp(-t))).toBeLessThan(0.005);
    }
    // Neighbouring gaps are uncorrelated.
    const together = all.slice(1).reduce((sum, gap, index) => sum + (gap - mean) * (all[index]! - mean), 0);
    expect(Math.abs(together / all.length)).toBeLessThan(0.01);
  });

  it('is the same for the same seed, another for another', () => {
    const of = (kind: Arrivals, seed: number): number[] => times(planOf(kind, { seed }), 3_000);
    for (const kind of ['poisson', 'bursts', 'ramp'] as const) {
      expect(of(kind, 9)).toEqual(of(kind, 9));
      expect(of(kind, 9).slice(0, 10)).not.toEqual(of(kind, 10).slice(0, 10));
    }
  });

  it('constant: even gaps from 0 on, without drift', () => {
    const all = times(planOf('constant', { requestsPerSecond: 300 }), 90_001);
    expect(all.slice(0, 3)).toEqual([0, 1 / 0.3, 2 / 0.3]);
    expect(all.at(-1)).toBeCloseTo(300_000, 6);
  });

  it('bursts: the mean rate, all of it in the first fifth of each second', () => {
    const all = times(planOf('bursts'), 200_000);
    expect(all.every((timeMs) => timeMs % BURST_PERIOD_MS <= BURST_PERIOD_MS * BURST_SHARE)).toBe(true);
    expect(Math.abs(all.at(-1)! / 200_000 - 1)).toBeLessThan(0.02);
    const inBurst = gaps(all).filter((gap) => gap < 100);
    const mean = inBurst.reduce((sum, gap) => sum + gap, 0) / inBurst.length;
    expect(Math.abs(mean / BURST_SHARE - 1)).toBeLessThan(0.02);
  });

  it('ramp: a rate that rises linearly from 0 to the given one', () => {
    const all = times(planOf('ramp', { requestsPerSecond: 20_000 }), 110_000);
    // 20,000/s · t²/(2 · 10 s) arrivals by t.
    for (const seconds of [2, 5, 10]) {
      const count = all.filter((timeMs) => timeMs < seconds * 1_000).length;
      expect(Math.abs(count / (1_000 * seconds ** 2) - 1)).toBeLessThan(0.05);
    }
    expect(all.every((timeMs, index) => index === 0 || timeMs >= all[index - 1]!)).toBe(true);
  });

  it('recorded: the arrivals as they are, and none after', () => {
    const recordedMs = Float64Array.from({ length: 3_000 }, (_, index) => index * 0.7);
    const all = times(planOf('recorded', { recordedMs }), 3_002);
    expect(all.slice(0, 3_000)).toEqual([...recordedMs]);
    expect(all.slice(3_000)).toEqual([Infinity, Infinity]);
  });
});

describe('ArrivalCounter', () => {
  it('counts arrivals due by a time, within duration and number of requests', () => {
    const constant = planOf('constant', { requestsPerSecond: 10 });
    const whole = new ArrivalCounter(constant, 1_000, 1e6);
    expect(whole.upTo(0)).toEqual({ due: 1, seconds: 0 });
    expect(whole.upTo(450)).toEqual({ due: 5, seconds: 0.45 });
    expect(whole.upTo(9_000)).toEqual({ due: 10, seconds: 1 });
    expect(new ArrivalCounter(constant, 1_000, 4).upTo(9_000)).toEqual({ due: 4, seconds: 0.3 });
    const recorded = planOf('recorded', { recordedMs: Float64Array.of(5, 20, 700) });
    expect(new ArrivalCounter(recorded, 10_000, 1e6).upTo(9_000)).toEqual({ due: 3, seconds: 0.7 });
  });
});
