/**
 * What a person or a script may hand to `open`: an Experiment, its JSON text, a link, or a link's fragment. Out comes
 * a valid Experiment, or an error that says in plain words what is wrong with the source.
 */
import { decodeLink } from '../link/decodeLink.ts';
import type { Experiment, ExperimentInput } from '../spec/experiment.ts';
import { parseExperiment } from '../spec/parseExperiment.ts';

/** @throws LinkError for text, ExperimentError for a value */
export async function readSource(source: ExperimentInput | string): Promise<Experiment> {
  return typeof source === 'string' ? decodeLink(source) : parseExperiment(source);
}
