/**
 * Encodes an Experiment, and on request its trained weights, as the fragment of a link: `v1.`, with weights `v2.`, with words for
 * the reader `v3.`; then compact JSON, deflated, in base64url. The number is that of this encoding; the experiment has a version of
 * its own. `linkCorpus.json` holds links of each, which open for ever.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as failures from '#messages/generated/shareErrors.ts';
import { toBase64url } from './base64url.ts';
import { compact } from './compact.ts';
import { ACCEPTED_BYTES } from './inflateCapped.ts';
import { LinkError } from './LinkError.ts';
import { packWeights, type TrainedWeights } from './trainedWeights.ts';

/** The newest encoding that is read. */
export const LINK_FORMAT = 3;

/** The oldest that holds it all, so that an older Fanout reads what it can, and says of the rest that it is too new. */
const formatOf = ({ note, tryThis }: Experiment, trained?: TrainedWeights): number =>
  note !== undefined || tryThis !== undefined ? 3 : trained ? 2 : 1;

/**
 * @returns the fragment without its '#'
 * @throws LinkError where it would be longer than any that is read
 */
export async function encodeLink(experiment: Experiment, trained?: TrainedWeights): Promise<string> {
  const weights = trained && {
    trained: { epoch: trained.epoch, step: trained.step, weights: packWeights(trained.parameters) },
  };
  const json = new Blob([JSON.stringify({ ...compact(experiment), ...weights })]);
  const packed = new Response(json.stream().pipeThrough(new CompressionStream('deflate-raw')));
  const fragment = `v${formatOf(experiment, trained)}.${toBase64url(new Uint8Array(await packed.arrayBuffer()))}`;
  const most = LIMITS.linkCharacters;
  if (trained && (fragment.length > most || json.size > ACCEPTED_BYTES)) {
    throw new LinkError(failures.weightsTooLong({ count: trained.parameters.length }));
  }
  return fragment;
}
