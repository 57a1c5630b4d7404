/**
 * Encodes an Experiment as the fragment of its link: `v1.`, then compact JSON, deflated, in base64url. The number is
 * that of this encoding; the experiment has a version of its own.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { toBase64url } from './base64url.ts';
import { compact } from './compact.ts';

export const LINK_FORMAT = 1;

/** @returns the fragment without its '#' */
export async function encodeLink(experiment: Experiment): Promise<string> {
  const json = new Blob([JSON.stringify(compact(experiment))]);
  const packed = new Response(json.stream().pipeThrough(new CompressionStream('deflate-raw')));
  return `v${LINK_FORMAT}.${toBase64url(new Uint8Array(await packed.arrayBuffer()))}`;
}
