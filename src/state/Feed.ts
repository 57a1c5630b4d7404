/**
 * Fast data never enters a store: a feed holds the newest value and a version, and tells its listeners at most once
 * an animation frame. Painters read `latest` when they draw.
 */
export interface Feed<T> {
  readonly latest: T;
  readonly version: number;
  publish(value: T): void;
  /** Called at most once a frame after a change; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

export function createFeed<T>(initial: T): Feed<T> {
  const listeners = new Set<() => void>();
  let latest = initial;
  let version = 0;
  let scheduled = false;
  return {
    get latest() {
      return latest;
    },
    get version() {
      return version;
    },
    publish(value) {
      latest = value;
      version += 1;
      if (scheduled) return;
      scheduled = true;
      requestAnimationFrame(() => {
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
