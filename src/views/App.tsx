/**
 * The whole screen. A desktop shows everything at once: bar, three columns, dock. A phone shows one thing at a time,
 * with the transport at the thumb. It stands inside a CommandsProvider; all views read stores and feeds.
 */
import { type CSSProperties } from 'react';
import { useStore } from 'zustand';
import { uiStore } from '../state/uiStore.ts';
import { DataPanel } from './data/DataPanel.tsx';
import { Dock } from './dock/Dock.tsx';
import { later } from './later.tsx';
import { NetworkView } from './network/NetworkView.tsx';
import { Notice } from './notice/Notice.tsx';
import { ProblemBanner } from './notice/ProblemBanner.tsx';
import { OutputView } from './output/OutputView.tsx';
import { PlanStrip } from './plan/PlanStrip.tsx';
import { TopBar } from './topbar/TopBar.tsx';
import { presentLayout, useLayout } from './useLayout.ts';
import { useTheme } from './useTheme.ts';
import './tokens.css';
import './base.css';
import './controls/controls.css';
import './App.css';

const ShareDialog = later(() => import('./share/ShareDialog.tsx').then((module) => module.ShareDialog));
const HelpDialog = later(() => import('./help/HelpDialog.tsx').then((module) => module.HelpDialog));
const PhoneApp = later(() => import('./phone/PhoneApp.tsx').then((module) => module.PhoneApp));

/** What this window's arrangement needs beyond this file: brought before the first render, so that it has no gap. */
export async function bringArrangement(): Promise<void> {
  // A failure is told where the part is rendered.
  if (presentLayout() === 'phone') await PhoneApp.bring().catch(() => undefined);
}

export function App() {
  const phone = useLayout() === 'phone';
  useTheme();
  return (
    <>
      {phone ? <PhoneApp /> : <DesktopApp />}
      <ShareDialog />
      <HelpDialog />
      <Notice />
    </>
  );
}

function DesktopApp() {
  const dockHeightPx = useStore(uiStore, (state) => state.dockHeightPx);
  return (
    <div className="app" style={{ '--dock-height': `${dockHeightPx}px` } as CSSProperties}>
      <TopBar />
      <main className="app-work">
        <aside className="region app-data" aria-label="Data">
          <DataPanel />
        </aside>
        <div className="region app-network">
          <PlanStrip />
          <ProblemBanner />
          <div className="app-diagram">
            <NetworkView />
          </div>
        </div>
        <aside className="region app-output" aria-label="Output">
          <OutputView />
        </aside>
      </main>
      <Dock />
    </div>
  );
}
