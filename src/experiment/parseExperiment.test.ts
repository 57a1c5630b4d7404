import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { DATA_SET_NAMES, wordOfSet } from '#datasets/registry.ts';
import { defaultExperiment } from './defaults.ts';
import { ExperimentError } from './ExperimentError.ts';
import { parseExperiment } from './parseExperiment.ts';
import { arbitraryExperiment } from './testing/arbitraryExperiment.ts';

function messageOf(input: unknown): string {
  try {
    parseExperiment(input);
  } catch (error) {
    if (error instanceof ExperimentError) return error.message;
    throw error;
  }
  throw new Error('expected an ExperimentError');
}

describe('what is filled in', () => {
  test.each(DATA_SET_NAMES)('%s: the name of the set is enough', (set) => {
    expect(parseExperiment({ data: { set } })).toEqual(defaultExperiment(set));
  });
  test('an empty input is the circle', () => {
    expect(parseExperiment({})).toEqual(defaultExperiment('circle'));
  });
  test('a loss implies its output', () => {
    const { network } = parseExperiment({ training: { loss: 'binaryCrossentropy' } });
    expect(network.output.activation).toBe('sigmoid');
  });
  test('an output implies its loss', () => {
    const { training } = parseExperiment({ network: { output: { activation: 'softmax' } } });
    expect(training.loss).toBe('categoricalCrossentropy');
  });
  test('another optimiser starts from its own learning rate and without the hyper-parameters of the old one', () => {
    const { optimizer } = parseExperiment({ training: { optimizer: { name: 'sgd' } } }).training;
    expect(optimizer).toEqual({ name: 'sgd', learningRate: 0.03 });
  });
  test('features come in the order of the network', () => {
    expect(parseExperiment({ data: { features: ['x2', 'x1'] } }).data.features).toEqual(['x1', 'x2']);
  });
  test('members that are undefined count as missing', () => {
    expect(parseExperiment({ title: undefined, data: { features: undefined } })).toEqual(defaultExperiment());
  });
});

