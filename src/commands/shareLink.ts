/** The link of the present experiment, on request with its trained weights, and what they lose in it; and its file. */
import { lossOf } from '#client/firstPicture.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/shareErrors.ts';
import { encodeFile } from '#share/encodeFile.ts';
import { encodeLink } from '#share/encodeLink.ts';
import { roundedWeights, type TrainedWeights } from '#share/trainedWeights.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { dataFeed, snapshotFeed } from '#state/feeds.ts';
import type { ExperimentSync } from './experimentSync.ts';

export interface LinkOptions {
  /** With the trained weights, in 16 bits each: what it opens goes on from there. */
  readonly weights?: boolean;
}

/** What a link with weights holds of them. */
export interface WeightsInLink {
  readonly count: number;
  /** Test loss now and with the weights of the link; NaN where the network or its data are too large to compute it on the page. */
  readonly testLoss: number;
  readonly roundedTestLoss: number;
}

export interface LinkMaker {
  /** @throws LinkError where the weights are too many */
  link(options?: LinkOptions): Promise<string>;
  /** Null before the first step: the link without weights has the same ones. */
  weightsInLink(): WeightsInLink | null;
  /** The experiment with its trained weights, as the text of a file; `open` reads it. */
  experimentFile(): string;
}

/** @param baseUrl the page's address; its fragment is replaced */
export function createLinkMaker(sync: Pick<ExperimentSync, 'whenTaken'>, baseUrl: () => string): LinkMaker {
  return {
    async link({ weights = false } = {}) {
      if (weights) await sync.whenTaken();
      const { experiment } = experimentStore.getState();
      const trained = weights ? trainedNow(experiment) : undefined;
      if (trained === null) throw failed(failures.weightsNotThere());
      return new URL(`#${await encodeLink(experiment, trained)}`, baseUrl()).href;
    },
    experimentFile() {
      const { experiment } = experimentStore.getState();
      return encodeFile(experiment, begunNow(experiment));
    },
    weightsInLink() {
      const { experiment } = experimentStore.getState();
      const trained = begunNow(experiment);
      if (!trained) return null;
      const { parameters } = trained;
      const lossWith = (values: Float32Array): number => testLossOf(experiment, values, dataFeed.latest);
      return {
        count: parameters.length,
        testLoss: lossWith(parameters),
        roundedTestLoss: lossWith(roundedWeights(parameters)),
      };
    },
  };
}

/** Weights and place of the newest snapshot; null while it is of another network. */
function trainedNow(experiment: Experiment): TrainedWeights | null {
  const snapshot = snapshotFeed.latest;
  if (!snapshot || !isSameJson(snapshot.shape, networkShape(experiment))) return null;
  const { epoch, step } = snapshot.metrics;
  return { parameters: snapshot.parameters, epoch: Math.floor(epoch), step };
}

/** The same after the first step: before it the seed gives them. */
function begunNow(experiment: Experiment): TrainedWeights | null {
  const trained = trainedNow(experiment);
  return trained && trained.step > 0 ? trained : null;
}

const testLossOf = (experiment: Experiment, parameters: Float32Array, data: PreparedData | null): number =>
  data ? lossOf(experiment, parameters, data, 'test') : NaN;
