/** The text of the Python exports; what they compute was measured in their own runtimes (docs/models.md). */
import { expect, test } from 'vitest';
import { SCHEDULES, LOSSES, OPTIMIZERS } from '#nn/vocabulary.ts';
import { exportFiles, MODEL_FORMATS } from '../../registry.ts';
import { modelOf } from '../../testing/modelOf.ts';
import { digitsModel, sampleModels } from '../../testing/sampleModels.ts';
import { OPERATIONS } from '../../Expression.ts';
import { PYTHON } from './dialect.ts';

const python = (name: string, model: Parameters<typeof exportFiles>[1]): string[] =>
  exportFiles(
    MODEL_FORMATS.find((format) => format.name === name)!,
    model,
  ).flatMap((file) => ('text' in file && file.name.endsWith('.py') ? [file.text] : []));

test('a written operation has each argument once', () => {
  for (const operation of OPERATIONS) {
    const places = PYTHON.operations[operation].call.match(/\$(\d|all)/g) ?? [];
    expect(new Set(places).size, operation).toBe(places.length);
  }
});

test('every name from outside stays in its comment or string', () => {
  const evil = 'x"""\n\r\u2028import os  # \\" \' {';
  const model = modelOf({ title: evil, data: { ...sampleModels()[6]!.experiment.data } });
  for (const name of ['numpy', 'pytorch', 'keras']) {
    for (const text of python(name, model)) {
      expect(text.split(/\r|\n/).filter((line) => /^\s*import os/.test(line))).toEqual([]);
      expect(text).toContain('import numpy as np');
    }
  }
});

test('training code has every loss, optimiser and schedule', () => {
  const written = new Set<string>();
  for (const loss of LOSSES) {
    const output = {
      binaryCrossentropy: 'sigmoid',
      categoricalCrossentropy: 'softmax',
      hinge: 'tanh',
    } as const;
    const activation = loss in output ? output[loss as keyof typeof output] : 'tanh';
    const [, train] = python('pytorch', modelOf({ network: { output: { activation } }, training: { loss } }));
    written.add(train!);
  }
  for (const name of OPTIMIZERS) {
    const [, train] = python('keras', modelOf({ training: { optimizer: { name, learningRate: 0.5 } } }));
    expect(train).toContain('RATE = 0.5');
    written.add(train!);
  }
  for (const name of SCHEDULES)
    written.add(python('pytorch', modelOf({ training: { schedule: { name, warmup: 2 } } }))[1]!);
  expect(written.size).toBe(LOSSES.length + OPTIMIZERS.length + SCHEDULES.length);
  for (const text of written) expect(text).not.toMatch(/undefined|NaN|\[object/);
});

test('digits are loaded from where they are published', () => {
  expect(python('keras', digitsModel())[1]).toContain('keras.datasets.mnist.load_data()');
  expect(
    exportFiles(
      MODEL_FORMATS.find(({ name }) => name === 'keras')!,
      digitsModel(),
    ).map(({ name }) => name),
  ).toEqual(['digits.py', 'train_digits.py', 'digits.npz', 'golden.json']);
});
