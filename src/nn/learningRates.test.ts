import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { SCHEDULE_CHECKS } from './checks.ts';
import {
  observeLoss,
  rateFactor,
  rateSchedule,
  SCHEDULE_RULES,
  SCHEDULE_SETTINGS,
  scheduleState,
  steadyEpochs,
  stepRates,
  type RateSchedule,
} from './learningRates.ts';
import { SCHEDULE_SETTING_NAMES, SCHEDULES, type ScheduleName } from './vocabulary.ts';

const settingOf = (name: (typeof SCHEDULE_SETTING_NAMES)[number] | 'warmup'): fc.Arbitrary<number> => {
  const { min, max, isWhole } = SCHEDULE_SETTINGS[name];
  return isWhole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
};
const scheduleNamed = (name: ScheduleName): fc.Arbitrary<RateSchedule> =>
  fc
    .record(Object.fromEntries(SCHEDULE_SETTING_NAMES.map((key) => [key, settingOf(key)])))
    .map((settings) => rateSchedule({ name, ...settings }));
const anyEpochs = fc.double({ min: 0, max: 1e7, noNaN: true });

describe.each(SCHEDULES)('schedule %s', (name) => {
  const rule = SCHEDULE_RULES[name];
  const checks = SCHEDULE_CHECKS[name];
  const checked = rateSchedule({ name, ...checks.settings });

  it('has settings with words, whose defaults are within their limits', () => {
    for (const [key, { label, about, default: preset, min, max }] of Object.entries(rule.settings)) {
      for (const text of [label, about]) expect(text, key).toMatch(/\S/);
      expect(preset, key).toBeGreaterThanOrEqual(min);
      expect(preset, key).toBeLessThanOrEqual(max);
    }
    expect(Object.keys(checks.settings)).toEqual(Object.keys(rule.settings));
  });

  it('is shown over a width in which its rate changes, unless it never does', () => {
    const shown = rule.shownEpochs(checked);
    const isLevel = checks.examples.every(([, factor]) => factor === 1) && !rule.memory;
    if (isLevel) expect(shown).toBe(0);
    else expect(shown).toBeGreaterThan(0);
    if (isLevel || rule.memory) return;
    const factors = Array.from({ length: 101 }, (_, i) => rateFactor(checked, (i * shown) / 100));
    expect(Math.max(...factors) - Math.min(...factors)).toBeGreaterThan(0.5);
  });

  it('follows its formula', () => {
    for (const [epochs, factor] of checks.examples) {
      expect(rateFactor(checked, epochs), `${epochs} epochs`).toBeCloseTo(factor, 12);
    }
  });

  it('never leaves 0 to 1', () => {
    fc.assert(
      fc.property(scheduleNamed(name), anyEpochs, (schedule, epochs) => {
        const factor = rateFactor(schedule, epochs);
        expect(factor).toBeGreaterThanOrEqual(0);
        expect(factor).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('moves little in little time, but at its jumps', () => {
    const gap = 1e-4;
    for (let epochs = 0; epochs < 100; epochs += 0.5) {
      const change = Math.abs(rateFactor(checked, epochs + gap) - rateFactor(checked, epochs - gap));
      if (epochs > 0 && checks.jumps?.(epochs, checks.settings as never))
        expect(change, `at ${epochs}`).toBeGreaterThan(0.4 * rateFactor(checked, epochs));
      else expect(change, `at ${epochs}`).toBeLessThan(1e-3);
    }
  });

  it(checks.descends ? 'never grows' : 'comes back to its highest rate', () => {
    const factors = Array.from({ length: 400 }, (_, i) => rateFactor(checked, i / 4));
    const grows = factors.some((factor, i) => i > 0 && factor > factors[i - 1]! + 1e-12);
    expect(grows).toBe(!checks.descends);
  });

  it('begins after the warm-up, which rises on a line to where it begins', () => {
    const warm = { ...checked, warmup: 8 };
    expect(rateFactor(warm, 0)).toBe(0);
    for (const share of [0.25, 0.5, 0.75, 1])
      expect(rateFactor(warm, 8 * share)).toBeCloseTo(share * rateFactor(checked, 0), 12);
    for (const epochs of [0, 3, 10.5, 42])
      expect(rateFactor(warm, 8 + epochs)).toBeCloseTo(rateFactor(checked, epochs), 12);
  });

  it('gives the same rates in one piece as in several', () => {
    const perEpoch = 7;
    const schedule = { ...checked, warmup: 2.5 };
    const rates = (epoch: number, batch: number, steps: number): number[] => [
      ...(stepRates(schedule, 0.3, { epoch, batch }, steps, perEpoch) ?? []),
    ];
    expect([...rates(0, 0, 5), ...rates(0, 5, 40), ...rates(6, 3, 11)]).toEqual(rates(0, 0, 56));
    expect(rates(0, 0, 1)[0]).toBeGreaterThan(0);
    expect(rates(1, 3, 1)[0]).toBeCloseTo(0.3 * rateFactor(schedule, 1 + 3 / 7, undefined, 1 / 7), 15);
  });
});

test('a constant rate needs no table', () => {
  expect(stepRates(rateSchedule({ name: 'constant' }), 1, { epoch: 0, batch: 0 }, 3, 1)).toBeNull();
});

describe('reduce on plateau', () => {
  const schedule = rateSchedule({ name: 'plateau', patience: 3, drop: 0.5, floor: 0.2 });
  const run = (losses: readonly number[], from = scheduleState(schedule)): number[] => {
    let state = from;
    return losses.map((loss, i) => {
      state = observeLoss(schedule, state, i + 1, loss);
      return rateFactor(schedule, i + 1, state);
    });
  };

  it('drops once the loss was not better for as many epochs as its patience, down to its floor', () => {
    expect(run([1, 0.5, 0.5, 0.6, 0.5, 0.4, 0.41, 0.42, 0.43, 9, 9, 9])).toEqual([
      1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2,
    ]);
  });

  it('a ten-thousandth better is better, less is not', () => {
    expect(run([1, 0.9998, 0.9997, 0.99965, 0.99963]).at(-1)).toBe(1);
    expect(run([1, 0.99995, 0.99992, 0.99991]).at(-1)).toBe(0.5);
  });

  it('a NaN is not better', () => expect(run([1, NaN, NaN, NaN]).at(-1)).toBe(0.5));

  it('goes on from its state as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1 }), { minLength: 2 }), fc.nat(), (losses, cut) => {
        const at = cut % losses.length;
        let state = scheduleState(schedule);
        for (const [i, loss] of losses.slice(0, at).entries())
          state = observeLoss(schedule, state, i + 1, loss);
        const restored = scheduleState(schedule, structuredClone(state));
        expect(run(losses.slice(at), restored)).toEqual(run(losses).slice(at));
      }),
    );
  });

  it('cannot change within its steady epochs, and may at their end', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (losses) => {
        let state = scheduleState(schedule);
        for (const [i, loss] of losses.entries()) state = observeLoss(schedule, state, i + 1, loss);
        const before = rateFactor(schedule, losses.length, state);
        const steady = steadyEpochs(schedule, state, losses.length);
        for (let i = 1; i < steady; i++) {
          state = observeLoss(schedule, state, losses.length + i, 9);
          expect(rateFactor(schedule, 0, state)).toBe(before);
        }
        state = observeLoss(schedule, state, losses.length + steady, 9);
        if (losses.length > 0)
          expect(rateFactor(schedule, 0, state)).toBe(Math.min(before, Math.max(0.2, before / 2)));
      }),
    );
  });

  it('does not look during the warm-up, and forgets what another schedule kept', () => {
    const warm = { ...schedule, warmup: 2 };
    expect(observeLoss(warm, scheduleState(warm), 2, 1)).toEqual(scheduleState(warm));
    expect(steadyEpochs(warm, scheduleState(warm), 0)).toBe(2 + 3);
    const kept = { name: 'plateau', memory: [0.1, 2, 0.25] } as const;
    expect(scheduleState(schedule, kept)).toBe(kept);
    expect(scheduleState(rateSchedule({ name: 'cosine' }), kept)).toBeUndefined();
    expect(scheduleState(schedule, { name: 'cosine', memory: [0.1, 2, 0.25] })).toEqual(
      scheduleState(schedule),
    );
  });
});
