import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DATA_SET_NAMES } from '#datasets/registry.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { LIMITS } from '#experiment/limits.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { arbitraryExperiment } from '#experiment/testing/arbitraryExperiment.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { decodeLink } from './decodeLink.ts';
import { encodeLink } from './encodeLink.ts';
import { LinkError } from './LinkError.ts';
import corpus from './linkCorpus.json' with { type: 'json' };

const experimentIn = async (...given: Parameters<typeof decodeLink>): Promise<Experiment> =>
  (await decodeLink(...given)).experiment;

const pack = (bytes: Uint8Array | string): string =>
  `v1.${toBase64url(deflateRawSync(typeof bytes === 'string' ? Buffer.from(bytes) : bytes))}`;

afterEach(() => vi.unstubAllGlobals());

describe('round trip', () => {
  test('any valid experiment', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryExperiment, async (experiment) => {
        const link = await encodeLink(experiment);
        const hasWords = experiment.note !== undefined || experiment.tryThis !== undefined;
        expect(link).toMatch(hasWords ? /^v3\.[\w-]+$/ : /^v1\.[\w-]+$/);
        expect(await experimentIn(link)).toEqual(experiment);
        expect(await experimentIn(JSON.stringify(experiment))).toEqual(experiment);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test.each(DATA_SET_NAMES)('%s: a link of the default is short', async (set) => {
    const link = await encodeLink(defaultExperiment(set));
    expect(link.length).toBeLessThan(70);
    expect(await experimentIn(link)).toEqual(defaultExperiment(set));
  });

  test('a usual experiment fits in a chat line', async () => {
    const link = await encodeLink(
      parseExperiment({
        title: 'Spiral, with sines',
        data: { set: 'spiral', noise: 0.1, features: ['x1', 'x2', 'sin(x1)', 'sin(x2)'] },
        network: { hidden: [{ units: 8, activation: 'relu' }], seed: 3 },
        training: { optimizer: { learningRate: 0.003 } },
      }),
    );
    expect(link.length).toBeLessThan(250);
  });

  test('a schedule, clipping or a stop condition adds only what is set', async () => {
    const plain = (await encodeLink(defaultExperiment('spiral'))).length;
    for (const training of [
      { schedule: { name: 'cosine' as const } },
      { schedule: { name: 'plateau' as const, patience: 20, warmup: 5 } },
      { clip: { by: 'norm' as const } },
      { stop: { lossBelow: 0.01 } },
    ]) {
      const experiment = parseExperiment({ data: { set: 'spiral' }, training });
      const link = await encodeLink(experiment);
      expect(link.length - plain).toBeLessThan(90);
      expect(await experimentIn(link)).toEqual(experiment);
    }
  });

  test('as it comes out of a mail: with the address, spaces, a full stop, percent signs', async () => {
    const experiment = defaultExperiment('spiral');
    const link = await encodeLink(experiment);
    for (const source of [
      `https://example.org/x/#${link}`,
      `#${link}`,
      ` ${link}.\n`,
      link.replace('v1.', 'v1%2E'),
    ]) {
      expect(await experimentIn(source)).toEqual(experiment);
    }
  });
});

test.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\u202e\u0000\n${x}', '__proto__'])(
  'title, note and task come back as they are: %s',
  async (text) => {
    const experiment = { ...defaultExperiment('xor'), title: text, note: text, tryThis: text };
    expect(await experimentIn(await encodeLink(experiment))).toEqual(experiment);
  },
);

test('words add nothing to a link without them', async () => {
  const experiment = defaultExperiment('moons');
  expect(await encodeLink({ ...experiment })).toBe(await encodeLink(experiment));
  expect(await textOf(await encodeLink(experiment))).not.toMatch(/note|tryThis/);
});

/** Published links: each must open as the experiment it was made from, whatever the defaults become. */
test('links of version 1 keep their meaning', async () => {
  for (const set of DATA_SET_NAMES) {
    expect(await experimentIn(pack(JSON.stringify({ version: 1, data: { set } })))).toMatchSnapshot(set);
  }
});

describe('what cannot be opened, and its messages', () => {
  test.each([
    ['nothing', '', 'holds no experiment'],
    ['something else', 'hello', 'holds no experiment'],
    ['another format', 'v4.abc', 'A newer Fanout made this link'],
    ['no format', 'v0.abc', 'is damaged'],
    ['foreign characters', 'v1.a b', 'is damaged'],
    ['a length that no bytes have', 'v1.abcde', 'damaged or cut short'],
    ['noise', 'v1.____', 'damaged or cut short'],
    ['no bytes', 'v1.', 'damaged or cut short'],
    ['bytes that are no text', pack(Uint8Array.of(0xff, 0xfe)), 'damaged or cut short'],
    ['no JSON', pack('{"data":'), 'its JSON is broken'],
    ['broken JSON text', '{"data":', 'its JSON is broken'],
    [
      'a wrong value',
      pack('{"training":{"batchSize":5000}}'),
      'training.batchSize is 5000; it may be 1 to 4,096.',
    ],
    ['a newer experiment', pack('{"version":9}'), 'a newer Fanout made this experiment'],
    ['prototype keys', pack('{"__proto__":{"a":1}}'), '__proto__ is not a field'],
    ['prototype keys beside weights', pack('{"trained":{"__proto__":{},"constructor":1}}'), 'do not fit'],
    ['a note that is no text', pack('{"note":{"toString":1}}'), 'note'],
    ['a note that is too long', pack(JSON.stringify({ note: 'x'.repeat(1_001) })), 'may have at most 1,000'],
    ['a task that is too long', pack(JSON.stringify({ tryThis: 'x'.repeat(201) })), 'may have at most 200'],
    ['depth', pack('['.repeat(50_000) + ']'.repeat(50_000)), 'nested deeper'],
    ['length', `v1.${'A'.repeat(LIMITS.linkCharacters)}`, 'at most 200,000 are read'],
  ])('%s', async (_, source, words) => {
    const opening = experimentIn(source);
    await expect(opening).rejects.toBeInstanceOf(LinkError);
    await expect(opening).rejects.toThrow(words);
  });

  test('a link cut short anywhere', async () => {
    const link = await encodeLink(parseExperiment({ title: 'A title of some length', data: { noise: 0.3 } }));
    for (let length = 3; length < link.length - 1; length++) {
      const opening = experimentIn(link.slice(0, length));
      await expect(opening).rejects.toBeInstanceOf(LinkError);
      await expect(opening).rejects.toThrow('damaged or cut short');
    }
  });
});

/** More with FANOUT_MUTATIONS=100000. */
const MUTATIONS = Number(process.env['FANOUT_MUTATIONS'] ?? 5_000);

test('mutated links give an experiment or a LinkError, nothing else', async () => {
  const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%#{ ~é';
  const [seedLink = ''] = await Promise.all(
    fc.sample(arbitraryExperiment, 1).map((each) => encodeLink(each)),
  );
  const others = await Promise.all(fc.sample(arbitraryExperiment, 50).map((each) => encodeLink(each)));
  const links = [seedLink, ...others, ...corpus.map(({ link }) => link)];
  const mutation = fc.record({
    link: fc.constantFrom(...links),
    kind: fc.constantFrom('replace', 'insert', 'delete', 'swap', 'bits'),
    changes: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    }),
  });
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(mutation, async ({ link, kind, changes }) => {
      let text = link;
      for (const [share, value] of changes) {
        const at = Math.floor(share * text.length);
        const character = characters[value % characters.length] ?? '';
        if (kind === 'replace') text = text.slice(0, at) + character + text.slice(at + 1);
        if (kind === 'insert') text = text.slice(0, at) + character + text.slice(at);
        if (kind === 'delete') text = text.slice(0, at) + text.slice(at + 1 + (value % 8));
        if (kind === 'swap') text = text.slice(at) + text.slice(0, at);
        if (kind === 'bits') {
          // A wrong bit in the JSON itself, encoded again.
          const bytes = Buffer.from(await textOf(link));
          bytes[Math.floor(share * bytes.length)] = value;
          text = pack(bytes);
        }
      }
      try {
        const experiment = await experimentIn(text);
        expect(parseExperiment(experiment)).toEqual(experiment);
        opened++;
      } catch (error) {
        expect(error).toBeInstanceOf(LinkError);
        expect((error as Error).message.length).toBeLessThan(2_000);
      }
    }),
    { numRuns: MUTATIONS },
  );
  // Some mutations change a digit of a number, so that the path to success is tested as well.
  expect(opened).toBeGreaterThan(10);
}, 1_200_000);

