/** A mutex: tasks given to a lock run one after the other, in the order in which they were given. */

export type Lock = <T>(task: () => T | Promise<T>) => Promise<T>;

export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    // The caller handles a failed task; the next one runs all the same.
    last = result.catch(() => undefined);
    return result;
  };
}
