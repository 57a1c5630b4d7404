/**
 * A lesson on a phone: the playground above, one part of it at a time; the text as a sheet under it; Back, Play and Next at the
 * thumb.
 */
import { ChevronLeft, X } from 'lucide-react';
import { useState } from 'react';
import { leaveLesson } from '#commands/lessons.ts';
import { DOCK_TABS } from '#experiment/dockTabs.ts';
import * as frame from '#messages/generated/frame.ts';
import * as say from '#messages/generated/lesson.ts';
import * as parts from '#messages/generated/parts.ts';
import { openLearnPage } from '#state/learnStore.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { TAB_VIEWS } from '../dock/tabViews.ts';
import { NetworkView } from '../network/NetworkView.tsx';
import { ProblemBanner } from '../notice/ProblemBanner.tsx';
import { OutputView } from '../output/OutputView.tsx';
import { MetricsTable } from '../output/MetricsTable.tsx';
import { PredictionPanel } from '../output/PredictionPanel.tsx';
import { PlanStrip } from '../plan/PlanStrip.tsx';
import { Region } from '../Region.tsx';
import { Transport } from '../topbar/Transport.tsx';
import { useExperiment, useFacts } from '../useExperiment.ts';
import { Highlight } from './Highlight.tsx';
import { LessonStepView, StepDots } from './LessonStepView.tsx';
import { StepButtons } from './StepButtons.tsx';
import { useLesson } from './useLesson.ts';
import './Lesson.css';
import './PhoneLesson.css';

type Shown = 'network' | 'output' | 'dock';

export function PhoneLesson() {
  const present = useLesson();
  const [chosen, setShown] = useState<Shown>('network');
  const dock = useExperiment(({ view }) => view.dock);
  if (!present) return null;
  const { lesson, at, step } = present;
  const shown = chosen === 'dock' && !step.dock ? 'network' : chosen;
  const dockLabel = DOCK_TABS.find(({ name }) => name === dock)!.label();
  const options: readonly { readonly value: Shown; readonly label: string }[] = [
    { value: 'network', label: frame.network() },
    { value: 'output', label: frame.output() },
    ...(step.dock ? [{ value: 'dock', label: dockLabel } as const] : []),
  ];
  const { Panel } = TAB_VIEWS[dock];
  return (
    <div className="phone lesson-phone">
      <header className="phone-head">
        <button type="button" className="button-plain" aria-label={say.all()} onClick={openLearnPage}>
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden />
        </button>
        <h1 className="lesson-phone-title">{lesson.title}</h1>
        <button type="button" className="button-plain" aria-label={say.leave()} onClick={leaveLesson}>
          <X size={20} strokeWidth={1.75} aria-hidden />
        </button>
      </header>
      <div className="lesson-stage" data-shown={shown}>
        <ProblemBanner />
        {shown === 'network' && <NetworkStage />}
        {shown === 'output' && (
          <Region name={parts.theOutput()}>
            <div className="lesson-stage-page">
              <OutputView />
              <PlanStrip />
            </div>
          </Region>
        )}
        {shown === 'dock' && (
          <Region name={parts.theDock()}>
            <div className="lesson-stage-page">
              <Panel />
            </div>
          </Region>
        )}
      </div>
      <main className="lesson-sheet">
        <div className="lesson-sheet-head">
          <StepDots present={present} />
          <Segmented<Shown>
            label={say.shown()}
            value={shown}
            options={options}
            onChange={(next) => setShown(next)}
          />
        </div>
        <LessonStepView key={`${lesson.id} ${at}`} present={present} />
      </main>
      <footer className="phone-foot lesson-phone-foot">
        <StepButtons present={present}>
          <span className="lesson-transport">
            <Transport withMenu={false} />
          </span>
        </StepButtons>
      </footer>
      <Highlight highlight={present.isDone ? undefined : step.highlight} />
    </div>
  );
}

/** The network, and beside it what comes out. */
function NetworkStage() {
  const { kind } = useFacts();
  return (
    <>
      <div className="lesson-stage-network">
        <Region name={parts.theNetwork()}>
          <NetworkView />
        </Region>
      </div>
      <div className="lesson-stage-output output">
        <Region name={parts.theOutput()}>
          {kind === 'plane' && <PredictionPanel beside />}
          <MetricsTable stacked />
        </Region>
      </div>
    </>
  );
}
