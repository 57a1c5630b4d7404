/**
 * An Experiment in, the fragment of its link out: `v1.` and then compact JSON, deflated, in base64url. The number is
 * that of this wrapping; the experiment inside carries a version of its own.
 */
import type { Experiment } from '../spec/experiment.ts';
import { toBase64url } from './base64url.ts';
import { compact } from './compact.ts';

export const LINK_FORMAT = 1;

/** @returns the fragment without its '#' */
export async function encodeLink(experiment: Experiment): Promise<string> {
  const json = new Blob([JSON.stringify(compact(experiment))]);
  const packed = new Response(json.stream().pipeThrough(new CompressionStream('deflate-raw')));
  return `v${LINK_FORMAT}.${toBase64url(new Uint8Array(await packed.arrayBuffer()))}`;
}
