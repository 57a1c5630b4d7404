/**
 * Parts that the first picture does not need: fetched when the page has nothing else to do, so that they are there
 * before somebody opens them, and fetched at once where somebody is faster. A part that has come renders in the same
 * pass as its parent; React's own lazy would show nothing for 300 ms even then.
 */
import { useEffect, useState, type ComponentType } from 'react';
import { uiStore } from '../state/uiStore.ts';

/** Safari before 26 has no idle callback; by then the first picture has long been painted. */
const IDLE_MS = 1_500;

type LaterPart<P> = ComponentType<P> & {
  /** Fetches the part; for a first render that must not show a gap. */
  bring(): Promise<void>;
};

export function later<P extends object>(load: () => Promise<ComponentType<P>>): LaterPart<P> {
  let part: ComponentType<P> | null = null;
  let under: Promise<void> | null = null;
  const bring = (): Promise<void> => (under ??= take());
  const take = async (): Promise<void> => {
    try {
      part = await load();
    } catch (error) {
      under = null; // The next one who asks tries again.
      throw error;
    }
  };
  whenIdle(() => void bring().catch(() => undefined));
  return Object.assign(Later, { bring });
  function Later(props: P) {
    const [, setCome] = useState(part !== null);
    useEffect(() => {
      let mounted = true;
      if (!part) bring().then(() => mounted && setCome(true), tellFailure);
      return () => {
        mounted = false;
      };
    }, []);
    const Part = part;
    return Part && <Part {...props} />;
  }
}

function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 2 * IDLE_MS });
  else setTimeout(work, IDLE_MS);
}

function tellFailure(): void {
  const text = 'This part of the page could not be loaded. Check the connection and open it again.';
  uiStore.setState({ notice: { text, tone: 'error' } });
}
