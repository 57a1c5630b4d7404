// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';
import { experimentStore, setExperiment, startWith } from '../state/experimentStore.ts';
import { keepLocation, type AddressBar } from './keepLocation.ts';

/** A history of entries as a browser keeps it; moving tells the page. */
function createBar() {
  const entries = ['/'];
  let at = 0;
  const page = new EventTarget();
  const hashOf = (url: string): string => (url.includes('#') ? url.slice(url.indexOf('#')) : '');
  const bar = {
    location: {
      get hash() {
        return hashOf(entries[at]!);
      },
    },
    history: {
      pushState(_state: unknown, _title: string, url: string) {
        entries.splice(at + 1, Infinity, url);
        at += 1;
      },
      replaceState(_state: unknown, _title: string, url: string) {
        entries[at] = url;
      },
    },
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
  } as unknown as AddressBar;
  const moved = async (): Promise<void> => {
    page.dispatchEvent(new Event('popstate'));
    page.dispatchEvent(new Event('hashchange'));
    await settle();
  };
  return {
    bar,
    entries,
    back: () => ((at -= 1), moved()),
    forward: () => ((at += 1), moved()),
    paste: (hash: string) => (entries.splice(at + 1, Infinity, hash), (at += 1), moved()),
  };
}
const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(1_000).then(() => undefined);
const codec = {
  encode: async ({ title }: Experiment) => title!,
  async decode(fragment: string) {
    if (fragment.startsWith('broken')) throw new Error('This link is damaged.');
    return titled(fragment);
  },
};
const titled = (title: string): Experiment => ({ ...defaultExperiment('circle'), title });
const present = (): string | undefined => experimentStore.getState().experiment.title;

let browser: ReturnType<typeof createBar>;
let stop = (): void => undefined;
const problems: string[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  problems.length = 0;
  startWith(titled('home'));
  browser = createBar();
  stop = keepLocation(browser.bar, codec, ({ message }) => problems.push(message));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('opening writes nothing; each edit is an entry of its own', async () => {
  await settle();
  expect(browser.entries).toEqual(['/']);
  setExperiment(titled('a'));
  await settle();
  setExperiment(titled('b'));
  await settle();
  expect(browser.entries).toEqual(['/', '#a', '#b']);
});

test('a drag is one entry, rewritten as it goes', async () => {
  for (const title of ['a1', 'a2', 'a3']) {
    setExperiment(titled(title), 'noise');
    await settle();
  }
  expect(browser.entries).toEqual(['/', '#a3']);
});

test('edits in quick succession are written once they rest', async () => {
  for (const title of ['a', 'b', 'c']) setExperiment(titled(title));
  await settle();
  expect(browser.entries).toEqual(['/', '#c']);
});

test('Back and Forward restore the experiment and keep the entries', async () => {
  for (const title of ['a', 'b']) {
    setExperiment(titled(title));
    await settle();
  }
  await browser.back();
  expect(present()).toBe('a');
  await browser.back();
  expect(present()).toBe('home');
  await browser.forward();
  await browser.forward();
  expect(present()).toBe('b');
  expect(browser.entries).toEqual(['/', '#a', '#b']);
});

test('an edit after Back replaces what lay ahead', async () => {
  for (const title of ['a', 'b']) {
    setExperiment(titled(title));
    await settle();
  }
  await browser.back();
  setExperiment(titled('c'));
  await settle();
  expect(browser.entries).toEqual(['/', '#a', '#c']);
});

test('a pasted link opens; a broken one says so and changes nothing', async () => {
  await browser.paste('#friend');
  expect(present()).toBe('friend');
  await browser.paste('#broken-link');
  expect(present()).toBe('friend');
  expect(problems).toEqual(['This link is damaged.']);
  await browser.back();
  expect(present()).toBe('friend');
});

test('Back right after an edit drops the write that was waiting', async () => {
  setExperiment(titled('a'));
  await settle();
  setExperiment(titled('b'));
  await browser.back();
  expect(present()).toBe('home');
  expect(browser.entries).toEqual(['/', '#a']);
});
