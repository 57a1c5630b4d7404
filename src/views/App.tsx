/**
 * The whole screen: bar, columns and dock side by side where there is room; on a phone or in a low window one part at a
 * time. Rendered inside a CommandsProvider; all views read stores and feeds.
 */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/parts.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { learnStore } from '#state/learnStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { ChallengeUnderWay } from './challenge/ChallengeUnderWay.tsx';
import { DataPanel } from './data/DataPanel.tsx';
import { Dock } from './dock/Dock.tsx';
import { keepFocus } from './focus/keepFocus.ts';
import { SkipLinks } from './focus/SkipLinks.tsx';
import { DesktopFrame } from './frame/DesktopFrame.tsx';
import { HistoryRow } from './history/HistoryRow.tsx';
import { showHints } from './hint/showHints.ts';
import { lazyView } from './lazyView.tsx';
import { bringNote, NoteOfLink } from './linkNote/NoteOfLink.tsx';
import { NetworkView } from './network/NetworkView.tsx';
import { Notice } from './notice/Notice.tsx';
import { ProblemBanner } from './notice/ProblemBanner.tsx';
import { OutputView } from './output/OutputView.tsx';
import { makeRoomToInspect } from './inspect/showInspect.ts';
import { makeRoomFor } from './requests/showPane.ts';
import { makeRoomToSweep } from './sweep/showSweep.ts';
import { PlanStrip } from './plan/PlanStrip.tsx';
import { Region } from './Region.tsx';
import { TopBar } from './topbar/TopBar.tsx';
import { layoutInForce, showsOnePart } from './layout.ts';
import { useCanvasInCentre } from './useCanvasInCentre.ts';
import { useOnePart } from './useLayout.ts';
import { useTheme } from './useTheme.ts';
import './tokens.css';
import './base.css';
import './controls/controls.css';
import './hint/hint.css';
import './App.css';

const ShareDialog = lazyView(() => import('./share/ShareDialog.tsx').then((module) => module.ShareDialog), {
  tell: 'notice',
});
const ModelsDialog = lazyView(
  () => import('./models/ModelsDialog.tsx').then((module) => module.ModelsDialog),
  { tell: 'notice' },
);
const HelpDialog = lazyView(() => import('./help/HelpDialog.tsx').then((module) => module.HelpDialog), {
  tell: 'notice',
});
const ImportSheet = lazyView(() => import('./table/ImportSheet.tsx').then((module) => module.ImportSheet), {
  tell: 'notice',
});
const Palette = lazyView(() => import('./palette/Palette.tsx').then((module) => module.Palette), {
  tell: 'notice',
});
const WeightsDialog = lazyView(
  () => import('./weights/WeightsDialog.tsx').then((module) => module.WeightsDialog),
  { tell: 'notice' },
);
const Tour = lazyView(() => import('./tour/Tour.tsx').then((module) => module.Tour), { tell: 'notice' });
const LiveRegion = lazyView(() => import('./announce/LiveRegion.tsx').then((module) => module.LiveRegion), {
  tell: 'notice',
});
const DrawView = lazyView(() => import('./data/drawing.ts').then((module) => module.DrawView));
const LearnPage = lazyView(() => import('./learn/LearnPage.tsx').then((module) => module.LearnPage));
const LessonColumn = lazyView(() =>
  import('./lesson/LessonColumn.tsx').then((module) => module.LessonColumn),
);
const PhoneApp = lazyView(() => import('./phone/PhoneApp.tsx').then((module) => module.PhoneApp));

/** Loads what this window's arrangement needs beyond this file, so that the first render has no gap. */
export async function bringArrangement(): Promise<void> {
  const note = bringNote();
  // A failure is reported where the part is rendered.
  if (showsOnePart(layoutInForce())) await PhoneApp.bring().catch(() => undefined);
  await note;
}

export function App() {
  const onePart = useOnePart();
  useTheme();
  useEffect(() => keepFocus(document), []);
  useEffect(() => showHints(document), []);
  useRoomForPanes();
  return (
    <>
      <SkipLinks />
      {onePart ? <PhoneApp /> : <DesktopApp />}
      <Region name={say.theDialog()}>
        <Dialogs />
      </Region>
      <Notice />
      <LiveRegion />
    </>
  );
}

/** Mounted only while open, so that one that failed to load is requested again at every opening. */
function Dialogs() {
  const shareOpen = useStore(uiStore, (state) => state.shareOpen);
  const modelsOpen = useStore(uiStore, (state) => state.modelsOpen);
  const helpOpen = useStore(uiStore, (state) => state.helpOpen);
  const importOpen = useStore(uiStore, (state) => state.tableSheet !== null);
  const paletteOpen = useStore(uiStore, (state) => state.paletteOpen);
  const weightsOpen = useStore(uiStore, (state) => state.weightsOpen);
  const tourOpen = useStore(uiStore, (state) => state.tourAt !== null);
  return (
    <>
      {shareOpen && <ShareDialog />}
      {modelsOpen && <ModelsDialog />}
      {helpOpen && <HelpDialog />}
      {importOpen && <ImportSheet />}
      {paletteOpen && <Palette />}
      {weightsOpen && <WeightsDialog />}
      {tourOpen && <Tour />}
    </>
  );
}

/** Makes room when another experiment is opened: by a link, a script, Back. */
function useRoomForPanes(): void {
  useEffect(
    () =>
      experimentStore.subscribe(({ experiment: { view } }, { experiment: { view: before } }) => {
        if (view.lab !== before.lab) makeRoomFor(view);
        if (view.dock !== before.dock) makeRoomToSweep(view);
        if (view.inspect !== before.inspect || view.dock !== before.dock) makeRoomToInspect(view);
      }),
    [],
  );
}

function DesktopApp() {
  const dockHeightPx = useStore(uiStore, (state) => state.dockHeightPx);
  const { isCanvasInCentre } = useCanvasInCentre();
  const isLesson = useStore(learnStore, ({ lesson }) => lesson !== null);
  const isLearning = useStore(learnStore, ({ pageOpen }) => pageOpen);
  return (
    <DesktopFrame
      dockHeightPx={dockHeightPx}
      top={
        <Region name={say.theTopBar()}>
          <TopBar />
        </Region>
      }
      history={
        <Region name={say.theHistory()}>
          <HistoryRow />
        </Region>
      }
      data={
        <Region name={isLesson ? say.theLesson() : say.theData()}>
          {isLesson ? <LessonColumn /> : <DataPanel />}
        </Region>
      }
      isLesson={isLesson}
      page={
        isLearning && (
          <Region name={say.thePageOfLessons()}>
            <LearnPage />
          </Region>
        )
      }
      plan={
        <>
          <NoteOfLink />
          <ChallengeUnderWay />
          {!isCanvasInCentre && (
            <Region name={say.theTrainingPlan()}>
              <PlanStrip />
            </Region>
          )}
          <ProblemBanner />
        </>
      }
      diagram={<Region name={say.theNetwork()}>{isCanvasInCentre ? <DrawView /> : <NetworkView />}</Region>}
      output={
        <Region name={say.theOutput()}>
          <OutputView />
        </Region>
      }
      dock={
        <Region name={say.theDock()}>
          <Dock />
        </Region>
      }
    />
  );
}
