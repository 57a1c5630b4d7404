/**
 * Parts that the first picture does not need: fetched when the page has nothing else to do, so that they are there
 * before somebody opens them, and fetched at once where somebody is faster.
 */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** Safari before 26 has no idle callback; by then the first picture has long been painted. */
const IDLE_MS = 1_500;

// Any props: the component's own are inferred and kept.
// oxlint-disable-next-line typescript/no-explicit-any
export function later<C extends ComponentType<any>>(load: () => Promise<C>): LazyExoticComponent<C> {
  const part = (): Promise<{ default: C }> => load().then((component) => ({ default: component }));
  // A failed early fetch is nobody's problem yet; the one that follows an opening reports it.
  const fetchEarly = (): void => void load().catch(() => undefined);
  if (typeof requestIdleCallback === 'function') requestIdleCallback(fetchEarly, { timeout: 2 * IDLE_MS });
  else setTimeout(fetchEarly, IDLE_MS);
  return lazy(part);
}
