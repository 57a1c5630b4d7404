import { describe, expect, test } from 'vitest';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { ConditionWatch } from './ConditionWatch.ts';
import { conditionLines, conditionText } from './conditionText.ts';
import type { Observation, PlainValues } from './Observation.ts';
import { parseCondition } from './parseCondition.ts';

const XOR: ExperimentInput = {
  data: { set: 'xor' },
  network: { hidden: [{ units: 2, activation: 'relu' }] },
};
const seen = (
  values: PlainValues,
  input: ExperimentInput = XOR,
  more: Partial<Observation> = {},
): Observation => ({ experiment: parseExperiment(input), values, ...more });

const metrics = (step: number, testLoss: number) => ({
  epoch: step / 25,
  step,
  trainLoss: testLoss / 2,
  testLoss,
});

describe('verdicts', () => {
  test('once met it stays met', () => {
    const watch = new ConditionWatch('testLoss < 0.05');
    expect(watch.see(seen({ step: 0, testLoss: 0.5 }))).toBe('notYet');
    expect(watch.see(seen({ step: 9, testLoss: 0.04 }))).toBe('met');
    expect(watch.see(seen({ step: 99, testLoss: 0.9 }))).toBe('met');
  });

  test('what is missing or NaN is not yet, whichever way it is compared', () => {
    for (const text of [
      'p50Ms < 1',
      'p50Ms > 1',
      'not(p50Ms > 1)',
      'p50Ms != 1',
      "run['A'].p50Ms <= 1",
      'testLoss >= 0 and p50Ms >= 0',
      'w(7,0,0) < 1',
      'dead(0) >= 0',
      'meanMs / meanMs < 2',
    ]) {
      const watch = new ConditionWatch(text);
      expect(watch.see(seen({ step: 0, testLoss: 1, p99Ms: NaN })), text).toBe('notYet');
    }
    expect(new ConditionWatch('testLoss > 0').see(seen({ testLoss: NaN }))).toBe('notYet');
    expect(new ConditionWatch('testLoss > 0 or stopped').see(seen({ testLoss: NaN, stopped: true }))).toBe(
      'met',
    );
    // An infinite loss is a loss, and a large one.
    expect(new ConditionWatch('testLoss > 9').see(seen({ testLoss: Infinity }))).toBe('met');
  });

  test('best is of the run, and begins anew with it', () => {
    const watch = new ConditionWatch('epoch >= 4 and best.testLoss > 0.4');
    watch.see(seen({ step: 0, epoch: 0, testLoss: 0.5 }));
    expect(watch.see(seen({ step: 100, epoch: 4, testLoss: 0.6 }), [metrics(50, 0.3)])).toBe('notYet');
    expect(watch.scope?.best).toMatchObject({ testLoss: 0.3, trainLoss: 0.15, gap: 0.15 });
    watch.see(seen({ step: 0, epoch: 0, testLoss: 0.5 }));
    expect(watch.see(seen({ step: 100, epoch: 4, testLoss: 0.45 }))).toBe('met');
  });

  test('another network, other samples or another loss begin another run; a rate does not', () => {
    const watch = new ConditionWatch('best.testLoss < 0.1 and parameters <= 9');
    watch.see(seen({ step: 50, testLoss: 0.05, parameters: 33 }));
    const rate = { ...XOR, training: { optimizer: { name: 'sgd', learningRate: 1 } } } as ExperimentInput;
    watch.see(seen({ step: 50, testLoss: 0.3, parameters: 33 }, rate));
    expect(watch.scope?.best.testLoss).toBe(0.05);
    for (const input of [
      { data: { set: 'xor', seed: 2 } },
      { data: { set: 'xor' }, network: { hidden: [] } },
      { data: { set: 'xor' }, training: { loss: 'meanSquaredError' } },
    ] as ExperimentInput[]) {
      expect(watch.see(seen({ step: 60, testLoss: 0.3, parameters: 9 }, input))).toBe('notYet');
      expect(watch.scope?.best.testLoss).toBe(0.3);
    }
  });

  test('before is when the step was opened', () => {
    const watch = new ConditionWatch('trainLoss > 10 * before.trainLoss');
    watch.see(seen({ step: 0, trainLoss: 2 }));
    expect(watch.see(seen({ step: 5, trainLoss: 19 }))).toBe('notYet');
    expect(watch.see(seen({ step: 6, trainLoss: 21 }))).toBe('met');
  });

  test('named runs are kept when their condition holds, or by hand', () => {
    const one = { ...XOR, serving: { pattern: 'oneByOne' } } as ExperimentInput;
    const batched = { ...XOR, serving: { pattern: 'batched' } } as ExperimentInput;
    const watch = new ConditionWatch("run['B'].perSecond > 5 * run['A'].perSecond", {
      A: "ok > 0 and exp.serving.pattern == 'oneByOne'",
      B: "ok > 0 and exp.serving.pattern == 'batched'",
    });
    watch.see(seen({ ok: 0, perSecond: 0 }, one));
    expect(watch.see(seen({ ok: 10, perSecond: 100 }, one))).toBe('notYet');
    expect(watch.see(seen({ ok: 10, perSecond: 400 }, batched))).toBe('notYet');
    expect(watch.see(seen({ ok: 10, perSecond: 600 }, batched))).toBe('met');

    const byHand = new ConditionWatch("run['5 ms'].p50Ms > 3 * run['0 ms'].p50Ms");
    byHand.see(seen({ p50Ms: 1 }));
    byHand.keep('0 ms');
    byHand.see(seen({ p50Ms: 6 }));
    expect(byHand.keep('5 ms')).toBe('met');
  });

  test('a measurement on a busy machine is not judged', () => {
    const watch = new ConditionWatch("p50Ms > 3 * run['A'].p50Ms");
    watch.see(seen({ p50Ms: 1, lateShare: 0.5 }));
    watch.keep('A');
    expect(watch.see(seen({ p50Ms: 9, lateShare: 0.1 }))).toBe('busy');
    watch.see(seen({ p50Ms: 1, lateShare: 0 }));
    watch.keep('A');
    expect(watch.see(seen({ p50Ms: 9, lateShare: 0.41 }))).toBe('busy');
    expect(watch.see(seen({ p50Ms: 9, lateShare: 0.39 }))).toBe('met');
    expect(new ConditionWatch('testLoss < 1').see(seen({ testLoss: 0, lateShare: 1 }))).toBe('met');
  });

  test('counts the runs since the step was opened', () => {
    const watch = new ConditionWatch('count(best.testLoss < 0.1) >= 1 and count(best.testLoss > 0.2) >= 2');
    watch.see(seen({ step: 0, testLoss: 0.5 }));
    expect(watch.see(seen({ step: 9, testLoss: 0.3 }))).toBe('notYet');
    watch.see(seen({ step: 0, testLoss: 0.5 }));
    watch.see(seen({ step: 9, testLoss: 0.01 }));
    watch.see(seen({ step: 0, testLoss: 0.5 }));
    expect(watch.see(seen({ step: 9, testLoss: 0.25 }))).toBe('met');

    const kinds = new ConditionWatch('kinds(exp.network.seed) >= 3');
    const seed = (n: number): ExperimentInput => ({ ...XOR, network: { ...XOR.network, seed: n } });
    expect([1, 2, 2, 3].map((n) => kinds.see(seen({ step: 0 }, seed(n))))).toEqual([
      'notYet',
      'notYet',
      'notYet',
      'met',
    ]);
  });
});

