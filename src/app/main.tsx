/**
 * The composition root. Link or default in; the first picture is computed and painted by the page alone, then
 * `connect.ts` brings the engine and takes over. Nobody imports this file.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepPreferences } from '../actions/keepPreferences.ts';
import { createPageData } from '../actions/pageData.ts';
import { showProblem } from '../actions/showProblem.ts';
import { firstPicture } from '../client/firstPicture.ts';
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';
import { networkShape } from '../spec/networkShape.ts';
import { startWith } from '../state/experimentStore.ts';
import { dataFeed, pictureFeed } from '../state/feeds.ts';
import { trainingStore } from '../state/trainingStore.ts';
import { App } from '../views/App.tsx';
import { CommandsProvider } from '../views/CommandsContext.ts';
import { deferCommands, deferFanout } from './deferred.ts';
import { afterFirstPaint } from './pageMoments.ts';

async function openFromAddress(): Promise<Experiment> {
  const fragment = location.hash.slice(1);
  if (fragment === '') return defaultExperiment();
  try {
    const { decodeLink } = await import('../link/decodeLink.ts');
    return await decodeLink(fragment);
  } catch (error) {
    showProblem(error);
    return defaultExperiment();
  }
}

async function main(opening: Promise<Experiment>): Promise<void> {
  keepPreferences(() => localStorage);
  const connecting = opening.then(async (first) => {
    await afterFirstPaint();
    const { connect } = await import('./connect.ts');
    return connect(first, pageData);
  });
  const commands = deferCommands(connecting.then((connected) => connected.commands));
  window.fanout = deferFanout(connecting.then((connected) => connected.fanout));

  const first = await opening;
  startWith(first);
  const pageData = createPageData(new URL('./', document.baseURI).href, showProblem);
  pageData.update(first);
  const snapshot = firstPicture(first, dataFeed.latest);
  pictureFeed.publish({ shape: networkShape(first), snapshot });
  trainingStore.setState({ metrics: snapshot.metrics });
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <CommandsProvider value={commands}>
        <App />
      </CommandsProvider>
    </StrictMode>,
  );
  window.fanout = (await connecting).fanout;
}

void main(openFromAddress());
