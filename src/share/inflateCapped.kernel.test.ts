/** In a real browser, whose streams inflate ahead of their reader; Node's need not. */
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { LIMITS } from '#experiment/limits.ts';
import { toBase64url } from './base64url.ts';
import { decodeLink } from './decodeLink.ts';
import { encodeLink } from './encodeLink.ts';

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

test('a link goes round', async () => {
  const experiment = defaultExperiment('spiral');
  expect((await decodeLink(await encodeLink(experiment))).experiment).toEqual(experiment);
});

test('a bomb of 100 MB is stopped: no more than the cap comes out of the stream', async () => {
  const bomb = `v1.${toBase64url(await deflate(new Uint8Array(100_000_000)))}`;
  expect(bomb.length).toBeLessThan(LIMITS.linkCharacters);
  const Native = DecompressionStream;
  let inflatedBytes = 0;
  class Counting {
    readonly readable: ReadableStream<Uint8Array>;
    readonly writable: WritableStream<BufferSource>;
    constructor(format: CompressionFormat) {
      const native = new Native(format);
      this.writable = native.writable;
      const count = new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          inflatedBytes += piece.byteLength;
          controller.enqueue(piece);
        },
      });
      this.readable = native.readable.pipeThrough(count);
    }
  }
  globalThis.DecompressionStream = Counting as unknown as typeof DecompressionStream;
  try {
    await expect(decodeLink(bomb)).rejects.toThrow('unpacks to far more');
  } finally {
    globalThis.DecompressionStream = Native;
  }
  expect(inflatedBytes).toBeGreaterThan(100_000);
  expect(inflatedBytes).toBeLessThanOrEqual(LIMITS.inflatedBytes);
});

test.each(['v1.', 'v1.____', 'v1.abc', `v1.${'A'.repeat(1_000)}`])(
  '%s is refused with a sentence, without an unhandled rejection',
  async (link) => {
    await expect(decodeLink(link)).rejects.toThrow(/^This link is damaged/);
  },
);
