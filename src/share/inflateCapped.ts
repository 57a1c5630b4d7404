/**
 * Inflates raw deflate with a cap on the output, since 49 KB of crafted deflate inflate to 50 MB. Compressed bytes are
 * passed in small pieces: browsers inflate a whole piece at once, read or not, so a piece bounds how far the cap can
 * be overrun.
 */
import { LIMITS } from '#experiment/limits.ts';
import * as failures from '#messages/generated/shareErrors.ts';

const PIECE_BYTES = 64;
/** The largest expansion of one byte of deflate. */
const LARGEST_RATIO = 1_032;
/** Pieces that a transform stream may accept before its output is read: one in work, one or two queued. */
const PIECES_AHEAD = 3;
/** The accepted size, so that the inflated bytes never exceed LIMITS.inflatedBytes. About 800 KB. */
export const ACCEPTED_BYTES = LIMITS.inflatedBytes - PIECES_AHEAD * PIECE_BYTES * LARGEST_RATIO;

export class TooLargeError extends Error {}

/**
 * @throws TooLargeError where more than `acceptedBytes` would come out; Error where the bytes are no deflate stream,
 * or truncated
 */
export async function inflateCapped(
  packed: Uint8Array<ArrayBuffer>,
  acceptedBytes: number = ACCEPTED_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  let at = 0;
  const pieces = new ReadableStream<BufferSource>(
    {
      pull(controller) {
        if (at >= packed.length) return controller.close();
        controller.enqueue(packed.subarray(at, (at += PIECE_BYTES)));
      },
    },
    { highWaterMark: 0 },
  );
  const reader = pieces.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const inflated: Uint8Array[] = [];
  let inflatedBytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    inflatedBytes += value.byteLength;
    if (inflatedBytes > acceptedBytes) {
      await reader.cancel();
      throw new TooLargeError(failures.unpacksTooLarge().text);
    }
    inflated.push(value);
  }
  const whole = new Uint8Array(inflatedBytes);
  let filled = 0;
  for (const part of inflated) {
    whole.set(part, filled);
    filled += part.byteLength;
  }
  return whole;
}
