import { describe, expect, it } from 'vitest';
import { ChunkPacer, CurveBudget, RateMeter, SnapshotPacer, SpeedLimit } from './pacing.ts';

describe('ChunkPacer', () => {
  it('grows to about 32 ms of work, in powers of two, and meets the end exactly', () => {
    const pacer = new ChunkPacer();
    let steps = 0;
    for (let i = 0; i < 10; i++) {
      steps = pacer.next(Infinity);
      pacer.took(steps, steps * 0.1);
    }
    expect(steps).toBe(256);
    expect(pacer.next(100)).toBe(100);
  });

  it('begins with single steps for more work or another device, and goes on for less', () => {
    const pacer = new ChunkPacer();
    const learn = (): void => {
      for (let i = 0; i < 10; i++) pacer.took(pacer.next(Infinity), pacer.next(Infinity) * 0.1);
    };
    pacer.paceFor('wasm', 100);
    learn();
    pacer.paceFor('wasm', 100);
    expect(pacer.next(Infinity)).toBe(256);
    pacer.paceFor('wasm', 50);
    expect(pacer.next(Infinity)).toBe(256);
    pacer.paceFor('wasm', 51);
    expect(pacer.next(Infinity)).toBe(1);
    learn();
    pacer.paceFor('cpu', 51);
    expect(pacer.next(Infinity)).toBe(1);
  });

  it('does not shrink by a short one that was cut', () => {
    const pacer = new ChunkPacer();
    for (let i = 0; i < 10; i++) pacer.took(pacer.next(Infinity), pacer.next(Infinity) * 0.1);
    pacer.took(pacer.next(3), 2);
    expect(pacer.next(Infinity)).toBe(256);
  });

  it('ends with an epoch where it holds whole ones, and grows all the same', () => {
    const pacer = new ChunkPacer();
    let batch = 7;
    for (let i = 0; i < 10; i++) {
      const steps = pacer.next(Infinity, 25, batch);
      pacer.took(steps, steps * 0.1);
      batch = (batch + steps) % 25;
    }
    expect(batch).toBe(0);
    expect(pacer.next(Infinity, 25, batch)).toBe(250);
    expect(pacer.next(Infinity, 25, 24)).toBe(251);
    expect(pacer.next(Infinity, 300, 290)).toBe(256);
    expect(pacer.next(40, 25, 0)).toBe(40);
  });

  it('falls to single steps at once when they are slow', () => {
    const pacer = new ChunkPacer();
    for (let i = 0; i < 5; i++) pacer.took(pacer.next(Infinity), 0.01);
    pacer.took(pacer.next(Infinity), 50_000);
    expect(pacer.next(Infinity)).toBe(1);
  });
});

describe('CurveBudget', () => {
  it('gives the start of a curve its time and the rest a small share, and saves up no more than the start', () => {
    const budget = new CurveBudget();
    budget.took(190);
    expect(budget.allows).toBe(true);
    budget.took(100);
    expect(budget.allows).toBe(false);
    budget.ran(4_000);
    expect(budget.allows).toBe(false);
    budget.ran(1_000);
    expect(budget.allows).toBe(true);
    budget.ran(1e9);
    budget.took(200);
    expect(budget.allows).toBe(false);
    budget.restart();
    expect(budget.allows).toBe(true);
  });
});

describe('SnapshotPacer', () => {
  it('keeps to 20 a second when snapshots are fast, and to a fifth of the time when they are not', () => {
    const pacer = new SnapshotPacer();
    expect(pacer.isDue(0)).toBe(true);
    pacer.took(3, 3);
    expect(pacer.isDue(49)).toBe(false);
    expect(pacer.isDue(50)).toBe(true);
    pacer.took(300, 200);
    expect(pacer.isDue(1_099)).toBe(false);
    expect(pacer.isDue(1_100)).toBe(true);
  });
});

describe('SnapshotPacer of a hidden page', () => {
  it('is due once a second, and at once when the page becomes visible', () => {
    const pacer = new SnapshotPacer();
    pacer.watch(false);
    expect(pacer.isDue(0)).toBe(true);
    pacer.took(2, 2);
    expect(pacer.isDue(999)).toBe(false);
    expect(pacer.isDue(1_000)).toBe(true);
    pacer.watch(true);
    expect(pacer.isDue(10)).toBe(true);
    pacer.took(12, 2);
    pacer.watch(true);
    expect(pacer.isDue(59)).toBe(false);
    expect(pacer.isDue(60)).toBe(true);
  });
});

describe('RateMeter', () => {
  it('measures the last second and forgets what was before', () => {
    const meter = new RateMeter();
    meter.restart(0);
    for (let t = 100; t <= 3_000; t += 100) meter.add(t <= 1_500 ? 1 : 5, t);
    expect(meter.perSecond()).toBeCloseTo(50, 5);
    meter.restart(10_000);
    expect(meter.perSecond()).toBe(0);
    meter.add(7, 10_500);
    expect(meter.perSecond()).toBe(14);
  });
});

describe('SpeedLimit', () => {
  it('limits steps to the speed', () => {
    const limit = new SpeedLimit(10, 0);
    expect(limit.dueSteps(0)).toBe(1);
    limit.made(1);
    expect(limit.dueSteps(0)).toBe(0);
    expect(limit.msToNextStep(40)).toBe(60);
    expect(limit.dueSteps(500)).toBe(5);
  });

  it('does not accumulate a backlog on a slow device', () => {
    const limit = new SpeedLimit(10, 0);
    expect(limit.dueSteps(60_000)).toBe(10);
    limit.made(10);
    expect(limit.dueSteps(60_100)).toBeLessThanOrEqual(1);
  });
});
