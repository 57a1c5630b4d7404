/**
 * Stand-ins for what is still on its way: calls made before it has come are carried out, in order, once it has. So a
 * button pressed or a script run in the first tenth of a second is late, not lost.
 */
import { version } from '../../package.json';
import type { Commands } from '../actions/Commands.ts';
import { showProblem } from '../actions/showProblem.ts';
import { experimentStore } from '../state/experimentStore.ts';
import type { Fanout } from './fanoutApi.ts';

type Method = (...args: unknown[]) => unknown;

function deferMethods<T extends object>(coming: Promise<T>, own: Partial<T>): T {
  return new Proxy(own as T, {
    get(target, name) {
      if (name in target || typeof name === 'symbol') return Reflect.get(target, name) as unknown;
      return async (...args: unknown[]) => {
        const come = await coming;
        return (Reflect.get(come, name) as Method).apply(come, args);
      };
    },
  });
}

export function deferCommands(coming: Promise<Commands>): Commands {
  coming.catch(showProblem);
  return deferMethods(coming, {});
}

export function deferFanout(coming: Promise<Fanout>): Fanout {
  const ready = coming.then((fanout) => fanout.ready);
  // Whoever awaits it hears of a failure; nobody else needs to.
  ready.catch(() => undefined);
  return deferMethods(coming, {
    version,
    ready,
    experiment: () => structuredClone(experimentStore.getState().experiment),
  });
}
