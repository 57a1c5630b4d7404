/** The lower part of the screen: one tab at a time, with adjustable height. */
import { useStore } from 'zustand';
import { type KeyboardEvent } from 'react';
import { DOCK_TABS } from '#experiment/dockTabs.ts';
import * as say from '#messages/generated/dock.ts';
import * as parts from '#messages/generated/parts.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Region } from '../Region.tsx';
import { useExperiment } from '../useExperiment.ts';
import { DockGrip } from './DockGrip.tsx';
import { ServingStatus } from './ServingStatus.tsx';
import { DOCK_TABS_PX, showDock } from './showDock.ts';
import { TAB_VIEWS } from './tabViews.ts';
import './Dock.css';

export function Dock() {
  const commands = useCommands();
  const chosen = useExperiment((experiment) => experiment.view.dock);
  const { Panel, Bar, Menus } = TAB_VIEWS[chosen];
  const folded = useStore(uiStore, (state) => state.dockHeightPx <= DOCK_TABS_PX);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (move === undefined) return;
    const from = DOCK_TABS.findIndex(({ name }) => name === chosen);
    const next = DOCK_TABS[(from + move + DOCK_TABS.length) % DOCK_TABS.length];
    if (!next) return;
    event.preventDefault();
    showDock(commands, next.name);
    document.getElementById(`dock-tab-${next.name}`)?.focus();
  };
  return (
    <section className="dock" aria-label={say.dock()} data-folded={folded || undefined}>
      <DockGrip />
      <div className="dock-bar">
        <div className="dock-tabs" role="tablist" aria-label={say.dock()} onKeyDown={onKeyDown}>
          {DOCK_TABS.map(({ name, label }) => (
            <button
              key={name}
              id={`dock-tab-${name}`}
              type="button"
              role="tab"
              aria-selected={name === chosen}
              aria-controls="dock-panel"
              tabIndex={name === chosen ? 0 : -1}
              onClick={() => showDock(commands, name)}
            >
              {label()}
            </button>
          ))}
        </div>
        {Bar ? <Bar /> : <span />}
        <div className="dock-side">
          <ServingStatus />
          {Menus && <Menus />}
        </div>
      </div>
      <div
        id="dock-panel"
        className="dock-panel"
        role="tabpanel"
        aria-labelledby={`dock-tab-${chosen}`}
        hidden={folded}
      >
        <Region key={chosen} name={parts.thisTab()}>
          <Panel />
        </Region>
      </div>
    </section>
  );
}
