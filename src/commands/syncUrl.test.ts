// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { originOf } from '#client/momentOf.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { experimentStore, openExperiment, setExperiment, startWith } from '#state/experimentStore.ts';
import { syncUrl } from './syncUrl.ts';
import { createBar, settle } from './testing/createBar.ts';

const codec = {
  encode: async ({ title }: Experiment) => title!,
  async decode(fragment: string) {
    if (fragment.startsWith('broken')) throw new Error('This link is damaged.');
    return titled(fragment);
  },
};
const titled = (title: string): Experiment => ({ ...defaultExperiment('circle'), title });
const present = (): string | undefined => experimentStore.getState().experiment.title;

/** What is kept beside the address, as "addresses title". */
let left: string[] = [];
const unwritten = {
  keep: (hashes: readonly string[], { title }: Experiment) => void (left = [`${hashes.join(' ')} ${title}`]),
  drop: () => void (left = []),
};
let browser: ReturnType<typeof createBar>;
let stop = (): void => undefined;
const problems: string[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  problems.length = 0;
  startWith(titled('home'));
  browser = createBar();
  left = [];
  stop = syncUrl(browser.bar, codec, ({ message }) => problems.push(message), { unwritten });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('opening writes nothing; each edit is its own entry', async () => {
  await settle();
  expect(browser.entries).toEqual(['/']);
  setExperiment(titled('a'));
  await settle();
  setExperiment(titled('b'));
  await settle();
  expect(browser.entries).toEqual(['/', '#a', '#b']);
});

test('a drag is one entry, rewritten as it goes on', async () => {
  for (const title of ['a1', 'a2', 'a3']) {
    setExperiment(titled(title), 'noise');
    await settle();
  }
  expect(browser.entries).toEqual(['/', '#a3']);
});

test('edits in quick succession are written after a pause', async () => {
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

test('a pasted link opens; a broken one is reported and changes nothing', async () => {
  await browser.paste('#friend');
  expect(present()).toBe('friend');
  await browser.paste('#broken-link');
  expect(present()).toBe('friend');
  expect(problems).toEqual(['This link is damaged.']);
  await browser.back();
  expect(present()).toBe('friend');
});

test('Back right after an edit drops the pending write', async () => {
  setExperiment(titled('a'));
  await settle();
  setExperiment(titled('b'));
  await browser.back();
  expect(present()).toBe('home');
  expect(browser.entries).toEqual(['/', '#a']);
});

test('a history that refuses breaks no edit; the address follows once it accepts again', async () => {
  const { history } = browser.bar;
  const push = history.pushState.bind(history);
  history.pushState = () => {
    throw new DOMException(
      'Attempt to use history.pushState() more than 100 times per 30 seconds',
      'SecurityError',
    );
  };
  setExperiment(titled('a'));
  await settle();
  setExperiment(titled('b'));
  await settle();
  expect(present()).toBe('b');
  expect(browser.entries).toEqual(['/']);
  history.pushState = push;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(browser.entries).toEqual(['/', '#b']);
  setExperiment(titled('c'));
  await settle();
  expect(browser.entries).toEqual(['/', '#b', '#c']);
  expect(problems).toEqual([]);
});

test('an edit just before the page is left is written at once', async () => {
  setExperiment(titled('a'));
  await Promise.resolve();
  browser.hide();
  expect(browser.entries).toEqual(['/', '#a']);
  await settle();
  expect(browser.entries).toEqual(['/', '#a']);
});

test('an edit whose link is not ready when the page is left is kept beside the address', async () => {
  setExperiment(titled('a'));
  await settle();
  setExperiment(titled('b'));
  browser.hide();
  expect(browser.entries).toEqual(['/', '#a']);
  expect(left).toEqual([' #a b']);
  await settle();
  expect(browser.entries).toEqual(['/', '#a', '#b']);
  expect(left).toEqual([]);
});

test('an edit that was written a moment ago is kept beside the address, too: a reload may go by the one before', async () => {
  setExperiment(titled('a'));
  await vi.advanceTimersByTimeAsync(3_000);
  setExperiment(titled('b'));
  await Promise.resolve();
  browser.hide();
  expect(left).toEqual(['#a b']);
  await settle();
  browser.hide();
  expect(left).toEqual(['#a #b b']);
  await browser.back();
  expect(left).toEqual([]);
});

test('a page left without changes keeps nothing', async () => {
  setExperiment(titled('a'));
  await vi.advanceTimersByTimeAsync(3_000);
  browser.hide();
  expect(left).toEqual([]);
});

test('what the address did not hold when the page opened is an entry of its own, and Back opens the address', async () => {
  stop();
  browser.entries[0] = '#left';
  browser.forgetStates();
  startWith(titled('edited'));
  const addressed = titled('home');
  stop = syncUrl(browser.bar, codec, ({ message }) => problems.push(message), { unwritten, addressed });
  await settle();
  expect(browser.entries).toEqual(['#left', '#edited']);
  await browser.back();
  expect(present()).toBe('left');
});

test('what an address without a link did not hold takes its place', async () => {
  stop();
  startWith(titled('edited'));
  const addressed = titled('home');
  stop = syncUrl(browser.bar, codec, ({ message }) => problems.push(message), { unwritten, addressed });
  await settle();
  expect(browser.entries).toEqual(['#edited']);
});

test('a link that could not be made is made again', async () => {
  const { encode } = codec;
  codec.encode = async () => {
    throw new Error('no stream');
  };
  setExperiment(titled('a'));
  await settle();
  codec.encode = encode;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(browser.entries).toEqual(['/', '#a']);
});

describe('what was trained', () => {
  const value = (): Experiment => experimentStore.getState().experiment;
  const origin = (): number => originOf(value());
  const edit = async (title: string): Promise<void> => {
    setExperiment({ ...value(), title });
    await settle();
  };

  test('comes along with Back and Forward among one’s own edits: they give the very values', async () => {
    await edit('a');
    const a = value();
    await edit('b');
    const b = value();
    await browser.back();
    expect(value()).toBe(a);
    await browser.forward();
    expect(value()).toBe(b);
    await browser.back(2);
    expect(value().title).toBe('home');
    expect(origin()).toBe(originOf(a));
  });

  test('is left behind by a pasted link, also one to what is on the screen elsewhere in the history', async () => {
    await edit('a');
    const before = origin();
    await browser.paste('#friend');
    const opened = origin();
    expect(opened).not.toBe(before);
    await edit('c');
    await browser.back();
    expect([present(), origin()]).toEqual(['friend', opened]);
    await browser.paste('#a');
    expect(present()).toBe('a');
    expect([before, opened]).not.toContain(origin());
  });

  test('is left behind by Back and Forward across an opening, and not by what follows', async () => {
    await edit('a');
    openExperiment(titled('opened'));
    await settle();
    await edit('later');
    const opened = origin();
    await browser.back();
    expect([present(), origin()]).toEqual(['opened', opened]);
    await browser.back();
    expect(present()).toBe('a');
    const again = origin();
    expect([0, opened]).not.toContain(again);
    await edit('a2');
    await browser.back();
    expect([present(), origin()]).toEqual(['a', again]);
  });

  test('is left behind by entries from before a reload', async () => {
    await edit('a');
    await edit('b');
    const before = origin();
    browser.forgetStates();
    await browser.back();
    expect(present()).toBe('a');
    expect(origin()).not.toBe(before);
  });

  test('comes back with a title typed since: the entry shows the newest value', async () => {
    await edit('a');
    setExperiment({ ...value(), title: 'a2' }, 'drag');
    await settle();
    setExperiment({ ...value(), title: 'a3' }, 'drag');
    await settle();
    const newest = value();
    await edit('b');
    await browser.back();
    expect(value()).toBe(newest);
  });
});
