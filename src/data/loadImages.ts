/**
 * Downloads the images of a data set, only the shards that the chosen number of samples needs, and inflates them on
 * the way. `scripts/buildDigits.mjs` writes the files and describes their format. `prepareData` chooses and shuffles
 * images by the seed.
 */
import { wordOfSet } from '#datasets/registry.ts';
import { factsOf, type DataSource } from '#experiment/dataFacts.ts';
import type { DataSpec } from '#experiment/experiment.ts';
import { bug } from '#messages/bug.ts';
import { failed, failureOf, reasonOf } from '#messages/Failure.ts';
import * as failures from '#messages/generated/dataErrors.ts';
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
  data: DataSource & Pick<DataSpec, 'samples' | 'trainShare'>,
  options: LoadImagesOptions,
): Promise<ImageSource> {
  const counts = splitCounts(data);
  const set = factsOf(data);
  if (set.kind !== 'image') throw bug(`${data.set} is no set of images`);
  const source = { ...options, folder: set.folder, word: wordOfSet(data.set) };
  return readably(source, async (signal) => {
    const manifest = await fetchManifest(source, signal);
    const train = shardsFor(manifest.train, counts.train, source);
    const test = shardsFor(manifest.test, counts.test, source);
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
 * Runs with a signal that also aborts the other downloads once one has failed; what the browser threw gets a sentence
 * for the reader.
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
    if (failureOf(error)) throw error;
    throw failed(failures.notLoaded({ word, why: reasonOf(error) }), Error, { cause: error });
  }
}

/** As many shards from the front as hold `count` images. */
function shardsFor(shards: readonly Shard[], count: number, { word }: Pick<Source, 'word'>): Shard[] {
  let held = 0;
  const needed = shards.filter((shard) => {
    const isNeeded = held < count;
    held += shard.count;
    return isNeeded;
  });
  if (held < count) throw failed(failures.tooFew({ word, held, count }));
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
      const { file } = shard;
      const response = await fetchFile(file, source, signal);
      const { word } = source;
      if (!response.body) throw failed(failures.emptyFile({ word, file }));
      const bytes = await inflateShard(response.body, shard.count * (1 + width), onBytes).catch(
        (error: unknown) => {
          const failure = failures.damagedFile({ word, file, why: reasonOf(error) });
          throw failed(failure, Error, { cause: error });
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
  if (!isManifest(manifest)) throw failed(failures.noList({ word: source.word }));
  return manifest;
}

function isManifest(value: unknown): value is Manifest {
  if (value === null || typeof value !== 'object') return false;
  const { side, train, test } = value as Partial<Manifest>;
  return typeof side === 'number' && Array.isArray(train) && Array.isArray(test);
}

async function fetchFile(file: string, source: Source, signal: AbortSignal): Promise<Response> {
  const { word } = source;
  const url = new URL(`${source.folder}${file}`, source.baseUrl);
  const load = source.fetch ?? fetch;
  const response = await fetchAgain(url, { load, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw failed(failures.notArrived({ word, file }), Error, { cause: error });
  });
  if (!response.ok) throw failed(failures.badResponse({ word, file, status: String(response.status) }));
  return response;
}
