/**
 * Each file of `activations/`, `losses/`, `optimizers/` and `schedules/` is complete: what it says of itself is there and fits, and its
 * derivative is that of its value. What its kernels compute is held to it in `engine/kernels/`.
 */
import { describe, expect, it, test } from 'vitest';
import type {
  ActivationAssembly,
  ActivationChecks,
  ActivationFunction,
  ActivationWgsl,
} from './ActivationFunction.ts';
import { ACTIVATION_FUNCTIONS } from './activations.ts';
import { LOSS_FUNCTIONS, lossGradient, sampleLoss, type OutputRow } from './losses.ts';
import type { LossAssembly, LossChecks, LossFunction } from './LossFunction.ts';
import type { OptimizerAssembly, OptimizerChecks, OptimizerRule } from './OptimizerRule.ts';
import { initialState, OPTIMIZER_RULES, optimizerSettings, slotCount, updateState } from './optimizers.ts';
import type { ScheduleRule } from './ScheduleRule.ts';
import { SCHEDULE_RULES } from './learningRates.ts';
import { logSumExp } from './softmax.ts';
import { ACTIVATIONS, LOSSES, OPTIMIZERS, SCHEDULES } from './vocabulary.ts';

/** The modules of a folder by the name of their file. */
function membersOf<Member>(files: Record<string, unknown>): [name: string, member: Member][] {
  return Object.entries(files).map(([path, module]) => [/(\w+)\.ts$/.exec(path)![1]!, module as Member]);
}

type ActivationModule = Readonly<Record<string, ActivationFunction>> & {
  readonly wgsl: ActivationWgsl;
  readonly assembly: ActivationAssembly;
  readonly checks: ActivationChecks;
};
type LossModule = Readonly<Record<string, LossFunction>> & {
  readonly wgsl: string;
  readonly assembly: LossAssembly;
  readonly checks: LossChecks;
};
type OptimizerModule = Readonly<Record<string, OptimizerRule<string>>> & {
  readonly wgsl: string;
  readonly assembly: OptimizerAssembly;
  readonly checks: OptimizerChecks<string>;
};

const ACTIVATION_FILES = membersOf<ActivationModule>(
  import.meta.glob(['./activations/*.ts', '!**/*.test.ts'], { eager: true }),
);
const LOSS_FILES = membersOf<LossModule>(
  import.meta.glob(['./losses/*.ts', '!**/*.test.ts'], { eager: true }),
);
const OPTIMIZER_FILES = membersOf<OptimizerModule>(
  import.meta.glob(['./optimizers/*.ts', '!**/*.test.ts'], { eager: true }),
);

const SCHEDULE_FILES = membersOf<Readonly<Record<string, ScheduleRule<string>>>>(
  import.meta.glob(['./schedules/*.ts', '!**/*.test.ts'], { eager: true }),
);

const isShaderCode = (text: string): boolean =>
  text.includes('return ') && text.split('(').length === text.split(')').length;
const isAssembly = (text: string): boolean =>
  text.endsWith(';') && text.split('(').length === text.split(')').length;

test('every file is in the lists, in the order that it states: else run npm run build:inputs', () => {
  const inOrder = (files: readonly [string, Readonly<Record<string, { readonly order: number }>>][]) =>
    files.toSorted(([a, x], [b, y]) => x[a]!.order - y[b]!.order).map(([name]) => name);
  expect(ACTIVATIONS).toEqual(inOrder(ACTIVATION_FILES));
  expect(LOSSES).toEqual(inOrder(LOSS_FILES));
  expect(OPTIMIZERS).toEqual(inOrder(OPTIMIZER_FILES));
  expect(SCHEDULES).toEqual(inOrder(SCHEDULE_FILES));
});

describe.each([...ACTIVATION_FILES, ...LOSS_FILES, ...OPTIMIZER_FILES, ...SCHEDULE_FILES])(
  '%s',
  (name, member) => {
    it('has a label and a formula', () => {
      const { label, formula } = (member as Readonly<Record<string, LossFunction>>)[name]!;
      for (const text of [label.short, label.whole, label.about, formula]) expect(text).toMatch(/\S/);
    });
  },
);

/** Far out, near 0 and between; none is a round number, where a kink may be. */
const POINTS = [-1e4, -20.3, -3.1, -0.71, -1.1e-3, 1.1e-3, 0.43, 2.57, 20.3, 1e4];

describe.each(ACTIVATION_FILES)('activation %s', (name, { [name]: own, wgsl, assembly, checks }) => {
  const { value, derivative, range } = own as ActivationFunction;

  it('has a derivative that is that of its value', () => {
    for (const z of POINTS) {
      const h = Math.max(1e-4, Math.abs(z) * 1e-6);
      const numeric = (value(z + h) - value(z - h)) / (2 * h);
      const bound = 2e-6 + (checks.derivativeError ?? 0);
      expect(Math.abs(derivative(z, value(z)) - numeric), `at ${z}`).toBeLessThan(bound);
    }
  });

  it('stays in its range, is finite far out, passes a NaN on and is about the same at a denormal as at 0', () => {
    for (const z of [...POINTS, 0]) {
      expect(value(z)).toSatisfy(Number.isFinite);
      expect(value(z)).toBeGreaterThanOrEqual(range[0] - 1e-4);
      expect(value(z)).toBeLessThanOrEqual(range[1]);
    }
    expect(value(NaN)).toBeNaN();
    expect(value(5e-324)).toBeCloseTo(value(0), 12);
  });

  it('has the values of its source', () => {
    expect(checks.examples.length).toBeGreaterThan(0);
    for (const [z, a] of checks.examples) expect(value(z)).toBeCloseTo(a, 6);
  });

  it('has code for both kernels', () => {
    expect(wgsl).toSatisfy(isShaderCode);
    expect(assembly.value).toSatisfy(isAssembly);
    expect(assembly.derivative).toSatisfy(isAssembly);
  });
});

