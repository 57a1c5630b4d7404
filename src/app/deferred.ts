/**
 * Stand-ins that queue calls until the engine has been loaded, then carry them out in order: a button pressed or a script run in
 * the first tenth of a second is late, not lost. The real objects replace them as soon as they are there (`main.tsx`, `boot.ts`).
 */
import type { Commands } from '#commands/Commands.ts';
import { notifyError } from '#commands/notifyError.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/startErrors.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { version } from '../../package.json';
import type { Fanout } from './Fanout.ts';

type Method = (...args: unknown[]) => unknown;

/**
 * An object whose methods wait for `coming` and return promises.
 * @param own members that are there already
 */
function queueCalls<T extends object>(coming: Promise<T>, own: Partial<T> = {}): T {
  return new Proxy(own as T, {
    get(target, name) {
      if (name in target) return Reflect.get(target, name) as unknown;
      // A promise that resolves to this object asks whether it has a `then`.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      return async (...args: unknown[]): Promise<unknown> => {
        const come = await coming;
        return (come[name as keyof T] as Method)(...args);
      };
    },
  });
}

export function deferCommands(coming: Promise<Commands>): Commands {
  coming.catch(notifyError);
  return queueCalls(coming);
}

/** @param isRead whether the page knows its experiment; a link takes a moment to be read. */
export function deferFanout(coming: Promise<Fanout>, isRead: () => boolean): Fanout {
  const ready = coming.then((fanout) => fanout.ready);
  // A failure is reported to those who await it, and is no unhandled rejection.
  ready.catch(() => undefined);
  return queueCalls(coming, {
    version,
    ready,
    experiment() {
      if (!isRead()) throw failed(failures.linkBeingRead());
      return structuredClone(experimentStore.getState().experiment);
    },
  });
}
