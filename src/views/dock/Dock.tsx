/** The lower part of the frame: one tab at a time, as high as the reader wants it. */
import { useStore } from 'zustand';
import { type KeyboardEvent } from 'react';
import type { ViewSpec } from '../../spec/experiment.ts';
import { uiStore } from '../../state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { later } from '../later.tsx';
import { LabTabs } from '../requests/LabTabs.tsx';
import { useExperiment } from '../useExperiment.ts';
import { DockGrip } from './DockGrip.tsx';
import { ServingStatus } from './ServingStatus.tsx';
import { DOCK_TABS_PX, showDock } from './showDock.ts';
import './Dock.css';

const RequestsDock = later(() =>
  import('../requests/RequestsDock.tsx').then((module) => module.RequestsDock),
);
const LabMenus = later(() => import('../requests/LabMenus.tsx').then((module) => module.LabMenus));
const DeviceTab = later(() => import('../device/DeviceTab.tsx').then((module) => module.DeviceTab));

const TABS: readonly { readonly id: ViewSpec['dock']; readonly label: string }[] = [
  { id: 'requests', label: 'Requests' },
  { id: 'device', label: 'Device' },
];

export function Dock() {
  const commands = useCommands();
  const chosen = useExperiment((experiment) => experiment.view.dock);
  const folded = useStore(uiStore, (state) => state.dockHeightPx <= DOCK_TABS_PX);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (move === undefined) return;
    const from = TABS.findIndex((tab) => tab.id === chosen);
    const next = TABS[(from + move + TABS.length) % TABS.length];
    if (!next) return;
    event.preventDefault();
    showDock(commands, next.id);
    document.getElementById(`dock-tab-${next.id}`)?.focus();
  };
  return (
    <section className="dock" aria-label="Dock">
      <DockGrip />
      <div className="dock-bar">
        <div className="dock-tabs" role="tablist" aria-label="Dock" onKeyDown={onKeyDown}>
          {TABS.map((tab) => (
            <button
              key={tab.id}
              id={`dock-tab-${tab.id}`}
              type="button"
              role="tab"
              aria-selected={tab.id === chosen}
              aria-controls="dock-panel"
              tabIndex={tab.id === chosen ? 0 : -1}
              onClick={() => showDock(commands, tab.id)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {chosen === 'requests' ? <LabTabs /> : <span />}
        <div className="dock-side">
          <ServingStatus />
          {chosen === 'requests' && <LabMenus />}
        </div>
      </div>
      <div
        id="dock-panel"
        className="dock-panel"
        role="tabpanel"
        aria-labelledby={`dock-tab-${chosen}`}
        hidden={folded}
      >
        {chosen === 'requests' ? <RequestsDock /> : <DeviceTab />}
      </div>
    </section>
  );
}
