import { describe, expect, it } from 'vitest';
import { metricsOfOutputs } from './metrics.ts';

describe('metricsOfOutputs', () => {
  it('counts a binary output by its side of the middle', () => {
    const { loss, accuracy, confusion } = metricsOfOutputs({
      task: 'binary',
      loss: 'halfSquaredError',
      activation: 'tanh',
      logits: Float32Array.of(100, -100, 100, 0),
      targets: Float32Array.of(1, -1, -1, 1),
      count: 4,
      units: 1,
    });
    expect(loss).toBeCloseTo((2 + 0.5) / 4, 6);
    expect(accuracy).toBe(0.75);
    expect([...confusion!]).toEqual([1, 1, 0, 2]);
  });

  it('takes cross-entropy from logits, however sure', () => {
    const { loss, accuracy, confusion } = metricsOfOutputs({
      task: 'multiclass',
      loss: 'categoricalCrossentropy',
      activation: 'softmax',
      logits: Float32Array.of(500, 0, 0, 0, 0, 500),
      targets: Float32Array.of(0, 1, 0, 0, 0, 1),
      count: 2,
      units: 3,
    });
    expect(loss).toBe(250);
    expect(accuracy).toBe(0.5);
    expect([...confusion!]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  it('has no right or wrong in regression', () => {
    const metrics = metricsOfOutputs({
      task: 'regression',
      loss: 'meanSquaredError',
      activation: 'linear',
      logits: Float32Array.of(1, 0),
      targets: Float32Array.of(0, 0),
      count: 2,
      units: 1,
    });
    expect(metrics).toEqual({ count: 2, loss: 0.5 });
  });
});
