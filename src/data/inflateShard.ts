/**
 * Inflates one compressed file of images into an array of known size, streamed from the server. Bytes are counted as
 * they arrive, and a file that inflates to more or less than its manifest says is refused at once.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/dataErrors.ts';

/**
 * @param body the compressed bytes as they arrive
 * @param sizeBytes the inflated size
 * @param onBytes called with the size of every compressed piece
 * @throws Error where the stream is damaged, or of another size
 */
export async function inflateShard(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  sizeBytes: number,
  onBytes: (arrivedBytes: number) => void,
): Promise<Uint8Array> {
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, BufferSource>({
      transform(piece, controller) {
        onBytes(piece.byteLength);
        controller.enqueue(piece);
      },
    }),
  );
  const reader = counted.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const bytes = new Uint8Array(sizeBytes);
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (filled + value.byteLength > sizeBytes) {
      await reader.cancel();
      throw failed(failures.longFile({ expected: String(sizeBytes) }));
    }
    bytes.set(value, filled);
    filled += value.byteLength;
  }
  if (filled < sizeBytes)
    throw failed(failures.shortFile({ held: String(filled), expected: String(sizeBytes) }));
  return bytes;
}
