/**
 * A feed holds fast data outside of the stores: the newest value, whose listeners are notified at most once per animation frame.
 * Painters read `latest` when they draw.
 */
import { notifyInFrame } from './frame.ts';

export interface Feed<T> {
  readonly latest: T;
  publish(value: T): void;
  /** Called at most once per frame after a change; returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void;
}

export function createFeed<T>(initial: T): Feed<T> {
  const listeners = new Set<() => void>();
  let latest = initial;
  let scheduled = false;
  return {
    get latest() {
      return latest;
    },
    publish(value) {
      latest = value;
      if (scheduled) return;
      scheduled = true;
      notifyInFrame(() => {
        scheduled = false;
        for (const listener of listeners) listener();
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
