/**
 * The engine in three Workers of one script; the worker's name is its role. Server and load worker are made when they
 * are first needed. A worker that dies says so in words the reader can act on.
 */
import { connectEngine, type EngineParts } from './connectEngine.ts';
import type { Engine, EnginePart } from './Engine.ts';
import { openRival, type Rival, type RivalSpec } from './openRival.ts';

const WORDS: Readonly<Record<EnginePart, string>> = {
  trainer: 'The training worker',
  server: 'The server worker',
  load: 'The load worker',
};

export const startEngine = (): Engine => connectEngine(workerParts());

/** A server beside the engine's own, in workers of its own. */
export const startRival = (spec: RivalSpec): Promise<Rival> => openRival(workerParts(), spec);

function workerParts(): EngineParts {
  return {
    baseUrl: new URL('./', document.baseURI).href,
    open(part, onDeath) {
      const worker = MAKERS[part]();
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        const why = event.message ? `: ${event.message}` : ', perhaps because its script could not be loaded';
        onDeath(new Error(`${WORDS[part]} stopped${why}. Reload the page; the link keeps the experiment.`));
      });
      worker.addEventListener('messageerror', () => {
        onDeath(new Error(`${WORDS[part]} sent something this browser could not read. Reload the page.`));
      });
      return { endpoint: worker, close: () => worker.terminate() };
    },
  };
}

// Written out three times because the bundler reads each call as text: a variable in the options stops the build.
const MAKERS: Readonly<Record<EnginePart, () => Worker>> = {
  trainer: () =>
    new Worker(new URL('../engine/engine.worker.ts', import.meta.url), { type: 'module', name: 'trainer' }),
  server: () =>
    new Worker(new URL('../engine/engine.worker.ts', import.meta.url), { type: 'module', name: 'server' }),
  load: () =>
    new Worker(new URL('../engine/engine.worker.ts', import.meta.url), { type: 'module', name: 'load' }),
};
