/** The bar over everything: what the experiment is called, how training runs, on which device, and the link. */
import { CircleHelp, Redo2, Share, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';
import { ACTIONS } from '../../actions/actions.ts';
import { experimentStore } from '../../state/experimentStore.ts';
import { uiStore } from '../../state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { hintOf } from '../help/keyText.ts';
import { useLayout } from '../useLayout.ts';
import { BrandMark } from './BrandMark.tsx';
import { DeviceChip } from './DeviceChip.tsx';
import { EpochReadout } from './EpochReadout.tsx';
import { SpeedSelect } from './SpeedSelect.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { TitleField } from './TitleField.tsx';
import { Transport } from './Transport.tsx';
import './TopBar.css';

export function TopBar() {
  const narrow = useLayout() === 'narrow';
  return (
    <header className="top-bar">
      <div className="top-bar-start">
        <h1 className="brand">
          <BrandMark />
          Fanout
        </h1>
        <i className="top-bar-line" />
        <TitleField />
        <UndoButtons />
      </div>
      <div className="top-bar-centre">
        <Transport />
        <SpeedSelect />
        <EpochReadout />
      </div>
      <div className="top-bar-end">
        <DeviceChip short={narrow} />
        <i className="top-bar-line" />
        <button
          type="button"
          className="button-plain"
          title={hintOf(ACTIONS.share)}
          aria-label="Share the experiment"
          onClick={() => uiStore.setState({ shareOpen: true })}
        >
          <Share size={16} strokeWidth={1.75} aria-hidden />
          {!narrow && 'Share'}
        </button>
        <ThemeMenu />
        <HelpButton />
      </div>
    </header>
  );
}

export function UndoButtons() {
  const { undo, redo } = useCommands();
  const canUndo = useStore(experimentStore, (state) => state.past.length > 0);
  const canRedo = useStore(experimentStore, (state) => state.future.length > 0);
  return (
    <>
      <button
        type="button"
        className="button-plain"
        aria-label="Undo"
        title={hintOf(ACTIONS.undo)}
        disabled={!canUndo}
        onClick={() => undo()}
      >
        <Undo2 size={16} strokeWidth={1.75} aria-hidden />
      </button>
      <button
        type="button"
        className="button-plain"
        aria-label="Redo"
        title={hintOf(ACTIONS.redo)}
        disabled={!canRedo}
        onClick={() => redo()}
      >
        <Redo2 size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </>
  );
}

function HelpButton() {
  return (
    <button
      type="button"
      className="button-plain"
      aria-label="Keyboard shortcuts"
      title={hintOf(ACTIONS.help)}
      onClick={() => uiStore.setState({ helpOpen: true })}
    >
      <CircleHelp size={16} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