async function textOf(link: string): Promise<string> {
  const bytes = fromBase64url(link.slice(3)) as Uint8Array<ArrayBuffer>;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
}

describe('a bomb', () => {
  /** Counts the bytes that every DecompressionStream returns. */
  function countInflated(): { bytes: number } {
    const count = { bytes: 0 };
    const Native = DecompressionStream;
    vi.stubGlobal(
      'DecompressionStream',
      class {
        readonly readable: ReadableStream<Uint8Array>;
        readonly writable: WritableStream<BufferSource>;
        constructor(format: CompressionFormat) {
          const native = new Native(format);
          this.writable = native.writable;
          this.readable = native.readable.pipeThrough(
            new TransformStream<Uint8Array, Uint8Array>({
              transform(piece, controller) {
                count.bytes += piece.byteLength;
                controller.enqueue(piece);
              },
            }),
          );
        }
      },
    );
    return count;
  }

  test('of 100 MB is stopped within the cap', async () => {
    const bomb = pack(new Uint8Array(100_000_000));
    expect(bomb.length).toBeLessThan(LIMITS.linkCharacters);
    const count = countInflated();
    await expect(experimentIn(bomb)).rejects.toThrow('unpacks to far more');
    expect(count.bytes).toBeGreaterThan(100_000);
    expect(count.bytes).toBeLessThanOrEqual(LIMITS.inflatedBytes);
  });

  test('that is well-formed JSON is stopped as well', async () => {
    const bomb = pack(`{"title":"${' '.repeat(20_000_000)}"}`);
    const count = countInflated();
    await expect(experimentIn(bomb)).rejects.toThrow('unpacks to far more');
    expect(count.bytes).toBeLessThanOrEqual(LIMITS.inflatedBytes);
  });
});
