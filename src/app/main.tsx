/**
 * The page behind its first picture: React renders the views over the frame that `boot.ts` has drawn, then `connect.ts`
 * brings the engine. Loaded by `boot.ts` alone.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PageData } from '../actions/pageData.ts';
import type { Experiment } from '../spec/experiment.ts';
import { App, bringArrangement } from '../views/App.tsx';
import { CommandsProvider } from '../views/CommandsContext.ts';
import type { Connected } from './connect.ts';
import { deferCommands } from './deferred.ts';
import { afterFirstPaint } from './pageMoments.ts';

/** @param first what the feeds already show; the engine starts with it. */
export async function showPage(root: HTMLElement, first: Experiment, pageData: PageData): Promise<Connected> {
  await bringArrangement();
  const connecting = connectAfterPaint(first, pageData);
  const commands = deferCommands(connecting.then((connected) => connected.commands));
  createRoot(root).render(
    <StrictMode>
      <CommandsProvider value={commands}>
        <App />
      </CommandsProvider>
    </StrictMode>,
  );
  return connecting;
}

async function connectAfterPaint(first: Experiment, pageData: PageData): Promise<Connected> {
  await afterFirstPaint();
  const { connect } = await import('./connect.ts');
  return connect(first, pageData);
}
