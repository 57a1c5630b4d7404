/**
 * The samples as the page needs them: points and digits to draw, rows for requests. Planes and tables are made synchronously.
 * Images are downloaded after the trainer's (so mostly from the cache), and only a part of them is decoded, because the
 * page never trains.
 */
import { prepareData } from '#data/prepareData.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { splitCounts } from '#data/splitCounts.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/pageDataErrors.ts';
import * as say from '#messages/generated/boot.ts';
import { dataFeed } from '#state/feeds.ts';
import { importModule } from './importModule.ts';
import { probeFirstSample } from './probeCommands.ts';

/** Digits of each part that the page keeps; its test digits are the first ones of the trainer's, in the same order. */
const PAGE_TRAIN_IMAGES = 100;
const PAGE_TEST_IMAGES = 2_000;

export interface PageData {
  /** Makes the samples of this experiment if they differ from the present ones; images only after `imagesMayLoad`. */
  update(experiment: Experiment): void;
  /** The trainer has its images, so that the page's download no longer delays it. */
  imagesMayLoad(): void;
  /** Cancels the download of images, until the next edit. */
  stopLoading(): void;
  /** Resolves to the samples of the newest experiment. */
  ready(): Promise<PreparedData>;
}

export function createPageData(baseUrl: string, onProblem: (error: Error) => void): PageData {
  /** The experiment whose samples were made last; null for none, so that they are made again. */
  let made: Experiment | null = null;
  let pending: Promise<PreparedData> = Promise.reject(failed(failures.noExperiment()));
  pending.catch(() => undefined);
  let control = new AbortController();
  let allowImages = (): void => undefined;
  const imagesAllowed = new Promise<void>((resolve) => (allowImages = resolve));

  async function loadDigits(experiment: Experiment, signal: AbortSignal): Promise<PreparedData> {
    await imagesAllowed;
    signal.throwIfAborted();
    const { loadImages } = await importModule(say.digitReader, () => import('#data/loadImages.ts'));
    const images = await loadImages(experiment.data, { baseUrl, signal });
    signal.throwIfAborted();
    return prepareData({ network: experiment.network, data: fewImages(experiment.data) }, images);
  }

  function publish(data: PreparedData | null, { data: spec }: Experiment): void {
    dataFeed.publish(data);
    probeFirstSample(data, spec);
  }

  async function show(
    loading: Promise<PreparedData>,
    experiment: Experiment,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const data = await loading;
      if (!signal.aborted) publish(data, experiment);
    } catch (error) {
      if (signal.aborted) return;
      // The next edit tries again.
      made = null;
      onProblem(error instanceof Error ? error : new Error(String(error)));
    }
  }

  return {
    update(experiment) {
      const before = made;
      made = experiment;
      if (before && !diffExperiments(before, experiment).samples) return;
      control.abort();
      control = new AbortController();
      const { signal } = control;
      if (factsOf(experiment.data).kind !== 'image') {
        const data = prepareData(experiment, null);
        pending = Promise.resolve(data);
        publish(data, experiment);
        return;
      }
      publish(null, experiment);
      const loading = loadDigits(experiment, signal);
      pending = loading;
      void show(loading, experiment, signal);
    },
    imagesMayLoad() {
      allowImages();
    },
    stopLoading() {
      if (dataFeed.latest !== null) return;
      made = null;
      control.abort(failed(failures.stopped()));
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
