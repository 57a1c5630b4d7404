/**
 * Modules of the build that import the entry of a worker. WebKit evaluates a module worker's entry twice where one does,
 * and then two sets of handlers answer every call; a bundler makes such imports by itself, for what a chunk shares with
 * the entry.
 */

/** A worker's entry is what `new Worker(new URL(…))` names. */
const STARTED = /new Worker\(\s*new URL\((?:new URL\()?\s*[`'"]([^`'"]+)[`'"]/g;
/** Static and dynamic imports and re-exports, as a minifier writes them. */
const IMPORTED = /\b(?:from|import)\s*\(?\s*[`'"]([^`'"]+)[`'"]/g;

const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);

/**
 * @param {Map<string, string>} modules path → code
 * @returns {string[]} a sentence for each fault
 */
export function workerEntryFaults(modules) {
  const found = (code, pattern) => [...code.matchAll(pattern)].map(([, path]) => nameOf(path));
  const entries = new Set([...modules.values()].flatMap((code) => found(code, STARTED)));
  if (entries.size === 0) throw new Error('No module starts a worker: this check no longer finds how.');
  return [...modules].flatMap(([file, code]) =>
    found(code, IMPORTED)
      .filter((name) => entries.has(name))
      .map((name) => `${file} imports ${name}, the entry of a worker: WebKit would run that entry twice.`),
  );
}
