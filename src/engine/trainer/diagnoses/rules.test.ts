/** Every rule on real runs of the reference that have it, and on real runs that do not. */
import { describe, expect, test } from 'vitest';
import type { PreparedData } from '#data/PreparedData.ts';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import type { ExperimentInput } from '#experiment/experiment.ts';
import type { Activation } from '#nn/vocabulary.ts';
import { DIAGNOSIS_IDS, type DiagnosisId } from '#protocol/inspect.ts';
import type { Evidence } from './Evidence.ts';
import { diagnose, RULES } from './rules.ts';
import { realRun } from './testing/realRun.ts';

const layers = (units: number, count = 1, activation: Activation = 'tanh') =>
  Array.from({ length: count }, () => ({ units, activation }));
const sgd = (learningRate: number) => ({ optimizer: { name: 'sgd' as const, learningRate } });
const adam = (learningRate: number) => ({ optimizer: { name: 'adam' as const, learningRate } });

/** Keeps one of twelve training samples of class 1. */
function rare({ train, ...data }: PreparedData): PreparedData {
  let ones = 0;
  const kept = [...train.labels.keys()].filter((n) => train.labels[n] !== 1 || ones++ % 12 === 0);
  const rows = (values: Float32Array): Float32Array => {
    const width = values.length / train.count;
    return Float32Array.from(
      { length: kept.length * width },
      (_, i) => values[kept[Math.floor(i / width)]! * width + (i % width)]!,
    );
  };
  const { inputs, targets, raw, labels } = train;
  const part = { inputs: rows(inputs), targets: rows(targets), raw: rows(raw), labels: rows(labels) };
  return { ...data, train: { ...part, count: kept.length } };
}

const DEAD: ExperimentInput = {
  data: { set: 'circle' },
  network: {
    hidden: layers(8, 1, 'relu'),
    initializer: 'heUniform',
    seed: 6,
    output: { activation: 'sigmoid' },
  },
  training: { loss: 'binaryCrossentropy', ...sgd(3) },
};

interface Case {
  readonly name: string;
  readonly input: ExperimentInput;
  readonly epochs: number;
  readonly change: ((data: PreparedData) => PreparedData) | undefined;
}
const of = (name: string, input: ExperimentInput, epochs: number, change?: Case['change']): Case => ({
  name,
  input,
  epochs,
  change,
});

const HAVE: Readonly<Record<DiagnosisId, readonly Case[]>> = {
  diverged: [
    of('hills, SGD 1', { data: { set: 'multi-gaussian' }, training: sgd(1) }, 20),
    of('plane, SGD 0.5', { data: { set: 'plane' }, training: sgd(0.5) }, 10),
  ],
  explodingGradient: [
    of(
      'hills, six layers of 64 ReLU from the playground’s weights',
      {
        data: { set: 'multi-gaussian' },
        network: { hidden: layers(64, 6, 'relu'), initializer: 'playground' },
        training: sgd(1e-6),
      },
      2,
    ),
  ],
  deadUnits: [of('circle, ReLU, SGD 3', DEAD, 20)],
  vanishingGradient: [
    of(
      'circle, six layers of sigmoid',
      { data: { set: 'circle' }, network: { hidden: layers(6, 6, 'sigmoid') }, training: sgd(0.1) },
      30,
    ),
  ],
  saturation: [
    of('circle, SGD 3', { data: { set: 'circle' }, training: sgd(3) }, 30),
    of('spiral, Adam 0.3', { data: { set: 'spiral' }, training: adam(0.3) }, 30),
  ],
  rateTooHigh: [
    of('circle, SGD 3', { data: { set: 'circle' }, training: sgd(3) }, 30),
    of('circle, Adam 1', { data: { set: 'circle' }, training: adam(1) }, 30),
  ],
  rateTooLow: [
    of('circle, SGD 0.0001', { data: { set: 'circle' }, training: sgd(1e-4) }, 30),
    of('moons, Adam 0.00001', { data: { set: 'moons' }, training: adam(1e-5) }, 30),
  ],
  plateau: [
    of(
      'circle, from zeros',
      { data: { set: 'circle' }, network: { hidden: layers(6), initializer: 'zeros' } },
      30,
    ),
    of('circle, held down by L2', { data: { set: 'circle' }, training: { l2: 0.3 } }, 50),
    of(
      'ripple, 16-12 tanh',
      { data: { set: 'ripple' }, network: { hidden: [...layers(16), ...layers(12)] }, training: sgd(0.03) },
      40,
    ),
  ],
  underfitting: [
    of('circle without hidden units', { data: { set: 'circle' }, network: { hidden: [] } }, 60),
    of('xor, two units', { data: { set: 'xor' }, network: { hidden: layers(2) } }, 100),
    of('spiral, three units', { data: { set: 'spiral' }, network: { hidden: layers(3) } }, 200),
  ],
  overfitting: [
    of(
      'circle, 30 noisy samples, 16-16',
      {
        data: { set: 'circle', noise: 0.5, samples: 100, trainShare: 0.3 },
        network: { hidden: layers(16, 2) },
        training: adam(0.03),
      },
      100,
    ),
    of(
      'moons, 24 noisy samples, 16-16',
      {
        data: { set: 'moons', noise: 0.6, samples: 80, trainShare: 0.3 },
        network: { hidden: layers(16, 2) },
        training: adam(0.03),
      },
      100,
    ),
  ],
  classImbalance: [of('spiral, a twelfth of one arm', { data: { set: 'spiral' } }, 20, rare)],
};