describe.each(LOSS_FILES)('loss %s', (name, { [name]: own, wgsl, assembly, checks }) => {
  const loss = own as LossFunction;
  const activation = loss.outputs === 'any' ? 'tanh' : loss.outputs[0];
  const rowOf = (seen: readonly number[], targets: readonly number[]): OutputRow => {
    const z = Float64Array.from(seen);
    const logSum = logSumExp(z, 0, z.length);
    const a = z.map((v) =>
      loss.from === 'outputs' ? v : loss.from === 'logits' ? 1 / (1 + Math.exp(-v)) : Math.exp(v - logSum),
    );
    return { z, a, t: Float64Array.from(targets), start: 0, targetStart: 0, units: z.length };
  };
  const key = name as (typeof LOSSES)[number];

  it('has the values of its formula', () => {
    expect(checks.examples.length).toBeGreaterThan(0);
    for (const [seen, targets, expected] of checks.examples) {
      expect(sampleLoss(key, rowOf(seen, targets))).toBeCloseTo(expected, 12);
    }
  });

  it('has a gradient that is that of its value', () => {
    for (const [seen, targets] of [
      [
        [0.53, -0.21, 1.37],
        [1, -1, 0],
      ],
      [
        [-1.13, 0.07, 0.61],
        [0, 0, 1],
      ],
      [
        [3.7, -2.9, 0.11],
        [-1, 1, 0],
      ],
    ] as const) {
      const gradient = new Float64Array(3);
      // Under `linear` it is the gradient in what the loss sees.
      lossGradient(key, loss.from === 'outputs' ? 'linear' : activation, rowOf(seen, targets), gradient);
      for (const k of [0, 1, 2]) {
        const at = (h: number) =>
          rowOf(
            seen.map((v, i) => (i === k ? v + h : v)),
            targets,
          );
        const numeric = (sampleLoss(key, at(1e-6)) - sampleLoss(key, at(-1e-6))) / 2e-6;
        expect(gradient[k]).toBeCloseTo(numeric, 7);
      }
    }
  });

  it('has code for both kernels', () => {
    expect(wgsl).toSatisfy(isShaderCode);
    expect(assembly.loss).toSatisfy(isAssembly);
    expect(assembly.gradient).toSatisfy(isAssembly);
  });
});

describe.each(OPTIMIZER_FILES)('optimiser %s', (name, { [name]: own, wgsl, assembly, checks }) => {
  const rule = own as OptimizerRule<string>;
  const key = name as (typeof OPTIMIZERS)[number];

  it('has hyperparameters whose defaults are within their limits', () => {
    for (const [constant, { label, default: preset, min, max }] of Object.entries(rule.hyperparameters)) {
      expect(label, constant).toMatch(/\S/);
      expect(preset, constant).toBeGreaterThanOrEqual(min);
      expect(preset, constant).toBeLessThanOrEqual(max);
    }
    expect(Object.keys(rule.hyperparameters)).toEqual(expect.arrayContaining([...(rule.powersOf ?? [])]));
  });

  it('starts its slots, two at most, as it says', () => {
    expect(rule.slots.length).toBeLessThanOrEqual(2);
    const starts = rule.slots.flatMap(({ start }) => [start, start]);
    expect([...initialState(Float64Array.of(3, 4), key)]).toEqual([3, 4, ...starts]);
  });

  it('moves a parameter by its formula', () => {
    const optimizer = optimizerSettings({
      name: key,
      learningRate: 0.1,
      momentum: 0.5,
      decay: 0.75,
      beta1: 0.5,
      beta2: 0.75,
      epsilon: 0.01,
    });
    const state = initialState(Float64Array.of(1), key);
    const bias = [{ inputs: 0, units: 1, kernelOffset: 0, biasOffset: 0 }];
    updateState(state, Float64Array.of(2), bias, { optimizer, l1: 0, l2: 0 }, 1);
    updateState(state, Float64Array.of(-1), bias, { optimizer, l1: 0, l2: 0 }, 2);
    expect(state[0]).toBeCloseTo(checks.example, 12);
  });

  it('has code for both kernels', () => {
    expect(wgsl).toSatisfy(isShaderCode);
    expect(assembly.loop).toSatisfy(isAssembly);
    expect(assembly.loop).toContain('change = ');
    for (const slot of [1, 2]) {
      expect(assembly.loop.includes(`slot${slot} = `), `slot${slot}`).toBe(slot <= slotCount(key));
    }
  });
});

test('records hold the members of their lists', () => {
  expect(Object.keys(ACTIVATION_FUNCTIONS)).toEqual([...ACTIVATIONS]);
  expect(Object.keys(LOSS_FUNCTIONS)).toEqual([...LOSSES]);
  expect(Object.keys(OPTIMIZER_RULES)).toEqual([...OPTIMIZERS]);
  expect(Object.keys(SCHEDULE_RULES)).toEqual([...SCHEDULES]);
});
