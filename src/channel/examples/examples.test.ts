/** The examples do what their descriptions say: all responses are handled, limits hold, and the leak leaks. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Channel } from '../Channel.ts';
import { ErrorGroup } from '../ErrorGroup.ts';
import { WaitGroup } from '../WaitGroup.ts';
import { buffered } from './buffered.ts';
import type { Response, Example, Watched } from './Example.ts';
import { fanOut } from './fanOut.ts';
import { leak } from './leak.ts';
import { limited } from './limited.ts';
import { mended } from './mended.ts';
import { pipeline } from './pipeline.ts';
import { pool } from './pool.ts';
import { timeout } from './timeout.ts';

// On the test's clock, so that a busy machine causes no timeout.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const COUNT = 60;
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Seen {
  readonly handled: number[];
  mostInFlight: number;
  readonly parts: Watched[];
  readonly channel: Channel<Response> | undefined;
  readonly group: WaitGroup | ErrorGroup | undefined;
}

async function tryOut(example: Example, requestMs = (): number => Math.random() * 3): Promise<Seen> {
  const handled: number[] = [];
  const parts: Watched[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const run = example({
    rows: Array.from({ length: COUNT }, (_, index) => Float32Array.of(index)),
    async request(row): Promise<Response> {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      await later(requestMs());
      inFlight -= 1;
      return { output: [row[0]!] };
    },
    async handle({ output }) {
      await later(0);
      handled.push(output[0]!);
    },
    watch(part) {
      parts.push(part);
      return part;
    },
  });
  await vi.runAllTimersAsync();
  await run;
  return {
    handled,
    mostInFlight,
    parts,
    channel: parts.find((part) => part instanceof Channel),
    group: parts.find((part) => part instanceof WaitGroup || part instanceof ErrorGroup),
  };
}

const all = Array.from({ length: COUNT }, (_, index) => index);
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

test.each([
  ['fanOut', fanOut, COUNT],
  ['buffered', buffered, COUNT],
  ['limited', limited, 16],
  ['pool', pool, 8],
  ['pipeline', pipeline, 4],
  ['timeout', timeout, COUNT],
] as const)('%s handles every response once, with as many in flight as it says', async (_, example, most) => {
  const seen = await tryOut(example);
  expect(sorted(seen.handled)).toEqual(all);
  expect(seen.mostInFlight).toBe(most);
});

test('an early return on an unbuffered channel leaves every other sender blocked for ever', async () => {
  const { handled, channel, group } = await tryOut(leak);
  await vi.advanceTimersByTimeAsync(20);
  expect(handled).toHaveLength(1);
  expect(channel?.blockedSenders).toBe(COUNT - 1);
  expect((group as WaitGroup).count).toBe(COUNT - 1);
});

test('with room for every response no sender stays blocked', async () => {
  const { handled, channel, group } = await tryOut(mended);
  await (group as WaitGroup).wait();
  expect(handled).toHaveLength(1);
  expect(channel?.blockedSenders).toBe(0);
});

test('a timeout goes on with what has come, and leaves no sender blocked', async () => {
  let request = 0;
  const { handled, channel, group } = await tryOut(timeout, () => (request++ < 10 ? 0 : 400));
  expect(sorted(handled)).toEqual(all.slice(0, 10));
  await (group as WaitGroup).wait();
  expect(channel?.blockedSenders).toBe(0);
});
