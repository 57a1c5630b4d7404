/**
 * The page after its first picture: React renders the views over the frame that `boot.ts` has drawn, then `connect.ts` is
 * loaded. Imported by `boot.ts` alone.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { importModule } from '#commands/importModule.ts';
import type { PageData } from '#commands/pageData.ts';
import { loadLanguage } from '#messages/chooseLanguage.ts';
import * as say from '#messages/generated/boot.ts';
import * as frame from '#messages/generated/frame.ts';
import { uiStore } from '#state/uiStore.ts';
import { App, bringArrangement } from '#views/App.tsx';
import { Region } from '#views/Region.tsx';
import { bringStylesAgain } from './bringStylesAgain.ts';
import { CommandsWhenReady } from './CommandsWhenReady.tsx';
import type { Connected } from './connect.ts';
import { isFirstVisit } from './firstVisit.ts';
import { afterFirstPaint } from './pageMoments.ts';
import type { Start } from './readStart.ts';
import { surviveTranslation } from './surviveTranslation.ts';

/** @param start what the feeds already show; the engine starts with it */
export async function showPage(root: HTMLElement, start: Start, pageData: PageData): Promise<Connected> {
  document.documentElement.lang = await loadLanguage(wantedLanguages());
  bringStylesAgain();
  await bringArrangement();
  const connecting = connectAfterPaint(start, pageData);
  const commands = connecting.then((connected) => connected.commands);
  surviveTranslation(root);
  createRoot(root).render(
    <StrictMode>
      <CommandsWhenReady coming={commands}>
        <Region name={frame.fanout()}>
          <App />
        </Region>
      </CommandsWhenReady>
    </StrictMode>,
  );
  const visit = {
    hash: location.hash,
    isDriven: navigator.webdriver,
    tourDone: uiStore.getState().tourDone,
  };
  if (isFirstVisit(start, visit)) void commands.then(() => uiStore.setState({ tourAt: 0 }));
  return connecting;
}

async function connectAfterPaint(start: Start, pageData: PageData): Promise<Connected> {
  await afterFirstPaint();
  const { connect } = await importModule(say.engine, () => import('./connect.ts'));
  return connect(start, pageData);
}

/** `?lang=de` of a link first, then the reader's choice, then the browser's languages. */
function wantedLanguages(): string[] {
  const asked = new URLSearchParams(location.search).get('lang');
  const { language } = uiStore.getState();
  return [asked, language, ...navigator.languages].filter((tag) => tag !== null);
}
