/**
 * All that the page needs after its first picture: engine and workers, commands, keys, address bar, `window.fanout`. Loaded
 * once the page has painted, so that it does not delay the first paint.
 */
import { firstPicture } from '#client/firstPicture.ts';
import { linkedRunOf } from '#client/linkedRuns.ts';
import { startEngine, startComparisonServer } from '#client/startEngine.ts';
import type { Commands } from '#commands/Commands.ts';
import { createCommands } from '#commands/createCommands.ts';
import { syncExperiment } from '#commands/experimentSync.ts';
import { leftRun } from '#commands/leftRun.ts';
import { keepChallenges } from '#commands/keepChallenges.ts';
import { lazySweeps } from '#commands/lazySweeps.ts';
import { listenForTables } from '#commands/listenForTables.ts';
import { keepLessons } from '#commands/keepLessons.ts';
import { listenToKeys } from '#commands/listenToKeys.ts';
import { notifyError } from '#commands/notifyError.ts';
import type { PageData } from '#commands/pageData.ts';
import { persistWork } from '#commands/persistWork.ts';
import { createComparer } from '#commands/runCompare.ts';
import { readLink } from '#commands/readSource.ts';
import { createLinkMaker } from '#commands/shareLink.ts';
import { createModelMaker } from '#commands/modelMaker.ts';
import { createLoadRunner } from '#commands/runLoad.ts';
import { createPatternRunner } from '#commands/runPattern.ts';
import { createSeeker } from '#commands/seeker.ts';
import { syncUrl } from '#commands/syncUrl.ts';
import { tellOfLink } from '#commands/tellOfLink.ts';
import { identifyTab } from '#commands/tabIdentity.ts';
import { unwrittenEdit } from '#commands/unwrittenEdit.ts';
import { watchDiagnosis } from '#commands/watchDiagnosis.ts';
import { openWorkStore } from '#commands/workStore.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { lessonFragment } from '#lessons/lessonLink.ts';
import { bug } from '#messages/bug.ts';
import * as sayNotice from '#messages/generated/notice.ts';
import * as say from '#messages/generated/welcomeBack.ts';
import { encodeLink } from '#share/encodeLink.ts';
import { applyEngineEvents } from '#state/applyEngineEvents.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { dataFeed } from '#state/feeds.ts';
import { learnStore } from '#state/learnStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { openTable } from '#tables/importTable.ts';
import { version } from '../../package.json';
import { createFanout } from './createFanout.ts';
import type { Fanout } from './Fanout.ts';
import { offerFaults } from './fanoutFaults.ts';
import { keepOffline } from './keepOffline.ts';
import { whenIdle } from './pageMoments.ts';
import type { Start } from './readStart.ts';

export interface Connected {
  readonly commands: Commands;
  readonly fanout: Fanout;
}

