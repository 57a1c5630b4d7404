/** Prepares the samples of an experiment, and caches the images loaded for it, so that later edits need no download. */
import type { ImageSource } from '#data/ImageSource.ts';
import { loadImages } from '#data/loadImages.ts';
import { prepareData } from '#data/prepareData.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { splitCounts } from '#data/splitCounts.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';

export interface LoadListener {
  loadStarted(): void;
  loadProgressed(loadedBytes: number, totalBytes: number): void;
}

export class DatasetCache {
  private readonly baseUrl: string;
  private readonly listener: LoadListener;
  private images: { readonly set: string; readonly source: ImageSource } | null = null;

  constructor(baseUrl: string, listener: LoadListener) {
    this.baseUrl = baseUrl;
    this.listener = listener;
  }

  /** @throws Error with a sentence for the reader when images cannot be loaded; the signal's reason when it aborts */
  async prepare(experiment: Experiment, signal: AbortSignal): Promise<PreparedData> {
    const isImages = factsOf(experiment.data).kind === 'image';
    return prepareData(experiment, isImages ? await this.imagesFor(experiment, signal) : null);
  }

  private async imagesFor({ data }: Experiment, signal: AbortSignal): Promise<ImageSource> {
    const counts = splitCounts(data);
    const held = this.images?.set === data.set ? this.images.source : null;
    if (held && held.train.count >= counts.train && held.test.count >= counts.test) return held;
    this.listener.loadStarted();
    const source = await loadImages(data, {
      baseUrl: this.baseUrl,
      signal,
      onProgress: (loaded, total) => this.listener.loadProgressed(loaded, total),
    });
    this.images = { set: data.set, source };
    return source;
  }
}
