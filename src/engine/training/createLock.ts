/** One thing at a time: tasks given to a lock run one after the other, in the order in which they came. */

export type Lock = <T>(task: () => T | Promise<T>) => Promise<T>;

export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    // A failed task is its caller's to handle; the next one runs all the same.
    last = result.catch(() => undefined);
    return result;
  };
}