export function connect(begun: Start, pageData: PageData): Connected {
  const { experiment: first, addressed, run, isEmbedded = false } = begun;
  const engine = startEngine();
  const engineState = applyEngineEvents(engine);
  const nothing = (): never => {
    throw bug('An embedded page keeps nothing.');
  };
  const session = (): Storage => (isEmbedded ? nothing() : sessionStorage);
  const work = persistWork({
    trainer: engine.trainer,
    page: window,
    open: async () => (isEmbedded ? nothing() : openWorkStore()),
    identify: () => identifyTab(begun.tab ?? null),
    brought: { run, isKept: begun.said !== undefined },
    left: leftRun(session),
    onFailure: () => isEmbedded || uiStore.setState({ notice: { text: say.nothingKept(), tone: 'error' } }),
  });
  const ready = engine.start(first, undefined, work.runOf);
  const sync = syncExperiment(engine, ready, notifyError);
  const loads = createLoadRunner(engine, engineState, sync, pageData);
  const links = createLinkMaker(sync, engine, () => location.href);
  const models = createModelMaker({ engine, links, pageData, version });
  const patterns = createPatternRunner(engine, sync, pageData);
  const comparer = createComparer(engine, startComparisonServer, sync, pageData);
  const seeker = createSeeker(engine, sync, notifyError);
  const sweeps = lazySweeps();
  const commands = createCommands({
    engine,
    sync,
    engineState,
    loads,
    patterns,
    comparer,
    pageData,
    seeker,
    sweeps,
    openTable,
    links,
    work,
    models,
    addressed,
  });

  const picture = (experiment: Experiment): void => {
    pageData.update(experiment);
    engineState.showFirst(() =>
      firstPicture(experiment, dataFeed.latest, work.runOf(experiment) ?? linkedRunOf(experiment)),
    );
  };
  picture(experimentStore.getState().experiment);
  experimentStore.subscribe(({ experiment }) => picture(experiment));

  if (begun.said !== undefined) sayBroughtBack(begun.said());
  if (begun.told !== undefined) tellOfLink(begun.told);

  const fanout = createFanout({
    version,
    engine,
    ready,
    sync,
    loads,
    pageData,
    seeker,
    lazy: sweeps,
    links,
    models,
    stopAll: () => commands.stopAll(),
  });
  const local = (): Storage => (isEmbedded ? nothing() : localStorage);
  keepLessons(local);
  keepChallenges(local);
  offerFaults(engine, sweeps);
  watchDiagnosis(engine.trainer, sync);
  listenForTables(document, commands.importModel);
  listenToKeys(window, commands, /mac|iphone|ipad/i.test(navigator.platform));
  // A frame's entries are among those of the page around it, whose Back they would take.
  if (!isEmbedded) {
    syncUrl(
      window,
      { encode: encodePlace, decode: (fragment) => readLink(fragment, tellOfLink) },
      notifyError,
      {
        unwritten: unwrittenEdit(session),
        addressed,
      },
    );
  }

  /** Training goes on in a hidden tab, with few snapshots. A restarted trainer starts as one of a visible tab. */
  const tellSeen = (): void => {
    const isSeen = document.visibilityState === 'visible';
    void engine.trainer.call('watch', { isSeen }).catch(() => undefined);
  };
  document.addEventListener('visibilitychange', tellSeen);

  const afterStart = async (): Promise<void> => {
    try {
      await ready;
      if (document.visibilityState !== 'visible') tellSeen();
    } catch (error) {
      engineState.startFailed(error instanceof Error ? error : new Error(String(error)));
      return;
    } finally {
      pageData.imagesMayLoad();
    }
    // The server starts before the first request, but after everything that draws.
    whenIdle(() => engine.whenServing().catch(notifyError));
    // Only where the page stands for itself: one inside another page is a guest there.
    if (import.meta.env.PROD && 'serviceWorker' in navigator && window.parent === window) {
      void keepOffline(navigator.serviceWorker, tellOfNewVersion);
    }
  };
  void afterStart();
  return { commands, fanout };
}

const tellOfNewVersion = (): void => {
  uiStore.setState({ notice: { text: sayNotice.newVersion(), tone: 'plain', offer: 'reload' } });
};

/** The fragment of the address: the step of the lesson under way, too, so that a reload comes back to it. */
async function encodePlace(experiment: Experiment): Promise<string> {
  const rest = await encodeLink(experiment);
  const { lesson, step } = learnStore.getState();
  return lesson ? lessonFragment({ id: lesson.id, step, rest }) : rest;
}

/** Shown until the next edit or run. */
function sayBroughtBack(text: string): void {
  const notice = { text, tone: 'plain', offer: 'afresh' } as const;
  uiStore.setState({ notice });
  const stops: (() => void)[] = [];
  const end = (): void => {
    for (const stop of stops) stop();
    if (uiStore.getState().notice === notice) uiStore.setState({ notice: null });
  };
  stops.push(
    experimentStore.subscribe(end),
    trainingStore.subscribe(({ phase }) => phase === 'playing' && end()),
  );
}
