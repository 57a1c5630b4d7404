/** The link of the present experiment, on request with its trained weights, and what they lose in it; and its file. */
import type { Engine } from '#client/Engine.ts';
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
import { dataFeed } from '#state/feeds.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { withTexts, type LinkTexts } from './linkTexts.ts';

export interface LinkOptions extends LinkTexts {
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

/** Weights are taken from the trainer once it has the present experiment: a linked run may still be on its way there. */
export interface LinkMaker {
  /** @throws LinkError where the weights are too many; Error where they are wanted and the engine cannot give them */
  link(options?: LinkOptions): Promise<string>;
  /**
   * Null before the first step: the link without weights has the same ones.
   * @throws Error where the engine cannot give them
   */
  weightsInLink(): Promise<WeightsInLink | null>;
  /**
   * The experiment with its trained weights, as the text of a file; `open` reads it.
   * @throws Error where weights are wanted and the engine cannot give them
   */
  experimentFile(options?: LinkOptions): Promise<string>;
  /** @throws Error where the engine cannot give the weights */
  trained(): Promise<TrainedNow>;
}

/** The present experiment, and the weights that the trainer has for it. */
export interface TrainedNow {
  readonly experiment: Experiment;
  readonly trained: TrainedWeights;
}

/** Edits that may overtake the weights on their way before they are given up. */
const MOST_EDITS = 20;

/** @param baseUrl the page's address; its fragment is replaced */
export function createLinkMaker(
  sync: Pick<ExperimentSync, 'whenTaken'>,
  { trainer }: Pick<Engine, 'trainer'>,
  baseUrl: () => string,
): LinkMaker {
  /** The present experiment and the weights that the trainer has for it: asked again where an edit came in between. */
  async function trainedNow(): Promise<TrainedNow> {
    for (let asked = 0; asked < MOST_EDITS; asked++) {
      const { experiment } = experimentStore.getState();
      await sync.whenTaken();
      const { shape, parameters, step, epoch } = await trainer.call('weights', undefined);
      const isPresent = experimentStore.getState().experiment === experiment;
      if (isPresent && isSameJson(shape, networkShape(experiment)))
        return { experiment, trained: { parameters, step, epoch } };
    }
    throw failed(failures.weightsNotThere());
  }

  return {
    trained: trainedNow,
    async link({ weights = false, ...texts } = {}) {
      const { experiment, trained } = weights
        ? await trainedNow()
        : { ...experimentStore.getState(), trained: undefined };
      return new URL(`#${await encodeLink(withTexts(experiment, texts), trained)}`, baseUrl()).href;
    },
    async experimentFile({ weights = true, ...texts } = {}) {
      if (!weights) return encodeFile(withTexts(experimentStore.getState().experiment, texts), null);
      const { experiment, trained } = await trainedNow();
      return encodeFile(withTexts(experiment, texts), isBegun(trained) ? trained : null);
    },
    async weightsInLink() {
      const { experiment, trained } = await trainedNow();
      if (!isBegun(trained)) return null;
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

/** Before the first step the seed gives the weights. */
const isBegun = ({ step }: TrainedWeights): boolean => step > 0;

const testLossOf = (experiment: Experiment, parameters: Float32Array, data: PreparedData | null): number =>
  data ? lossOf(experiment, parameters, data, 'test') : NaN;