test('weights, biases, dead units and twins, counted from 0', () => {
  const experiment = parseExperiment(XOR);
  const shape = networkShape(experiment);
  // 2 inputs to 2 units [in][out], 2 biases; 2 units to 1, 1 bias.
  const parameters = [1, 1, 2, 2, 3, 3, 5, 6, 7];
  const now = seen({}, XOR, { shape, parameters, dead: [1, 0] });
  for (const text of [
    'w(0,1,0) == 2',
    'w(1,1,0) == 6',
    'b(0,1) == 3',
    'b(1,0) == 7',
    'dead(0) == 1',
    'twins(0) == 1',
    'twins(1) == 0',
  ]) {
    expect(new ConditionWatch(text).see(now), text).toBe('met');
  }
  const apart = { ...now, parameters: [1, 1.001, 2, 2, 3, 3, 5, 6, 7] };
  expect(new ConditionWatch('twins(0) == 0').see(apart)).toBe('met');
});

test('by priority', () => {
  const byPriority = new Map<number, PlainValues>([
    [1, { p50Ms: 1, ok: 9 }],
    [2, { p50Ms: 40, ok: 2 }],
  ]);
  const now = seen({ p50Ms: 20 }, XOR, { byPriority });
  expect(new ConditionWatch('p50Ms(1) < p50Ms(2) / 4 and ok(2) < ok(1) / 4 and p50Ms == 20').see(now)).toBe(
    'met',
  );
  expect(new ConditionWatch('p50Ms(3) < 9').see(now)).toBe('notYet');
});

describe('in words', () => {
  test.each([
    ['testLoss < 0.05', 'Test loss below 0.05'],
    ['best.testAccuracy >= 0.99', 'Test accuracy (best) at least 99.0 %'],
    ['p99Ms > 2 * before.p99Ms', 'p99 above 2 × p99 (at the start)'],
    ["run['B'].p50Ms > 5 * run['A'].p50Ms", 'Median time (B) above 5 × Median time (A)'],
    ['exp.training.optimizer.learningRate == 0.03', 'Learning rate: 0.03'],
    ["exp.network.hidden[0].activation == 'relu'", 'Activation of layer 1: relu'],
    ['exp.view.showTest == true', 'Setting view.showTest: yes'],
    ['dead(0) >= 4', 'Dead units in layer 1 at least 4'],
    [
      'trainLoss > 5 * before.trainLoss or stopped',
      'Train loss above 5 × Train loss (at the start), or Training stopped by itself',
    ],
    ['epoch >= 1000', 'Epoch at least 1,000'],
    ['abs(b(0,1)) < 2', 'Size of: Bias of unit 2 in layer 1 below 2'],
  ])('%s', (text, words) =>
    expect(conditionText(parseCondition(text)).replaceAll('\u202f', ' ')).toBe(words),
  );

  test('a line a part, with the value of now', () => {
    const watch = new ConditionWatch('epoch >= 100 and testLoss < 0.05');
    const tree = watch.condition;
    expect(conditionLines(tree, null).map(({ withNow }) => withNow)).toEqual([
      'Epoch at least 100',
      'Test loss below 0.05',
    ]);
    watch.see(seen({ step: 1, epoch: 120, testLoss: 0.12345 }));
    expect(conditionLines(tree, watch.scope)).toEqual([
      {
        text: 'Epoch at least 100',
        withNow: 'Epoch at least 100, now 120',
        holds: true,
        value: 120,
        goal: 100,
        isFromAbove: false,
      },
      {
        text: 'Test loss below 0.05',
        withNow: 'Test loss below 0.05, now 0.123',
        holds: false,
        value: 0.12345,
        goal: 0.05,
        isFromAbove: true,
      },
    ]);
  });
});
