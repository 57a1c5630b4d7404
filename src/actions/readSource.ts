/**
 * What a person or a script may hand to `open`: an Experiment, its JSON text, a link, or a link's fragment. Out comes
 * a valid Experiment, or an error that says in plain words what is wrong with the source.
 */
import { decodeLink } from '../link/decodeLink.ts';
import type { Experiment, ExperimentInput } from '../spec/experiment.ts';
import { parseExperiment } from '../spec/parseExperiment.ts';

/** @throws ExperimentError or an error of the link, with a readable message */
export async function readSource(source: ExperimentInput | string): Promise<Experiment> {
  if (typeof source !== 'string') return parseExperiment(source);
  const text = source.trim();
  if (text.startsWith('{')) return parseExperiment(parseJson(text));
  const hash = text.indexOf('#');
  const fragment = hash < 0 ? text : text.slice(hash + 1);
  if (fragment === '' || (hash < 0 && /^\w+:\/\//.test(text))) {
    throw new Error(
      'This link holds no experiment: nothing follows the "#" in it. Copy the whole link and try again.',
    );
  }
  return decodeLink(fragment);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message})` : '';
    throw new Error(`This is not valid JSON${why}. Nothing was changed.`, { cause: error });
  }
}
