/**
 * Everything behind the first picture: the engine and its workers, commands, keys, the address bar, `window.fanout`.
 * Loaded once the page has painted, so that none of it weighs on the first paint.
 */
import { version } from '../../package.json';
import type { Commands } from '../actions/Commands.ts';
import { createCommands } from '../actions/createCommands.ts';
import { syncExperiment } from '../actions/experimentSync.ts';
import { keepLocation } from '../actions/keepLocation.ts';
import { listenToKeys } from '../actions/listenToKeys.ts';
import type { PageData } from '../actions/pageData.ts';
import { createLoadRunner } from '../actions/runLoad.ts';
import { createComparer } from '../actions/runCompare.ts';
import { createPatternRunner } from '../actions/runPattern.ts';
import { showProblem } from '../actions/showProblem.ts';
import { firstPicture } from '../client/firstPicture.ts';
import { startEngine, startRival } from '../client/startEngine.ts';
import { decodeLink } from '../link/decodeLink.ts';
import { encodeLink } from '../link/encodeLink.ts';
import type { Experiment } from '../spec/experiment.ts';
import { networkShape } from '../spec/networkShape.ts';
import { experimentStore } from '../state/experimentStore.ts';
import { dataFeed } from '../state/feeds.ts';
import { follow } from '../state/follow.ts';
import { createFanout, type Fanout } from './fanoutApi.ts';
import { offerFaults } from './fanoutFaults.ts';
import { whenIdle } from './pageMoments.ts';

export interface Connected {
  readonly commands: Commands;
  readonly fanout: Fanout;
}

export function connect(first: Experiment, pageData: PageData): Connected {
  const engine = startEngine();
  const follower = follow(engine, networkShape(first));
  const sync = syncExperiment(engine, follower, showProblem);
  const loads = createLoadRunner(engine, follower, sync, pageData);
  const link = async (): Promise<string> => {
    const fragment = await encodeLink(experimentStore.getState().experiment);
    return new URL(`#${fragment}`, location.href).href;
  };
  const patterns = createPatternRunner(engine, sync, pageData);
  const comparer = createComparer(engine, startRival, sync, pageData);
  const commands = createCommands({ engine, sync, follower, loads, patterns, comparer, pageData, link });

  const picture = (experiment: Experiment): void => {
    pageData.update(experiment);
    follower.showFirst(networkShape(experiment), () => firstPicture(experiment, dataFeed.latest));
  };
  picture(experimentStore.getState().experiment);
  experimentStore.subscribe(({ experiment }) => picture(experiment));

  const ready = engine.start(first);
  const fanout = createFanout({ version, engine, ready, sync, loads, link });
  offerFaults(engine);
  listenToKeys(window, commands, /mac|iphone|ipad/i.test(navigator.platform));
  keepLocation(window, { encode: encodeLink, decode: decodeLink }, showProblem);

  const afterStart = async (): Promise<void> => {
    try {
      await ready;
    } catch (error) {
      follower.startFailed(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    pageData.imagesMayLoad();
    // The server is up before anybody asks for it, but after everything that draws.
    whenIdle(() => engine.whenServing().catch(showProblem));
  };
  void afterStart();
  return { commands, fanout };
}
