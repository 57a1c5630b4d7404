/**
 * Fetches the images of a data set, only the shards that the chosen number of samples needs, and inflates them on the
 * way. `scripts/buildDigits.mjs` writes the files and says what is in them. Which of the loaded images are used, and in
 * which order, is for `prepareData` and the seed.
 */
import type { DataSpec } from '../spec/experiment.ts';
import type { ImagePart, ImageSource } from './ImageSource.ts';
import { inflateShard } from './inflateShard.ts';
import { splitCounts } from './splitCounts.ts';

interface Shard {
  readonly file: string;
  readonly count: number;
  readonly sizeBytes: number;
}

interface Manifest {
  readonly side: number;
  readonly train: readonly Shard[];
  readonly test: readonly Shard[];
  readonly first: Shard;
}

export interface LoadImagesOptions {
  /** Absolute address of the folder that the page was served from, with its last slash. */
  readonly baseUrl: string;
  /** Compressed bytes so far, and in all. */
  readonly onProgress?: (loadedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly fetch?: typeof fetch;
}

/**
 * @throws Error with a sentence for the reader where a file is missing or damaged; the signal's reason where aborted
 */
export async function loadImages(
  data: Pick<DataSpec, 'set' | 'samples' | 'trainShare'>,
  options: LoadImagesOptions,
): Promise<ImageSource> {
  const counts = splitCounts(data);
  return readably(options, async (signal) => {
    const manifest = await fetchManifest(options, signal);
    const train = shardsFor(manifest.train, counts.train);
    const test = shardsFor(manifest.test, counts.test);
    const totalBytes = [...train, ...test].reduce((sum, shard) => sum + shard.sizeBytes, 0);
    let loadedBytes = 0;
    options.onProgress?.(0, totalBytes);
    const onBytes = (arrivedBytes: number) => {
      loadedBytes += arrivedBytes;
      options.onProgress?.(loadedBytes, totalBytes);
    };
    const load = (shards: readonly Shard[]) => loadPart(shards, manifest.side, options, signal, onBytes);
    const [trainPart, testPart] = await Promise.all([load(train), load(test)]);
    return { side: manifest.side, train: trainPart, test: testPart };
  });
}

/** A few test images in one small file, for pictures that should not wait for the rest. */
export function loadFirstImages(options: Omit<LoadImagesOptions, 'onProgress'>): Promise<ImagePart> {
  return readably(options, async (signal) => {
    const manifest = await fetchManifest(options, signal);
    return loadPart([manifest.first], manifest.side, options, signal, () => {});
  });
}

/** Runs with a signal that also ends the other downloads once one has failed; words the failure. */
async function readably<T>(
  options: Pick<LoadImagesOptions, 'signal'>,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const others = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, others.signal]) : others.signal;
  try {
    signal.throwIfAborted();
    return await run(signal);
  } catch (error) {
    others.abort();
    options.signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The digits could not be loaded: ${why}. Reload, or choose another set.`, {
      cause: error,
    });
  }
}

/** As many shards from the front as hold `count` images. */
function shardsFor(shards: readonly Shard[], count: number): Shard[] {
  let held = 0;
  const needed = shards.filter((shard) => {
    const isNeeded = held < count;
    held += shard.count;
    return isNeeded;
  });
  if (held < count) throw new Error(`there are only ${held} of the ${count} asked for`);
  return needed;
}

async function loadPart(
  shards: readonly Shard[],
  side: number,
  options: LoadImagesOptions,
  signal: AbortSignal,
  onBytes: (arrivedBytes: number) => void,
): Promise<ImagePart> {
  const count = shards.reduce((sum, shard) => sum + shard.count, 0);
  const width = side * side;
  const pixels = new Uint8Array(count * width);
  const labels = new Uint8Array(count);
  let from = 0;
  await Promise.all(
    shards.map(async (shard) => {
      const start = from;
      from += shard.count;
      const response = await fetchFile(shard.file, options, signal);
      if (!response.body) throw new Error(`${shard.file} is empty`);
      const bytes = await inflateShard(response.body, shard.count * (1 + width), onBytes).catch(
        (error: unknown) => {
          throw new Error(
            `${shard.file} is damaged (${error instanceof Error ? error.message : String(error)})`,
            {
              cause: error,
            },
          );
        },
      );
      labels.set(bytes.subarray(0, shard.count), start);
      pixels.set(bytes.subarray(shard.count), start * width);
    }),
  );
  return { count, pixels, labels };
}

async function fetchManifest(options: LoadImagesOptions, signal: AbortSignal): Promise<Manifest> {
  const response = await fetchFile('manifest.json', options, signal);
  const manifest: unknown = await response.json().catch(() => null);
  // Some hosts answer a missing file with their start page.
  if (!isManifest(manifest)) throw new Error('their list, manifest.json, cannot be read');
  return manifest;
}

function isManifest(value: unknown): value is Manifest {
  if (value === null || typeof value !== 'object') return false;
  const { side, train, test, first } = value as Partial<Manifest>;
  return typeof side === 'number' && Array.isArray(train) && Array.isArray(test) && typeof first === 'object';
}

async function fetchFile(file: string, options: LoadImagesOptions, signal: AbortSignal): Promise<Response> {
  const url = new URL(`data/digits/${file}`, options.baseUrl);
  const response = await (options.fetch ?? fetch)(url, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Error(`${file} did not arrive`, { cause: error });
  });
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${file}`);
  return response;
}
