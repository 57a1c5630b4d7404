/**
 * The composition root. Link or default in; the first picture is computed and painted by the page alone, then the
 * engine starts and takes over. Everything is wired here and nowhere else; nobody imports this file.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { version } from '../../package.json';
import { createCommands, showProblem } from '../actions/createCommands.ts';
import { syncExperiment } from '../actions/experimentSync.ts';
import { keepLocation } from '../actions/keepLocation.ts';
import { keepPreferences } from '../actions/keepPreferences.ts';
import { listenToKeys } from '../actions/listenToKeys.ts';
import { createPageData } from '../actions/pageData.ts';
import { createLoadRunner } from '../actions/runLoad.ts';
import { firstPicture } from '../client/firstPicture.ts';
import { startEngine } from '../client/startEngine.ts';
import { decodeLink } from '../link/decodeLink.ts';
import { encodeLink } from '../link/encodeLink.ts';
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';
import { networkShape } from '../spec/networkShape.ts';
import { experimentStore, startWith } from '../state/experimentStore.ts';
import { dataFeed } from '../state/feeds.ts';
import { follow } from '../state/follow.ts';
import { App } from '../views/App.tsx';
import { CommandsProvider } from '../views/CommandsContext.ts';
import { createFanout } from './fanoutApi.ts';
import { offerFaults } from './fanoutFaults.ts';
import { afterFirstPaint, whenIdle } from './pageMoments.ts';

async function openFromAddress(): Promise<Experiment> {
  const fragment = location.hash.slice(1);
  if (fragment === '') return defaultExperiment();
  try {
    return await decodeLink(fragment);
  } catch (error) {
    showProblem(error);
    return defaultExperiment();
  }
}

async function main(): Promise<void> {
  keepPreferences(() => localStorage);
  const first = await openFromAddress();
  startWith(first);

  const engine = startEngine();
  const follower = follow(engine, networkShape(first));
  const sync = syncExperiment(engine, follower, showProblem);
  const pageData = createPageData(new URL('./', document.baseURI).href, showProblem);
  const loads = createLoadRunner(engine, follower, sync, pageData);
  const link = async (): Promise<string> => {
    const fragment = await encodeLink(experimentStore.getState().experiment);
    return new URL(`#${fragment}`, location.href).href;
  };
  const commands = createCommands({ engine, sync, follower, loads, link });

  const picture = (experiment: Experiment): void => {
    pageData.update(experiment);
    follower.showFirst(networkShape(experiment), () => firstPicture(experiment, dataFeed.latest));
  };
  picture(first);
  experimentStore.subscribe(({ experiment }) => picture(experiment));

  const ready = afterFirstPaint().then(() => engine.start(first));
  window.fanout = createFanout({ version, engine, ready, sync, loads, link });
  offerFaults(engine);

  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <CommandsProvider value={commands}>
        <App />
      </CommandsProvider>
    </StrictMode>,
  );
  listenToKeys(window, commands, /mac|iphone|ipad/i.test(navigator.platform));
  keepLocation(window, { encode: encodeLink, decode: decodeLink }, showProblem);

  try {
    await ready;
  } catch (error) {
    follower.startFailed(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  pageData.imagesMayLoad();
  // The server is up before anybody asks for it, but after everything that draws.
  whenIdle(() => engine.whenServing().catch(showProblem));
}

void main();
