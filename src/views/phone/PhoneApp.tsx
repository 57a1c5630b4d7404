/** The screen of a phone: a head, one tab's content, and under it, where the thumb is, transport and tabs. */
import { BookOpen, Database, Ellipsis, Search, Share, Waypoints, Table2 } from 'lucide-react';
import { type ReactNode } from 'react';
import { useStore } from 'zustand';
import { ACTIONS } from '#commands/actions.ts';
import * as parts from '#messages/generated/parts.ts';
import * as say from '#messages/generated/phone.ts';
import { closeLearnPage, learnStore, openLearnPage } from '#state/learnStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Popover } from '../controls/Popover.tsx';
import { DataPanel } from '../data/DataPanel.tsx';
import { showDock } from '../dock/showDock.ts';
import { TAB_VIEWS } from '../dock/tabViews.ts';
import { PhoneFoot, PhoneFrame, PhoneTogether } from '../frame/PhoneFrame.tsx';
import { phoneTabs, type PhonePage } from '../frame/phoneTabs.ts';
import { HistoryRow } from '../history/HistoryRow.tsx';
import { ChallengeUnderWay } from '../challenge/ChallengeUnderWay.tsx';
import { NoteOfLink } from '../linkNote/NoteOfLink.tsx';
import { lazyView } from '../lazyView.tsx';
import { NetworkView } from '../network/NetworkView.tsx';
import { ProblemBanner } from '../notice/ProblemBanner.tsx';
import { OutputView } from '../output/OutputView.tsx';
import { PlanStrip } from '../plan/PlanStrip.tsx';
import { Region } from '../Region.tsx';
import { DeviceChip } from '../topbar/DeviceChip.tsx';
import { ExperimentMenu } from '../topbar/ExperimentMenu.tsx';
import { EpochReadout } from '../topbar/EpochReadout.tsx';
import { SpeedSelect } from '../topbar/SpeedSelect.tsx';
import { LanguageOptions } from '../topbar/LanguageOptions.tsx';
import { ThemeOptions } from '../topbar/ThemeMenu.tsx';
import { TitleField } from '../topbar/TitleField.tsx';
import { UndoButtons } from '../topbar/TopBar.tsx';
import { Transport } from '../topbar/Transport.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useLayout } from '../useLayout.ts';
import './PhoneApp.css';
import { hint } from '../hint/hint.ts';

const LearnPage = lazyView(() => import('../learn/LearnPage.tsx').then((module) => module.LearnPage));
const PhoneLesson = lazyView(() => import('../lesson/PhoneLesson.tsx').then((module) => module.PhoneLesson));

export function PhoneApp() {
  const isLesson = useStore(learnStore, ({ lesson, pageOpen }) => lesson !== null && !pageOpen);
  return isLesson ? (
    <Region name={parts.theLesson()}>
      <PhoneLesson />
    </Region>
  ) : (
    <PhoneParts />
  );
}

function PhoneParts() {
  const commands = useCommands();
  const part = useStore(uiStore, ({ phoneTab }) => phoneTab);
  const isLearning = useStore(learnStore, ({ pageOpen }) => pageOpen);
  const tab = isLearning ? 'learn' : part;
  const choose = (next: PhonePage): void => {
    if (next === 'learn') return openLearnPage();
    closeLearnPage();
    if (next === 'data' || next === 'network') uiStore.setState({ phoneTab: next });
    else showDock(commands, next);
  };
  const above = useLayout() === 'bar';
  const foot = <Foot key="foot" tab={tab} choose={choose} />;
  return (
    <PhoneFrame
      head={<Head />}
      pageKey={tab}
      page={
        <>
          <h2 className="visually-hidden">{phoneTabs(true).find(({ id }) => id === tab)?.label}</h2>
          {tab === 'network' && <NoteOfLink />}
          {tab === 'network' && <ChallengeUnderWay />}
          <ProblemBanner />
          <Page tab={tab} />
        </>
      }
      foot={foot}
      footAbove={above}
    />
  );
}

function Head() {
  return (
    <>
      <DeviceChip short />
      <button
        type="button"
        className="button-plain"
        aria-label={ACTIONS.share.label}
        onClick={() => uiStore.setState({ shareOpen: true })}
      >
        <Share size={18} strokeWidth={1.75} aria-hidden />
      </button>
      <Popover className="button-plain" label={say.more()} face={<Ellipsis size={18} aria-hidden />}>
        {(close) => (
          <div className="phone-menu">
            <div className="phone-menu-row">
              <UndoButtons />
              <SpeedSelect />
            </div>
            <button
              type="button"
              className="button"
              onClick={() => {
                close();
                uiStore.setState({ paletteOpen: true });
              }}
            >
              <Search size={16} strokeWidth={1.75} aria-hidden />
              {ACTIONS.commands.label}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => {
                close();
                uiStore.setState({ weightsOpen: true });
              }}
            >
              <Table2 size={16} strokeWidth={1.75} aria-hidden />
              {ACTIONS.weights.label}
            </button>
            <h3>{say.theme()}</h3>
            <ThemeOptions />
            <LanguageOptions />
          </div>
        )}
      </Popover>
    </>
  );
}

function Foot({ tab, choose }: { readonly tab: PhonePage; choose(tab: PhonePage): void }) {
  const hasSweep = useExperiment(({ sweep }) => sweep !== undefined) || tab === 'sweep';
  return (
    <PhoneFoot
      history={
        <Region name={parts.theHistory()}>
          <HistoryRow />
        </Region>
      }
      transport={
        <>
          <Transport withMenu={false} />
          <EpochReadout />
        </>
      }
      tabs={phoneTabs(hasSweep).map(({ id, label }) => (
        <button
          key={id}
          type="button"
          data-tab={id}
          aria-label={label}
          {...hint(label)}
          aria-current={id === tab ? 'page' : undefined}
          onClick={() => choose(id)}
        >
          {iconOf(id)}
          <span>{label}</span>
        </button>
      ))}
    />
  );
}

function iconOf(tab: PhonePage): ReactNode {
  if (tab === 'data') return <Database size={18} strokeWidth={1.75} aria-hidden />;
  if (tab === 'network') return <Waypoints size={18} strokeWidth={1.75} aria-hidden />;
  if (tab === 'learn') return <BookOpen size={18} strokeWidth={1.75} aria-hidden />;
  return TAB_VIEWS[tab].icon;
}

function Page({ tab }: { readonly tab: PhonePage }) {
  switch (tab) {
    case 'data':
      return (
        <div className="phone-section">
          <Region name={parts.theData()}>
            <DataPanel />
          </Region>
        </div>
      );
    case 'network':
      return (
        <PhoneTogether
          title={
            <>
              <TitleField />
              <ExperimentMenu />
            </>
          }
          network={
            <Region name={parts.theNetwork()}>
              <NetworkView />
            </Region>
          }
          output={
            <Region name={parts.theOutput()}>
              <OutputView />
            </Region>
          }
          plan={
            <section className="phone-plan" aria-label={say.trainingPlan()}>
              <h2>{say.trainingPlan()}</h2>
              <Region name={parts.theTrainingPlan()}>
                <PlanStrip />
              </Region>
            </section>
          }
        />
      );
    case 'learn':
      return (
        <Region name={parts.thePageOfLessons()}>
          <LearnPage />
        </Region>
      );
    default: {
      const { Panel, subject } = TAB_VIEWS[tab];
      return (
        <Region key={tab} name={subject()}>
          <Panel />
        </Region>
      );
    }
  }
}
