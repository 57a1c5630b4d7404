/**
 * Reads what `open` accepts: an Experiment, its JSON text, a link, a link's fragment, or a link of TensorFlow Playground. An
 * experiment whose link has trained weights is remembered to begin with them.
 */
import { linkRun } from '#client/linkedRuns.ts';
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { decodeLink, type TellOfLink } from '#share/decodeLink.ts';
import { tellOfLink } from './tellOfLink.ts';

/** @throws LinkError for text, ExperimentError for a value */
export async function readSource(source: ExperimentInput | string): Promise<Experiment> {
  return typeof source === 'string' ? readLink(source, tellOfLink) : parseExperiment(source);
}

/**
 * @param source as `decodeLink` takes it
 * @throws LinkError
 */
export async function readLink(source: string, tell?: TellOfLink): Promise<Experiment> {
  const { experiment, trained } = await decodeLink(source, tell);
  if (trained) linkRun(experiment, trained);
  return experiment;
}
