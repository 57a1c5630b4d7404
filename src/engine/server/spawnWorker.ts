/**
 * Workers nested in this one: the same script, with its role as the name. They end with this worker. Messages to a
 * nested worker go from thread to thread, not through the browser's process.
 */
export type SpawnWorker = (role: 'instance' | 'load') => Worker;

/** Tests run on a page and name the script themselves. */
export const spawnWorker: SpawnWorker = (role) =>
  new Worker(self.location.href, { type: 'module', name: role });
