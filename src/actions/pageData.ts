/**
 * The samples as the page needs them: points to draw, digits to show, rows to ask. Planes and tables are made at once;
 * images come from the network (the trainer has fetched the same files just before, so mostly from the cache) and only
 * a part of them is turned into floats, because the page never trains.
 */
import type { PreparedData } from '../data/PreparedData.ts';
import { prepareData } from '../data/prepareData.ts';
import { splitCounts } from '../data/splitCounts.ts';
import { DATA_SETS } from '../spec/dataSets.ts';
import type { Experiment } from '../spec/experiment.ts';
import { dataFeed } from '../state/feeds.ts';

/** Digits of each part that the page keeps; the test digits are the trainer's first ones, in its order. */
const PAGE_TRAIN_IMAGES = 100;
const PAGE_TEST_IMAGES = 2_000;

export interface PageData {
  /** Makes the samples of this experiment if they differ; images only after `imagesMayLoad`. */
  update(experiment: Experiment): void;
  /** The trainer has its images: now the page's cost nobody's waiting. */
  imagesMayLoad(): void;
  /** The samples of the newest experiment, as soon as they are there. */
  ready(): Promise<PreparedData>;
}

export function createPageData(baseUrl: string, onProblem: (error: Error) => void): PageData {
  let made = '';
  let pending: Promise<PreparedData> = Promise.reject(new Error('No experiment has been opened.'));
  pending.catch(() => undefined);
  let control = new AbortController();
  let allowImages = (): void => undefined;
  const imagesAllowed = new Promise<void>((resolve) => (allowImages = resolve));

  async function loadDigits(experiment: Experiment, signal: AbortSignal): Promise<PreparedData> {
    await imagesAllowed;
    signal.throwIfAborted();
    const { loadImages } = await import('../data/loadImages.ts');
    const images = await loadImages(experiment.data, { baseUrl, signal });
    signal.throwIfAborted();
    return prepareData({ network: experiment.network, data: fewImages(experiment.data) }, images);
  }

  async function show(loading: Promise<PreparedData>, signal: AbortSignal): Promise<void> {
    try {
      const data = await loading;
      if (!signal.aborted) dataFeed.publish(data);
    } catch (error) {
      if (signal.aborted) return;
      // Another try is made when the experiment is next touched.
      made = '';
      onProblem(error instanceof Error ? error : new Error(String(error)));
    }
  }

  return {
    update(experiment) {
      const needs = JSON.stringify([experiment.data, experiment.network.output]);
      if (needs === made) return;
      made = needs;
      control.abort();
      control = new AbortController();
      const { signal } = control;
      if (DATA_SETS[experiment.data.set].kind !== 'image') {
        const data = prepareData(experiment, null);
        pending = Promise.resolve(data);
        dataFeed.publish(data);
        return;
      }
      dataFeed.publish(null);
      const loading = loadDigits(experiment, signal);
      pending = loading;
      void show(loading, signal);
    },
    imagesMayLoad() {
      allowImages();
    },
    ready: () => pending,
  };
}

/**
 * The same shuffle with fewer rows taken from it: which test digit comes first depends on seed and files alone, so
 * the page's rows are the first rows of the trainer's.
 */
function fewImages(data: Experiment['data']): Experiment['data'] {
  const counts = splitCounts(data);
  const train = Math.min(counts.train, PAGE_TRAIN_IMAGES);
  const test = Math.min(counts.test, PAGE_TEST_IMAGES);
  return { ...data, samples: train + test, trainShare: train / (train + test) };
}
