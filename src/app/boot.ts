/**
 * What the page loads first, and all it needs for its first picture: the address is read, the samples and the network's
 * start are computed and drawn into the frame of index.html. React and the views come after it, the engine after them.
 * Nobody imports this file, and it must not import React, not even by a detour: the size check would tell.
 */
import { keepPreferences } from '../actions/keepPreferences.ts';
import { createPageData, type PageData } from '../actions/pageData.ts';
import { showProblem } from '../actions/showProblem.ts';
import { firstPicture } from '../client/firstPicture.ts';
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';
import { networkShape } from '../spec/networkShape.ts';
import { startWith } from '../state/experimentStore.ts';
import { dataFeed, pictureFeed } from '../state/feeds.ts';
import { trainingStore } from '../state/trainingStore.ts';
import { uiStore } from '../state/uiStore.ts';
import { themeInForce } from '../views/themeInForce.ts';
import type { Connected } from './connect.ts';
import { deferFanout } from './deferred.ts';
import { fillSkeleton } from './fillSkeleton.ts';
import type { showPage } from './main.tsx';
import { afterFirstPaint } from './pageMoments.ts';
import { readAddress } from './readAddress.ts';
import './styles.ts';

async function boot(root: HTMLElement): Promise<Connected> {
  const asked = readAddress(location.hash, showProblem);
  // Awaiting what is already there would let the browser paint an empty frame first.
  const first = asked instanceof Promise ? await asked : asked;
  startWith(first);
  const pageData = createPageData(new URL('./', document.baseURI).href, showProblem);
  showFirst(root, first, pageData);
  const show = await bringPage();
  return show(root, first, pageData);
}

function showFirst(root: HTMLElement, first: Experiment, pageData: PageData): void {
  pageData.update(first);
  const snapshot = firstPicture(first, dataFeed.latest);
  pictureFeed.publish({ shape: networkShape(first), snapshot });
  trainingStore.setState({ metrics: snapshot.metrics });
  for (const frame of root.querySelectorAll<HTMLElement>('.skeleton')) {
    frame.style.setProperty('--dock-height', `${uiStore.getState().dockHeightPx}px`);
    // The style sheet shows one of the two.
    if (frame.clientWidth > 0) fillSkeleton(frame, first, themeInForce());
  }
}

/** Fetched while the first picture is being painted, rendered after it. */
async function bringPage(): Promise<typeof showPage> {
  try {
    const [page] = await Promise.all([import('./main.tsx'), afterFirstPaint()]);
    return page.showPage;
  } catch (error) {
    tellFailure('The controls of this page could not be loaded. Check the connection and reload.');
    throw error;
  }
}

/** As `views/notice` would, which has not come. */
function tellFailure(text: string): void {
  const place = document.createElement('div');
  const notice = document.createElement('div');
  const line = document.createElement('p');
  place.className = 'notice-place';
  place.setAttribute('role', 'alert');
  notice.className = 'notice';
  notice.dataset['tone'] = 'error';
  line.textContent = text;
  notice.append(line);
  place.append(notice);
  document.body.append(place);
}

async function offerFanout(connecting: Promise<Connected>): Promise<void> {
  window.fanout = deferFanout(connecting.then(({ fanout }) => fanout));
  const { fanout } = await connecting;
  window.fanout = fanout;
}

keepPreferences(() => localStorage);
themeInForce();
// What scripts read while a link is still being decoded.
startWith(defaultExperiment());
void offerFanout(boot(document.getElementById('root')!));
