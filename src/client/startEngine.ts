/**
 * The engine in Workers of one script, whose name is their role. The server is made when it is first needed. A worker
 * that dies is reported with a sentence that says what to do.
 */
import { openWorker } from '#protocol/openWorker.ts';
import { connectEngine, type EngineParts, type PageWorker } from './connectEngine.ts';
import type { Engine } from './Engine.ts';
import {
  openComparisonServer,
  type ComparisonServer,
  type ComparisonServerSettings,
} from './openComparisonServer.ts';

export const startEngine = (): Engine => connectEngine(workerParts());

/** A comparison server, in workers of its own. */
export const startComparisonServer = (
  spec: ComparisonServerSettings,
  signal: AbortSignal,
): Promise<ComparisonServer> => openComparisonServer(workerParts(), spec, signal);

/** Each part in a worker of its own. */
export function workerParts(): EngineParts {
  return {
    baseUrl: new URL('./', document.baseURI).href,
    open: (part, onDeath) => openWorker(MAKERS[part], part, onDeath),
  };
}

// Written out for each, since the bundler parses each call: a variable in the options fails the build.
const MAKERS: Readonly<Record<PageWorker, () => Worker>> = {
  trainer: () =>
    new Worker(new URL('../engine/engine.worker.ts', import.meta.url), { type: 'module', name: 'trainer' }),
  server: () =>
    new Worker(new URL('../engine/engine.worker.ts', import.meta.url), { type: 'module', name: 'server' }),
};
