/**
 * Downloads the images of a data set, only the shards that the chosen number of samples needs, and inflates them on
 * the way. `scripts/buildDigits.mjs` writes the files and describes their format. `prepareData` chooses and shuffles
 * images by the seed.
 */
import { DATA_SETS, wordOfSet } from '#datasets/registry.ts';
import type { DataSpec } from '#experiment/experiment.ts';
import { fetchAgain } from './fetchAgain.ts';
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
}

export interface LoadImagesOptions {
  /** Absolute address of the page's folder, with its last slash. */
  readonly baseUrl: string;
  /** Compressed bytes so far, and in total. */
  readonly onProgress?: (loadedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly fetch?: typeof fetch;
}

interface Source extends LoadImagesOptions {
  readonly folder: string;
  /** Name of the images in sentences: "digits". */
  readonly word: string;
}

/**
 * @throws Error with a sentence for the reader where a file is missing or damaged; the signal's reason when it aborts
 */
export async function loadImages(
  data: Pick<DataSpec, 'set' | 'samples' | 'trainShare'>,
  options: LoadImagesOptions,
): Promise<ImageSource> {
  const counts = splitCounts(data);
  const set = DATA_SETS[data.set];
  if (set.kind !== 'image') throw new Error(`${data.set} is no set of images.`);
  const source = { ...options, folder: set.folder, word: wordOfSet(data.set) };
  return readably(source, async (signal) => {
    const manifest = await fetchManifest(source, signal);
    const train = shardsFor(manifest.train, counts.train);
    const test = shardsFor(manifest.test, counts.test);
    const totalBytes = [...train, ...test].reduce((sum, shard) => sum + shard.sizeBytes, 0);
    let loadedBytes = 0;
    options.onProgress?.(0, totalBytes);
    const onBytes = (arrivedBytes: number) => {
      loadedBytes += arrivedBytes;
      options.onProgress?.(loadedBytes, totalBytes);
    };
    const load = (shards: readonly Shard[]) => loadPart(shards, manifest.side, source, signal, onBytes);
    const [trainPart, testPart] = await Promise.all([load(train), load(test)]);
    return { side: manifest.side, train: trainPart, test: testPart };
  });
}

/**
 * Runs with a signal that also aborts the other downloads once one has failed; adds a sentence for the reader to the
 * failure.
 */
async function readably<T>(
  { signal: outer, word }: Pick<Source, 'signal' | 'word'>,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const others = new AbortController();
  const signal = outer ? AbortSignal.any([outer, others.signal]) : others.signal;
  try {
    signal.throwIfAborted();
    return await run(signal);
  } catch (error) {
    others.abort();
    outer?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The ${word} could not be loaded: ${why}. Choose them again, or another set.`, {
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
  source: Source,
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
      const response = await fetchFile(shard.file, source, signal);
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

async function fetchManifest(source: Source, signal: AbortSignal): Promise<Manifest> {
  const response = await fetchFile('manifest.json', source, signal);
  const manifest: unknown = await response.json().catch(() => null);
  // Some hosts serve their start page for a missing file.
  if (!isManifest(manifest)) throw new Error('their list, manifest.json, cannot be read');
  return manifest;
}

function isManifest(value: unknown): value is Manifest {
  if (value === null || typeof value !== 'object') return false;
  const { side, train, test } = value as Partial<Manifest>;
  return typeof side === 'number' && Array.isArray(train) && Array.isArray(test);
}

async function fetchFile(file: string, source: Source, signal: AbortSignal): Promise<Response> {
  const url = new URL(`${source.folder}${file}`, source.baseUrl);
  const load = source.fetch ?? fetch;
  const response = await fetchAgain(url, { load, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Error(`${file} did not arrive`, { cause: error });
  });
  if (!response.ok) throw new Error(`the server responded ${response.status} for ${file}`);
  return response;
}
