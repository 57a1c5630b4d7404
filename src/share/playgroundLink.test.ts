import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Experiment } from '#experiment/experiment.ts';
import { decodeLink } from './decodeLink.ts';
import { LinkError } from './LinkError.ts';
import { readPlaygroundLink } from './playgroundLink.ts';

const opened = async (...given: Parameters<typeof decodeLink>): Promise<Experiment> =>
  (await decodeLink(...given)).experiment;

/** As TensorFlow Playground writes it for its defaults. */
const DEFAULTS =
  'activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.65221&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false';
const ADDRESS = 'https://playground.tensorflow.org/#';

const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'linear'];
const REGULARIZATIONS = { none: [0, 0], L1: [1, 0], L2: [0, 1] } as const;
const SETS = { circle: 'circle', xor: 'xor', gauss: 'gaussians', spiral: 'spiral' };
const VALUE_SETS = { 'reg-plane': 'plane', 'reg-gauss': 'multi-gaussian' };
const LEARNING_RATES = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const RATES = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const INPUTS = {
  x: 'x1',
  y: 'x2',
  xSquared: 'x1^2',
  ySquared: 'x2^2',
  xTimesY: 'x1*x2',
  sinX: 'sin(x1)',
  sinY: 'sin(x2)',
  cosX: 'cos(x1)',
  cosY: 'cos(x2)',
};

describe('a link of TensorFlow Playground', () => {
  test('opens what it holds, and says that the draws are others', async () => {
    const tell = vi.fn<(text: () => string) => void>();
    const experiment = await opened(ADDRESS + DEFAULTS, tell);
    expect(experiment).toMatchObject({
      data: { set: 'circle', samples: 500, noise: 0, trainShare: 0.5, features: ['x1', 'x2'], seed: 65_221 },
      network: {
        hidden: [
          { units: 4, activation: 'tanh' },
          { units: 2, activation: 'tanh' },
        ],
        output: { activation: 'tanh' },
        initializer: 'playground',
      },
      training: {
        loss: 'halfSquaredError',
        optimizer: { name: 'sgd', learningRate: 0.03 },
        batchSize: 10,
        l1: 0,
        l2: 0,
      },
      view: { showTest: false, discrete: false },
    });
    expect(tell).toHaveBeenCalledOnce();
    expect(tell.mock.calls[0]![0]()).toBe(
      'Opened from TensorFlow Playground: same settings, points and starting weights drawn anew.',
    );
    // Behind our own address, bare, percent-encoded, or copied out of a page's source.
    for (const source of [
      `https://example.org/fanout/#${DEFAULTS}`,
      `#${DEFAULTS}`,
      DEFAULTS,
      ADDRESS + encodeURIComponent(DEFAULTS),
      ADDRESS + DEFAULTS.replaceAll('&', '&amp;'),
    ]) {
      expect(await opened(source)).toEqual(experiment);
    }
  });

  test('every activation, penalty, set and rate', async () => {
    const sets = [
      ...Object.entries(SETS).map(([theirs, ours]) => [`problem=classification&dataset=${theirs}`, ours]),
      ...Object.entries(VALUE_SETS).map(([theirs, ours]) => [
        `problem=regression&regDataset=${theirs}`,
        ours,
      ]),
    ];
    for (const activation of ACTIVATIONS) {
      for (const [regularization, [l1, l2]] of Object.entries(REGULARIZATIONS)) {
        for (const [given, set] of sets) {
          for (const [i, learningRate] of LEARNING_RATES.entries()) {
            const rate = RATES[i % RATES.length]!;
            const link = `activation=${activation}&regularization=${regularization}&${given}&learningRate=${learningRate}&regularizationRate=${rate}`;
            const { data, network, training } = await opened(`#${link}`);
            const isRegression = given!.startsWith('problem=regression');
            expect(data).toMatchObject({ set, samples: isRegression ? 1_200 : 500 });
            expect(network.hidden).toEqual([4, 2].map((units) => ({ units, activation })));
            expect(network.output.activation).toBe(isRegression ? 'linear' : 'tanh');
            expect(training).toMatchObject({ l1: l1 * rate, l2: l2 * rate, optimizer: { learningRate } });
          }
        }
      }
    }
  });

  test('any of its values together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 80 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        async (widths, noise, tenths, batchSize, flags) => {
          const [showTest, discrete, initZero, ...chosen] = flags;
          const inputs = Object.keys(INPUTS).map((name, i) => `${name}=${chosen[i]}`);
          const link = `networkShape=${widths.join(',')}&noise=${noise}&percTrainData=${tenths * 10}&batchSize=${batchSize}&showTestData=${showTest}&discretize=${discrete}&initZero=${initZero}&${inputs.join('&')}`;
          const experiment = await opened(link);
          const features = Object.values(INPUTS).filter((_, i) => chosen[i]);
          expect(new Set(experiment.data.features)).toEqual(
            new Set(features.length > 0 ? features : ['x1', 'x2']),
          );
          expect(experiment.network.hidden.map(({ units }) => units)).toEqual(widths);
          expect(experiment.network.initializer).toBe(initZero ? 'zeros' : 'playground');
          expect(experiment.data.noise).toBeCloseTo(noise / 100, 12);
          expect(experiment.data.trainShare).toBeCloseTo(tenths / 10, 12);
          expect(experiment.training.batchSize).toBe(batchSize);
          expect(experiment.view).toMatchObject({ showTest, discrete });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('says what has no place here', async () => {
    const told = async (link: string): Promise<string> => {
      const tell = vi.fn<(text: () => string) => void>();
      await opened(link, tell);
      return tell.mock.calls[0]![0]();
    };
    expect(await told('#dataset=xor&playButton_hide=true&noise_hide=true&seed_hide=false')).toContain(
      '2 hidden controls are shown here.',
    );
    expect(await told('#dataset=xor&tutorial=intro')).toContain('Its lesson text is not in the link.');
    expect(await told('#x=false&y=false')).toContain('It has no inputs, so x₁ and x₂ are on.');
    expect(await told('#learningRate=5000&batchSize=0')).toContain('2 values are beyond the limits here');
    expect(await told(`#networkShape=${Array(14).fill(2).join(',')}`)).toContain(
      '2 values are beyond the limits here',
    );
  });

  test('unknown values leave the defaults, as there', async () => {
    const plain = await opened('#problem=classification');
    expect(
      await opened(
        '#activation=swish&dataset=moon&learningRate=fast&noise=-3&batchSize=&seed=&regularization=L3&__proto__=1&constructor=2',
      ),
    ).toEqual(plain);
    expect((await opened('#noise=85')).data.noise).toBe(0.5);
    expect((await opened('#networkShape=')).network.hidden).toEqual([]);
    expect((await opened('#seed=42abc')).data.seed).toBe((await opened('#seed=42abc')).data.seed);
  });

  test('any text is an experiment or a LinkError', async () => {
    const names = [
      'networkShape',
      'noise',
      'seed',
      'x',
      'learningRate',
      'activation',
      'percTrainData',
      'a_hide',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 12 })), {
          minLength: 1,
          maxLength: 8,
        }),
        async (pairs) => {
          const link = pairs.map(([name, value]) => `${name}=${value}`).join('&');
          try {
            await opened(`#${link}`);
          } catch (error) {
            expect(error).toBeInstanceOf(LinkError);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('other fragments are not taken for one', () => {
    for (const text of ['', 'v1.abc', 'e=broken', 'foo=bar&baz=1', 'activation', 'dataset']) {
      expect(readPlaygroundLink(text)).toBeNull();
    }
  });
});
