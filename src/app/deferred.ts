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

// Named one by one: a Proxy would also answer `then`, and so be taken for a promise by whoever returns it.
const COMMANDS = [
  'edit',
  'undo',
  'redo',
  'play',
  'pause',
  'step',
  'reset',
  'setSpeed',
  'useDevice',
  'measureDevices',
  'setWeight',
  'probe',
  'sendBurst',
  'startLoad',
  'runPattern',
  'clearPattern',
  'injectFault',
  'runPreset',
  'compareSides',
  'racePolicies',
  'replayPolicies',
  'askCommittee',
  'stopCompare',
  'keepNetwork',
  'forgetNetwork',
  'stopLoad',
  'startSweep',
  'keepArrivals',
  'drawArrivals',
  'link',
  'open',
  'setTheme',
] as const satisfies readonly (keyof Commands)[];

const FANOUT_METHODS = [
  'devices',
  'useDevice',
  'open',
  'link',
  'train',
  'pause',
  'reset',
  'evaluate',
  'parameters',
  'setParameters',
  'samples',
  'predict',
  'request',
  'load',
  'sweep',
] as const satisfies readonly (keyof Fanout)[];

function deferMethods<T extends object, K extends keyof T & string>(
  coming: Promise<T>,
  names: readonly K[],
): Pick<T, K> {
  const late = names.map((name) => {
    const method = async (...args: unknown[]): Promise<unknown> => {
      const come = await coming;
      return (come[name] as Method)(...args);
    };
    return [name, method] as const;
  });
  return Object.fromEntries(late) as unknown as Pick<T, K>;
}

export function deferCommands(coming: Promise<Commands>): Commands {
  coming.catch(showProblem);
  return deferMethods(coming, COMMANDS);
}

export function deferFanout(coming: Promise<Fanout>): Fanout {
  const ready = coming.then((fanout) => fanout.ready);
  // Whoever awaits it hears of a failure; nobody else needs to.
  ready.catch(() => undefined);
  return {
    ...deferMethods(coming, FANOUT_METHODS),
    version,
    ready,
    experiment: () => structuredClone(experimentStore.getState().experiment),
  };
}
