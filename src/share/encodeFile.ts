/** An Experiment, with its trained weights to the bit where it has any, as the text of a file. `decodeLink` reads it. */
import type { Experiment } from '#experiment/experiment.ts';
import { compact } from './compact.ts';
import { packWeights, type TrainedWeights } from './trainedWeights.ts';

export function encodeFile(experiment: Experiment, trained: TrainedWeights | null): string {
  const weights = trained && {
    trained: { epoch: trained.epoch, step: trained.step, weights: packWeights(trained.parameters, true) },
  };
  return `${JSON.stringify({ ...compact(experiment), ...weights }, null, 2)}\n`;
}
