/** The screen of a phone: a head, one tab's content, and under it, where the thumb is, transport and tabs. */
import { Cpu, Database, Ellipsis, Share, Waypoints, ChartNoAxesGantt } from 'lucide-react';
import { type ReactNode } from 'react';
import { useStore } from 'zustand';
import { uiStore, type PhoneTab } from '../../state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Popover } from '../controls/Popover.tsx';
import { DataPanel } from '../data/DataPanel.tsx';
import { later } from '../later.tsx';
import { showDock } from '../dock/showDock.ts';
import { NetworkView } from '../network/NetworkView.tsx';
import { ProblemBanner } from '../notice/ProblemBanner.tsx';
import { OutputView } from '../output/OutputView.tsx';
import { PlanStrip } from '../plan/PlanStrip.tsx';
import { BrandMark } from '../topbar/BrandMark.tsx';
import { DeviceChip } from '../topbar/DeviceChip.tsx';
import { EpochReadout } from '../topbar/EpochReadout.tsx';
import { SpeedSelect } from '../topbar/SpeedSelect.tsx';
import { ThemeOptions } from '../topbar/ThemeMenu.tsx';
import { TitleField } from '../topbar/TitleField.tsx';
import { UndoButtons } from '../topbar/TopBar.tsx';
import { Transport } from '../topbar/Transport.tsx';
import './PhoneApp.css';

const RequestsDock = later(() =>
  import('../requests/RequestsDock.tsx').then((module) => module.RequestsDock),
);
const DeviceTab = later(() => import('../device/DeviceTab.tsx').then((module) => module.DeviceTab));

type Tab = Exclude<PhoneTab, 'output'>;

const TABS: readonly { readonly id: Tab; readonly label: string; readonly icon: ReactNode }[] = [
  { id: 'data', label: 'Data', icon: <Database size={18} strokeWidth={1.75} aria-hidden /> },
  { id: 'network', label: 'Network', icon: <Waypoints size={18} strokeWidth={1.75} aria-hidden /> },
  { id: 'requests', label: 'Requests', icon: <ChartNoAxesGantt size={18} strokeWidth={1.75} aria-hidden /> },
  { id: 'device', label: 'Device', icon: <Cpu size={18} strokeWidth={1.75} aria-hidden /> },
];

export function PhoneApp() {
  const commands = useCommands();
  // Network and output share a page here.
  const tab = useStore(uiStore, ({ phoneTab }): Tab => (phoneTab === 'output' ? 'network' : phoneTab));
  const choose = (next: Tab): void => {
    if (next === 'requests' || next === 'device') showDock(commands, next);
    else uiStore.setState({ phoneTab: next });
  };
  return (
    <div className="phone">
      <header className="phone-head">
        <h1 className="brand">
          <BrandMark />
          Fanout
        </h1>
        <DeviceChip short />
        <button
          type="button"
          className="button-plain"
          aria-label="Share the experiment"
          onClick={() => uiStore.setState({ shareOpen: true })}
        >
          <Share size={18} strokeWidth={1.75} aria-hidden />
        </button>
        <Popover className="button-plain" label="More" face={<Ellipsis size={18} aria-hidden />}>
          {() => (
            <div className="phone-menu">
              <div className="phone-menu-row">
                <UndoButtons />
                <SpeedSelect />
              </div>
              <h3>Theme</h3>
              <ThemeOptions />
            </div>
          )}
        </Popover>
      </header>
      <main key={tab} className="phone-page">
        <h2 className="visually-hidden">{TABS.find(({ id }) => id === tab)?.label}</h2>
        <ProblemBanner />

        <Page tab={tab} />
      </main>
      <footer className="phone-foot">
        <div className="phone-transport">
          <Transport withMenu={false} />
          <EpochReadout />
        </div>
        <nav className="phone-tabs" aria-label="Parts">
          {TABS.map(({ id, label, icon }) => (
            <button
              key={id}
              type="button"
              aria-current={id === tab ? 'page' : undefined}
              onClick={() => choose(id)}
            >
              {icon}
              {label}
            </button>
          ))}
        </nav>
      </footer>
    </div>
  );
}

function Page({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case 'data':
      return (
        <div className="phone-section">
          <DataPanel />
        </div>
      );
    case 'network':
      return (
        <>
          <div className="phone-title">
            <TitleField />
          </div>
          <div className="phone-network">
            <NetworkView />
          </div>
          <section className="phone-output" aria-label="Output">
            <OutputView />
          </section>
          <section className="phone-plan" aria-label="Training plan">
            <h2>Training plan</h2>
            <PlanStrip />
          </section>
        </>
      );
    case 'requests':
      return <RequestsDock />;
    default:
      return <DeviceTab />;
  }
}