describe('errors and their messages', () => {
  test.each([
    [{ training: { batchSize: 5000 } }, 'training.batchSize is 5000; it may be 1 to 4,096.'],
    [
      { training: { batchSize: 1.5 } },
      'training.batchSize is 1.5; it must be a whole number from 1 to 4,096.',
    ],
    [{ training: { batchSize: '10' } }, 'training.batchSize is “10”; it must be a number from 1 to 4,096.'],
    [
      { serving: { preferredBatchSizes: [4, 4] } },
      'serving.preferredBatchSizes names 4 twice; each may be there once.',
    ],
    [{ serving: { allowedBatchSizes: [8, 0] } }, 'serving.allowedBatchSizes[1] is 0; it may be 1 to 1,024.'],
    [{ serving: { allowedBatchSizes: 8 } }, 'serving.allowedBatchSizes is 8; it must be a list.'],
    [
      { serving: { preferredBatchSizes: [1, 2, 3, 4, 5, 6, 7, 8, 9] } },
      'serving.preferredBatchSizes has 9 entries; it may have 0 to 8.',
    ],
    [
      { serving: { policy: 'triton2' } },
      `serving.policy is “triton2”; it may be ${BATCH_POLICY_NAMES.join(', ')}.`,
    ],
    [
      { load: { arrivals: 'recordd' } },
      'load.arrivals is “recordd”; it may be poisson, constant, bursts, ramp, recorded.',
    ],
    [{ load: { requestsPerSecond: 60_000 } }, 'load.requestsPerSecond is 60000; it may be 0.1 to 50,000.'],
    [
      { load: { priorityMix: 'two' } },
      'load.priorityMix is “two”; it must be “one” or a list of 1 to 8 shares, each from 0 to 1.',
    ],
    [{ load: { priorityMix: [0, 0] } }, 'load.priorityMix has no share above 0'],
    [
      { training: { optimizer: { learningRate: -1 } } },
      'training.optimizer.learningRate is -1; it may be 0.000001 to 100.',
    ],
    [
      { network: { hidden: [{ units: 4 }] } },
      'network.hidden[0].activation is missing; it may be linear, relu,',
    ],
    [
      { network: { hidden: [{ units: 0, activation: 'relu' }] } },
      'network.hidden[0].units is 0; it may be 1 to 1,024.',
    ],
    [
      { network: { hidden: Array.from({ length: 13 }, () => ({ units: 1, activation: 'relu' })) } },
      'network.hidden has 13 entries; it may have 0 to 12.',
    ],
    [{ network: null }, 'network is null; it must be an object.'],
    [{ data: { set: 'dog' } }, 'data.set is “dog”; it may be circle, xor,'],
    [{ data: { samples: 'many' } }, 'data.samples is “many”; it must be a whole number or “all”.'],
    [{ data: { samples: 20_000 } }, 'data.samples is 20,000; for circle it may be 10 to 10,000.'],
    [
      { data: { samples: 'all' } },
      'data.samples is “all”, but the points of circle are generated without end',
    ],
    [{ data: { features: [] } }, 'data.features has 0 entries; it may have 1 to 32'],
    [{ data: { features: ['x1', 'x1'] } }, 'data.features names x1 twice'],
    [{ data: { set: 'iris', features: ['x1'] } }, 'data.features is only for points of the plane'],
    [{ data: { set: 'iris', noise: 0.2 } }, 'data.noise is 0.2; iris is measured'],
    [{ data: { set: 'plane' }, training: { loss: 'hinge' } }, 'training.loss is hinge, which needs classes'],
    [
      { data: { set: 'plane' }, network: { output: { activation: 'softmax' } } },
      'network.output.activation is softmax, but the values of plane run from −1 to 1',
    ],
    [
      {
        training: { loss: 'hinge' },
        network: {
          output: { activation: 'tanh' },
          hidden: [
            { units: 1024, activation: 'relu' },
            { units: 1024, activation: 'relu' },
            { units: 1024, activation: 'relu' },
          ],
        },
      },
      'network.hidden makes a network of 2,103,297 parameters; it may have up to 2,000,000.',
    ],
    [
      { training: { loss: 'binaryCrossentropy' }, network: { output: { activation: 'tanh' } } },
      'network.output.activation is tanh, which does not go with training.loss binaryCrossentropy; it may be sigmoid.',
    ],
    [{ title: 'x'.repeat(121) }, 'title has 121 characters; it may have at most 120.'],
    [{ view: { showTest: 1 } }, 'view.showTest is 1; it must be true or false.'],
    [{ trainig: {} }, 'trainig is not a field of an experiment.'],
    [{ training: { lr: 1 } }, 'training.lr is not a field of an experiment.'],
    [{ version: 3 }, 'version is 3: a newer Fanout made this experiment'],
    [{ version: 'one' }, 'version is “one”; it may be 1 to 2.'],
    [{ version: 0 }, 'version is 0;'],
    [[], 'The experiment is a list; it must be an object.'],
    ['{}', 'The experiment is “{}”; it must be an object.'],
    [null, 'The experiment is null; it must be an object.'],
  ])('%j', (input, message) => {
    expect(messageOf(input)).toContain(message);
  });

  test('prototype keys are unknown fields and touch nothing', () => {
    expect(messageOf(JSON.parse('{"__proto__": {"polluted": 1}}'))).toContain('__proto__ is not a field');
    expect(messageOf(JSON.parse('{"training": {"constructor": {"prototype": {}}}}'))).toContain(
      'training.constructor',
    );
    expect(messageOf(JSON.parse('{"data": {"set": "constructor"}}'))).toContain('data.set is “constructor”');
    expect(messageOf(JSON.parse('{"training": {"optimizer": {"name": "__proto__"}}}'))).toContain(
      'it may be sgd',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('depth, size, cycles, classes and throwing getters are rejected', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(messageOf({ data: deep })).toContain('nested deeper');
    expect(messageOf({ network: { hidden: Object.assign([], { length: 1e9 }) } })).toContain('more than');
    expect(messageOf(Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [i, i])))).toContain(
      'more than',
    );
    expect(messageOf({ title: 'x'.repeat(1e6) })).toContain('more than');
    const cycle: Record<string, unknown> = {};
    cycle['data'] = cycle;
    expect(messageOf(cycle)).toContain('nested deeper');
    expect(
      messageOf({
        get data() {
          throw new TypeError('no');
        },
      }),
    ).toContain('could not be read');
    expect(messageOf({ data: { seed: 1n } })).toContain('data.seed is a bigint');
  });

  test('a problem has a code and values beside path and sentence; several have them each', () => {
    const wrong = { training: { batchSize: 5_000 }, network: { hidden: [{ units: 0 }] } };
    const one = { path: 'training.batchSize', value: '5000', min: 1, max: 4_096 };
    const caught = (input: unknown): unknown => {
      try {
        return parseExperiment(input);
      } catch (error) {
        return error;
      }
    };
    expect(caught({ training: wrong.training })).toMatchObject({
      code: 'experimentErrors.outOfRange',
      values: one,
      problems: [{ path: 'training.batchSize', code: 'experimentErrors.outOfRange', values: one }],
    });
    const both = caught(wrong) as ExperimentError;
    expect(both.code).toBe('experimentErrors.several');
    expect(both.problems.map(({ path, code }) => [path, code])).toEqual([
      ['network.hidden[0].units', 'experimentErrors.outOfRange'],
      ['network.hidden[0].activation', 'experimentErrors.notOneOf'],
      ['training.batchSize', 'experimentErrors.outOfRange'],
    ]);
  });

  test('several problems are all listed, and the message stays short', () => {
    const input = { training: { batchSize: 0, l1: -1, l2: -1, dropout: 2, loss: 'none' } };
    try {
      parseExperiment(input);
      expect.unreachable();
    } catch (error) {
      expect((error as ExperimentError).problems).toHaveLength(5);
      expect((error as ExperimentError).message).toContain('2 more fields are wrong.');
    }
  });
});

