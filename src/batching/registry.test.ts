/**
 * Each policy is whole: what is missing is said in a sentence. Read docs/adding.md to add one. The table of policies in
 * docs/serving.md is written here from the headers of their files; after a change:
 * `npx vitest run -u --project unit src/batching`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BatchPolicy, PolicySettings } from './BatchPolicy.ts';
import { BATCH_POLICIES } from './registry.ts';

const FOLDER = join(import.meta.dirname, 'policies');
const files = readdirSync(FOLDER);
const all = Object.values(BATCH_POLICIES);

const settings: fc.Arbitrary<PolicySettings> = fc.record({
  maxBatchSize: fc.integer({ min: 1, max: 64 }),
  preferredBatchSizes: fc.uniqueArray(fc.integer({ min: 1, max: 64 }), { maxLength: 3 }),
  maxQueueDelayUs: fc.constantFrom(0, 100, 5_000),
  latencyGoalMs: fc.constantFrom(1, 10),
});
interface Queue {
  readonly length: number;
  readonly agesMs: readonly number[];
  readonly freeMs: number;
  readonly computeMs: number;
}
const queue: fc.Arbitrary<Queue> = fc.record({
  length: fc.integer({ min: 1, max: 200 }),
  agesMs: fc.tuple(fc.nat(50), fc.nat(50)),
  freeMs: fc.nat(50),
  computeMs: fc.integer({ min: 1, max: 30 }),
});

/** @returns a sentence on what the policy may not do, or null. Lets it learn from each batch that it starts. */
function faultOf(policy: BatchPolicy, asked: PolicySettings, queues: readonly Queue[]): string | null {
  const rule = policy.create(asked);
  let nowMs = 1_000;
  for (const { length, agesMs, freeMs, computeMs } of queues) {
    const waiting = {
      nowMs,
      length,
      oldestMs: nowMs - Math.max(...agesMs),
      newestMs: nowMs - Math.min(...agesMs),
      freeSinceMs: nowMs - freeMs,
    };
    const size = rule.size(waiting);
    if (rule.maxBatchSize > asked.maxBatchSize)
      return '`maxBatchSize` is at most that of the settings: memory is set aside for no more.';
    if (!Number.isInteger(size) || size < 0 || size > Math.min(length, rule.maxBatchSize))
      return `\`size\` is a whole number from 0 to the requests that wait and to \`maxBatchSize\`; it was ${size}.`;
    if (length >= rule.fullSize && size === 0)
      return '`size` starts a batch when `fullSize` requests wait: a full batch gains nothing by waiting.';
    if (size === 0 && !(rule.wakeMs(waiting) > nowMs && rule.wakeMs(waiting) < Infinity))
      return '`wakeMs` is a time after now where `size` is 0: else the last requests of a load wait forever.';
    if (size > 0)
      rule.learn?.({ size, computeMs, waitMs: nowMs - waiting.oldestMs, endedMs: nowMs + computeMs });
    nowMs += computeMs;
  }
  return null;
}

test.each(all)('$name has its words and never hangs or overfills', (policy) => {
  expect(policy.name, '`name` is letters and digits: links hold it').toMatch(/^[a-z][A-Za-z0-9]*$/);
  expect(policy.label.length, '`label` has 1 to 24 characters: it stands in a menu').toBeGreaterThan(0);
  expect(policy.label.length, '`label` has 1 to 24 characters: it stands in a menu').toBeLessThanOrEqual(24);
  expect(policy.about, '`about` is a sentence for the reader, with a full stop').toMatch(/\.$/);
  fc.assert(
    fc.property(settings, fc.array(queue, { maxLength: 30 }), (asked, queues) => {
      expect(faultOf(policy, asked, queues)).toBeNull();
    }),
  );
});

test('the checks find what is wrong', () => {
  const asked = { maxBatchSize: 4, preferredBatchSizes: [], maxQueueDelayUs: 0, latencyGoalMs: 1 };
  const one = [{ length: 2, agesMs: [0, 0], freeMs: 0, computeMs: 1 }];
  const wrong = (rule: Partial<ReturnType<BatchPolicy['create']>>): string | null =>
    faultOf(
      {
        ...BATCH_POLICIES.fixed,
        create: () => ({ maxBatchSize: 4, fullSize: 4, size: () => 0, wakeMs: () => 2_000, ...rule }),
      },
      asked,
      one,
    );
  expect(wrong({})).toBeNull();
  expect(wrong({ maxBatchSize: 5 })).toMatch(/memory/);
  expect(wrong({ size: () => 3 })).toMatch(/requests that wait/);
  expect(wrong({ fullSize: 2 })).toMatch(/full batch/);
  expect(wrong({ wakeMs: () => Infinity })).toMatch(/forever/);
});

test('every file of policies/ is in the list', () => {
  const list = readFileSync(join(import.meta.dirname, 'registry.ts'), 'utf8');
  const missing = files.filter((file) => !list.includes(`'./policies/${file}'`));
  expect(missing, 'Import these in src/batching/registry.ts and add them to MEMBERS').toEqual([]);
  expect(
    files.toSorted(),
    'Each file of src/batching/policies/ exports one policy and is called as that',
  ).toEqual(all.map(({ name }) => `${name}.ts`).toSorted());
});

test('the table of docs/serving.md is that of the policies', async () => {
  const page = join(import.meta.dirname, '../../docs/serving.md');
  const [begin, end] = [
    `<!-- Written by src/batching/registry.test.ts, from here -->\n`,
    '<!-- to here -->\n',
  ];
  const [before, rest] = readFileSync(page, 'utf8').split(begin);
  const [, after] = rest?.split(end) ?? [];
  expect(after, `${page} has the two marks between which the table stands`).toBeDefined();
  const rows = all.map(({ name, label }) => {
    const [, header] = /\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(FOLDER, `${name}.ts`), 'utf8')) ?? [];
    return `| ${name} | ${label} | ${header
      ?.replaceAll(/\n \* ?/g, ' ')
      .trim()
      .replaceAll('|', '\\|')} |\n`;
  });
  const table = `| policy | on the screen | rule |\n|---|---|---|\n${rows.join('')}`;
  await expect(`${before}${begin}${table}${end}${after}`).toMatchFileSnapshot(page);
});
