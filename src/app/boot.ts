/**
 * Entry of the page, and all that its first picture needs: reads the address, computes samples and initial network, and draws
 * them into the frame of index.html. React and the views load after it, the engine after them. No module imports this file, and
 * it must not import React, not even indirectly: the size check would fail.
 */
import { importModule } from '#commands/importModule.ts';
import { persistPreferences } from '#commands/persistPreferences.ts';
import { createPageData, type PageData } from '#commands/pageData.ts';
import { notifyError } from '#commands/notifyError.ts';
import { firstPicture } from '#client/firstPicture.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import * as say from '#messages/generated/boot.ts';
import { startWith } from '#state/experimentStore.ts';
import { dataFeed, snapshotFeed } from '#state/feeds.ts';
import { firstMetrics } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { layoutInForce } from '#views/layout.ts';
import { makeRoomFor } from '#views/requests/showPane.ts';
import { themeInForce } from '#views/themeInForce.ts';
import type { Connected } from './connect.ts';
import { deferFanout } from './deferred.ts';
import { isEmbedded, readEmbed, type Embedding } from './embed/readEmbed.ts';
import { fillSkeleton } from './fillSkeleton.ts';
import type { showPage } from './main.tsx';
import { afterFirstPaint } from './pageMoments.ts';
import { readStart, type Start } from './readStart.ts';
import { isStyled, whenStyled } from './whenStyled.ts';
import './styles.ts';

let isAddressRead = false;
const embedding = isEmbedded(location.search) ? readEmbed(location.search) : null;

async function boot(root: HTMLElement): Promise<Connected> {
  if (embedding) await bringEmbedding(embedding);
  const asked = readStart(location.hash, notifyError, embedding !== null);
  // Awaiting an available value would let the browser paint an empty frame first.
  const start = asked instanceof Promise ? await asked : asked;
  const first = start.experiment;
  startWith(first);
  isAddressRead = true;
  if (!isStyled()) await bringStyles(root);
  makeRoomFor(first.view);
  const pageData = createPageData(new URL('./', document.baseURI).href, notifyError);
  showFirst(root, start, pageData);
  const show = await bringPage();
  return show(root, start, pageData);
}

function showFirst(root: HTMLElement, { experiment: first, run }: Start, pageData: PageData): void {
  pageData.update(first);
  const snapshot = firstPicture(first, dataFeed.latest, run);
  snapshotFeed.publish(snapshot);
  firstMetrics(snapshot.metrics);
  for (const frame of root.querySelectorAll<HTMLElement>('.skeleton')) {
    frame.style.setProperty('--dock-height', `${uiStore.getState().dockHeightPx / 16}rem`);
    // The style sheet shows one of the two.
    if (frame.clientWidth > 0) fillSkeleton(frame, first, themeInForce());
  }
}

async function bringEmbedding(given: Embedding): Promise<void> {
  const { embedPage } = await importModule(say.controls, () => import('./embed/embedPage.ts'));
  embedPage(given, () => window.fanout);
}

/** Hides the frame meanwhile: without its style sheet it is a heap of labels. */
async function bringStyles(root: HTMLElement): Promise<void> {
  root.hidden = true;
  await whenStyled();
  themeInForce();
  root.hidden = false;
}

/** Loaded while the first picture is being painted, rendered after it. `public/early.js` reports failures. */
async function bringPage(): Promise<typeof showPage> {
  const views = importModule(say.controls, () => import('./main.tsx'));
  const [page] = await Promise.all([views, afterFirstPaint()]);
  return page.showPage;
}

async function offerFanout(connecting: Promise<Connected>): Promise<void> {
  window.fanout = deferFanout(
    connecting.then(({ fanout }) => fanout),
    () => isAddressRead,
  );
  const { fanout } = await connecting;
  window.fanout = fanout;
}

// A page of others gets nothing of what this browser keeps.
if (embedding) uiStore.setState({ theme: embedding.theme ?? 'system' });
else persistPreferences(() => localStorage);
// Before the first paint, so that it has the right theme.
if (isStyled()) themeInForce();
layoutInForce();
// The stores always hold an experiment, also while a link is being read.
startWith(defaultExperiment());
void offerFanout(boot(document.getElementById('root')!));