describe('properties', () => {
  test('any valid experiment passes unchanged, also through JSON', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => {
        expect(parseExperiment(experiment)).toEqual(experiment);
        expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  test('anything else gives an ExperimentError or an experiment that parses to itself', () => {
    const anything = fc.oneof(fc.anything(), fc.jsonValue(), broken());
    fc.assert(
      fc.property(anything, (input) => {
        let experiment;
        try {
          experiment = parseExperiment(input);
        } catch (error) {
          expect(error).toBeInstanceOf(ExperimentError);
          expect((error as Error).message.length).toBeLessThan(1_500);
          return;
        }
        expect(parseExperiment(experiment)).toEqual(experiment);
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);
});

/** A valid experiment with one member, at any depth, replaced by something else. */
function broken(): fc.Arbitrary<unknown> {
  return fc
    .tuple(arbitraryExperiment, fc.infiniteStream(fc.nat(20)), fc.anything())
    .map(([experiment, picks, other]) => {
      const copy: unknown = JSON.parse(JSON.stringify(experiment));
      let at = copy as Record<string, unknown>;
      for (const pick of picks) {
        const keys = Object.keys(at);
        const key = keys[pick % keys.length];
        if (key === undefined) return copy;
        const next = at[key];
        if (next === null || typeof next !== 'object' || pick === 0) {
          at[key] = other;
          return copy;
        }
        at = next as Record<string, unknown>;
      }
      return copy;
    });
}

test.each([
  ['digits', 'mnist'],
  ['Digits', 'mnist'],
  ['checkers', 'checkerboard'],
  ['hills', 'multi-gaussian'],
  ['4 blobs', 'blobs'],
  ['3 blobs', 'blobs3'],
  ['mnist', 'mnist'],
])('the set “%s” is %s', (word, set) => {
  expect(parseExperiment({ data: { set: word } })).toEqual(parseExperiment({ data: { set } }));
});

test('the error for a set lists the names on the screen', () => {
  expect(() => parseExperiment({ data: { set: 'dog' } })).toThrow(
    `it may be ${DATA_SET_NAMES.map(wordOfSet).join(', ')}`,
  );
});

test('an experiment of version 1 keeps the weights it was drawn with', () => {
  for (const set of ['gaussians', 'spiral', 'iris', 'penguins'] as const) {
    expect(parseExperiment({ version: 1, data: { set } }).network.seed).toBe(1);
    expect(parseExperiment({ data: { set } }).network.seed).not.toBe(1);
  }
  expect(parseExperiment({ version: 1, data: { set: 'spiral' }, network: { seed: 4 } }).network.seed).toBe(4);
  expect(() => parseExperiment({ version: 1, network: 5 })).toThrow('network is 5');
});
