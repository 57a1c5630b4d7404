/**
 * The experiment that the address asks for: what its fragment holds, or the default. A link that cannot be read is told
 * to the reader and opens the default. The decoder, and with it the schema, is fetched only where there is a fragment.
 */
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';

/** @param hash as `location.hash` has it. Without a fragment the answer is there at once, so nothing waits for a turn. */
export function readAddress(
  hash: string,
  onProblem: (error: unknown) => void,
): Experiment | Promise<Experiment> {
  const fragment = hash.replace(/^#/, '');
  return fragment === '' ? defaultExperiment() : readLink(fragment, onProblem);
}

async function readLink(fragment: string, onProblem: (error: unknown) => void): Promise<Experiment> {
  try {
    const { decodeLink } = await import('../link/decodeLink.ts');
    return await decodeLink(fragment);
  } catch (error) {
    onProblem(error);
    return defaultExperiment();
  }
}
