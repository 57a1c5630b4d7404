import { vi } from 'vitest';
import type { AddressBar } from '../syncUrl.ts';

/** A history of entries as a browser keeps it; moving tells the page. */
export function createBar() {
  const entries = ['/'];
  const states: unknown[] = [null];
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
      get state() {
        return structuredClone(states[at]);
      },
      pushState(state: unknown, _title: string, url: string) {
        entries.splice(at + 1, Infinity, url);
        states.splice(at + 1, Infinity, state);
        at += 1;
      },
      replaceState(state: unknown, _title: string, url = entries[at]!) {
        entries[at] = url;
        states[at] = state;
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
    hide: () => page.dispatchEvent(new Event('pagehide')),
    back: (steps = 1) => ((at -= steps), moved()),
    forward: () => ((at += 1), moved()),
    paste: (hash: string) => {
      entries.splice(at + 1, Infinity, hash);
      states.splice(at + 1, Infinity, null);
      at += 1;
      return moved();
    },
    /** As after a reload: the entries are there, this page knows nothing of them. */
    forgetStates: () => states.forEach((_, i) => (states[i] = { page: 1, entry: i })),
  };
}

/** Lets the timers of a second run: a write that waits is done then. */
export const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(1_000).then(() => undefined);
