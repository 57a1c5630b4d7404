/**
 * Reads what `open` accepts: an Experiment, its JSON text, a link, or a link's fragment.
 */
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { decodeLink } from '#share/decodeLink.ts';

/** @throws LinkError for text, ExperimentError for a value */
export async function readSource(source: ExperimentInput | string): Promise<Experiment> {
  return typeof source === 'string' ? decodeLink(source) : parseExperiment(source);
}
