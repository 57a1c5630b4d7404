/**
 * The experiment of the address: that of its fragment, or the default. A link that cannot be read is reported and opens the
 * default. The decoder, and with it the schema, is loaded only where there is a fragment.
 */
import { importModule } from '#commands/importModule.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import * as say from '#messages/generated/boot.ts';
import type { TellOfLink } from '#share/decodeLink.ts';

/** @param hash as `location.hash`; without a fragment the result is synchronous, so that nothing waits for a microtask */
export function readAddress(
  hash: string,
  onProblem: (error: unknown) => void,
  tell?: TellOfLink,
): Experiment | Promise<Experiment> {
  const fragment = hash.replace(/^#/, '');
  return fragment === '' ? defaultExperiment() : readFragment(fragment, onProblem, tell);
}

async function readFragment(
  fragment: string,
  onProblem: (error: unknown) => void,
  tell?: TellOfLink,
): Promise<Experiment> {
  try {
    const { readLink } = await importModule(say.linkReader, () => import('#commands/readSource.ts'));
    return await readLink(fragment, tell);
  } catch (error) {
    onProblem(error);
    return defaultExperiment();
  }
}
