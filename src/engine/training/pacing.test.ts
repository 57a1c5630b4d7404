import { describe, expect, it } from 'vitest';
import { ChunkPacer, RateMeter, SnapshotPacer, SpeedLimit } from './pacing.ts';

describe('ChunkPacer', () => {
  it('grows to about 20 ms of work, in powers of two, and meets the end exactly', () => {
    const pacer = new ChunkPacer();
    let steps = 0;
    for (let i = 0; i < 10; i++) {
      steps = pacer.next(Infinity);
      pacer.took(steps, steps * 0.05);
    }
    expect(steps).toBe(256);
    expect(pacer.next(100)).toBe(100);
  });

  it('falls to single steps at once when they are slow', () => {
    const pacer = new ChunkPacer();
    for (let i = 0; i < 5; i++) pacer.took(pacer.next(Infinity), 0.01);
    pacer.took(pacer.next(Infinity), 50_000);
    expect(pacer.next(Infinity)).toBe(1);
  });
});

describe('SnapshotPacer', () => {
  it('keeps to the display when pictures are quick, and to a quarter of the time when they are not', () => {
    const pacer = new SnapshotPacer();
    expect(pacer.isDue(0)).toBe(true);
    pacer.took(3, 3);
    expect(pacer.isDue(32)).toBe(false);
    expect(pacer.isDue(33)).toBe(true);
    pacer.took(300, 200);
    expect(pacer.isDue(899)).toBe(false);
    expect(pacer.isDue(900)).toBe(true);
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
  it('lets out steps at their pace', () => {
    const limit = new SpeedLimit(10, 0);
    expect(limit.dueSteps(0)).toBe(1);
    limit.made(1);
    expect(limit.dueSteps(0)).toBe(0);
    expect(limit.msToNextStep(40)).toBe(60);
    expect(limit.dueSteps(500)).toBe(5);
  });

  it('forgives what a slow device could not make', () => {
    const limit = new SpeedLimit(10, 0);
    expect(limit.dueSteps(60_000)).toBe(10);
    limit.made(10);
    expect(limit.dueSteps(60_100)).toBeLessThanOrEqual(1);
  });
});