/** Runs that went well, and those that are only on their way. */
const FINE: readonly Case[] = [
  of('circle', { data: { set: 'circle' } }, 40),
  of('xor', { data: { set: 'xor' } }, 40),
  of('moons', { data: { set: 'moons' } }, 30),
  of('spiral', { data: { set: 'spiral' } }, 60),
  of('iris', { data: { set: 'iris' } }, 30),
  of('penguins', { data: { set: 'penguins' } }, 30),
  of('plane', { data: { set: 'plane' } }, 20),
  of('hills', { data: { set: 'multi-gaussian' } }, 40),
  of(
    'circle, six layers of tanh',
    { data: { set: 'circle' }, network: { hidden: layers(6, 6), initializer: 'glorotUniform' } },
    40,
  ),
  of('noisy gaussians', { data: { set: 'gaussians', noise: 0.5 }, network: { hidden: layers(2) } }, 60),
  of('moons, a twelfth of one class, found all the same', { data: { set: 'moons' } }, 60, rare),
];

const idsOf = (evidence: Evidence): DiagnosisId[] => diagnose(evidence).map(({ id }) => id);

test('every rule is tried, in the order in which they are told', () => {
  expect(RULES.map(({ id }) => id)).toEqual([...DIAGNOSIS_IDS]);
});

describe.each(DIAGNOSIS_IDS)('%s', (id) => {
  test.each([...HAVE[id]])('$name', ({ input, epochs, change }) => {
    const evidence = realRun(input, epochs, change);
    const found = diagnose(evidence).find((diagnosis) => diagnosis.id === id);
    expect(found, idsOf(evidence).join()).toBeDefined();
    const { sentence, trial } = found!;
    expect(sentence.text).toMatch(/^[A-Z0-9].*[.]$/);
    expect(sentence.text).not.toMatch(/NaN|undefined|Infinity/);
    // The change can be made, and changes something.
    const next = changeExperiment(evidence.experiment, trial.change);
    expect(next).not.toEqual(evidence.experiment);
    expect(trial.suggestion.text).not.toBe('');
  });
});

test.each([...FINE])('nothing is wrong with $name', ({ input, epochs, change }) => {
  expect(idsOf(realRun(input, epochs, change))).toEqual([]);
});

test('a run that has not begun, or has just begun, has nothing wrong', () => {
  expect(idsOf(realRun({ data: { set: 'circle' } }, 0))).toEqual([]);
  expect(idsOf(realRun({ data: { set: 'spiral' } }, 2))).toEqual([]);
});

test('a rate that is lowered as suggested cures what a high one did', () => {
  const evidence = realRun({ data: { set: 'circle' }, training: sgd(3) }, 30);
  const { trial } = diagnose(evidence).find(({ id }) => id === 'rateTooHigh')!;
  const cured = realRun(changeExperiment(evidence.experiment, trial.change), 30);
  expect(idsOf(cured)).toEqual([]);
  expect(cured.curve.at(-1)!.trainLoss).toBeLessThan(0.1 * evidence.curve.at(-1)!.trainLoss);
});
