/** The first digits of each part, in the form of `scripts/buildDigits.mjs`: one shard a part and a manifest. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { HELD_IN_ONE_FILE } from './heldInOneFile.mjs';

/**
 * @param {string} folder where the shards of all digits lie
 * @param {string} name folder that the page asks for, with its last slash
 * @returns {import('./packPage.mjs').PackedFile[]}
 */
export function digitsInOneFile(folder, name) {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const pixels = manifest.side ** 2;
  const shards = ['train', 'test'].map((part) => {
    const [first] = manifest[part];
    const count = HELD_IN_ONE_FILE[part];
    if (first.count < count) throw new Error(`The first shard of ${part} holds ${first.count} digits.`);
    const all = inflateRawSync(readFileSync(join(folder, first.file)));
    const bytes = deflateRawSync(
      Buffer.concat([all.subarray(0, count), all.subarray(first.count, first.count + count * pixels)]),
      { level: 9 },
    );
    return { part, file: `${part}-0.bin`, count, bytes };
  });
  const listed = Object.fromEntries(
    shards.map(({ part, file, count, bytes }) => [part, [{ file, count, sizeBytes: bytes.length }]]),
  );
  return [
    {
      name: `${name}manifest.json`,
      bytes: Buffer.from(JSON.stringify({ recipe: manifest.recipe, side: manifest.side, ...listed })),
    },
    ...shards.map(({ file, bytes }) => ({ name: `${name}${file}`, bytes, isCompressed: true })),
  ];
}
