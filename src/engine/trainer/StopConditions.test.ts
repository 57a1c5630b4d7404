import { describe, expect, it } from 'vitest';
import type { StopSpec } from '#experiment/experiment.ts';
import type { MetCondition } from '#experiment/MetCondition.ts';
import type { TrainUntil } from '#protocol/trainer.ts';
import { StopConditions } from './StopConditions.ts';

const OFF: StopSpec = { epochs: 0, seconds: 0, lossBelow: 0, plateau: 0, watch: 'test' };
const conditions = (
  plan: Partial<StopSpec>,
  until: TrainUntil = {},
  startEpoch = 0,
  spent: MetCondition | null = null,
): StopConditions => new StopConditions(() => ({ ...OFF, ...plan }), until, startEpoch, 1_000, spent);
const after = (given: StopConditions, losses: readonly number[]): (MetCondition | null)[] =>
  losses.map((test) => given.observe({ test, train: NaN }));

describe('StopConditions', () => {
  it('off: nothing ends a run, and nothing is watched', () => {
    const off = conditions({});
    expect([off.steadyEpochs, off.lastEpoch, off.endMs]).toEqual([Infinity, Infinity, Infinity]);
    expect(off.watches('test') || off.watches('train')).toBe(false);
    expect(after(off, [1, 1, 1, 1, 0])).toEqual([null, null, null, null, null]);
    expect(off.reached(1e9, 1e12)).toBeNull();
  });

  it('ends at an epoch, but not where the run began beyond it', () => {
    expect(conditions({ epochs: 20 }).reached(19, 0)).toBeNull();
    expect(conditions({ epochs: 20 }).reached(20, 0)).toEqual({ code: 'epochs', limit: 20 });
    expect(conditions({ epochs: 20 }, {}, 20).lastEpoch).toBe(Infinity);
    expect(conditions({ epochs: 20 }, {}, 20).reached(21, 0)).toBeNull();
  });

  it('ends after seconds of the run', () => {
    expect(conditions({ seconds: 2 }).reached(5, 2_999)).toBeNull();
    expect(conditions({ seconds: 2 }).reached(5, 3_000)).toEqual({ code: 'seconds', limit: 2 });
  });

  it('ends at the first loss below, and looks at every epoch for it', () => {
    const below = conditions({ lossBelow: 0.1 });
    expect(below.steadyEpochs).toBe(1);
    expect(after(below, [0.5, 0.1, 0.09])).toEqual([
      null,
      null,
      { code: 'lossBelow', watch: 'test', limit: 0.1, loss: 0.09 },
    ]);
  });

  it('goes on where the same condition ended the last run, until the loss was above it again', () => {
    const spent = { code: 'lossBelow', watch: 'test', limit: 0.1, loss: 0.09 } as const;
    const met = after(conditions({ lossBelow: 0.1 }, {}, 7, spent), [0.08, 0.07, 0.2, 0.05]);
    expect(met.map((one) => one?.code)).toEqual([undefined, undefined, undefined, 'lossBelow']);
    expect(after(conditions({ lossBelow: 0.2 }, {}, 7, spent), [0.08])[0]?.code).toBe('lossBelow');
  });

  it('ends when the loss was no better for as many epochs', () => {
    const met = after(conditions({ plateau: 3 }), [1, 0.5, 0.6, 0.5, 0.49999]);
    expect(met.slice(0, 4)).toEqual([null, null, null, null]);
    expect(met[4]).toEqual({ code: 'plateau', watch: 'test', limit: 3, best: 0.5 });
  });

  it('a plateau of the training loss needs no look before its epochs are over', () => {
    const plateau = conditions({ plateau: 5, watch: 'train' });
    expect(plateau.steadyEpochs).toBe(5);
    plateau.observe({ train: 1, test: NaN });
    plateau.observe({ train: 1, test: NaN });
    expect(plateau.steadyEpochs).toBe(4);
    expect([plateau.watches('train'), plateau.watches('test')]).toEqual([true, false]);
  });

  it('the conditions of a call count beside those of the plan', () => {
    const both = conditions({ lossBelow: 0.1 }, { lossBelow: 0.3, watch: 'train' });
    expect([both.watches('train'), both.watches('test')]).toEqual([true, true]);
    expect(both.observe({ train: 0.2, test: 0.5 })).toMatchObject({ watch: 'train', limit: 0.3 });
    expect(both.observe({ train: 0.5, test: 0.05 })).toMatchObject({ watch: 'test', limit: 0.1 });
  });

  it('forgets losses of other weights', () => {
    const plateau = conditions({ plateau: 2 });
    after(plateau, [0.1, 0.2]);
    plateau.forgetLosses();
    expect(after(plateau, [0.9, 0.8, 0.8])).toEqual([null, null, null]);
  });
});
