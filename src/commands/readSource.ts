/**
 * Reads what `open` accepts: an Experiment, its JSON text, a link, a link's fragment, or a link of
 * TensorFlow Playground.
 */
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { decodeLink } from '#share/decodeLink.ts';
import { tellOfLink } from './tellOfLink.ts';

/** @throws LinkError for text, ExperimentError for a value */
export async function readSource(source: ExperimentInput | string): Promise<Experiment> {
  return typeof source === 'string' ? decodeLink(source, tellOfLink) : parseExperiment(source);
}
