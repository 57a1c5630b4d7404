/** The compiled shuffle is that of nn/schedule.ts, bit for bit, and writes nowhere else. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { epochKey, shuffleSamples } from '#nn/schedule.ts';
import { KernelMemory } from './KernelMemory.ts';
import { instantiateKernels } from './kernelModule.ts';

const memory = new KernelMemory(
  await instantiateKernels(readFileSync(new URL('./generated/dense.wasm', import.meta.url))),
);

const COUNTS = [1, 2, 3, 4, 5, 7, 8, 255, 256, 257, 258, 511, 512, 513, 1_280, 60_000];

test.each(COUNTS)('%i samples', (count) => {
  const address = memory.allocator.allocate(4 * (count + 2));
  for (const [seed, epoch] of [
    [1, 0],
    [4_000_000_001, 7],
    [3, 1_000_000],
  ] as const) {
    memory.words(address, count + 2).fill(-7);
    const key = epochKey(seed, epoch);
    memory.shuffle(key, count, address + 4);
    const expected = new Int32Array(count + 2).fill(-7);
    shuffleSamples(key, expected, 1, count);
    expect(memory.words(address, count + 2)).toEqual(expected);
  }
  memory.allocator.free(address);
});
