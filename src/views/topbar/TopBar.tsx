/** The top bar: title, transport, device, share and menus. */
import { BookOpen, CircleHelp, Redo2, Search, Share, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';
import { ACTIONS } from '#commands/actions.ts';
import * as say from '#messages/generated/topbar.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { learnStore } from '#state/learnStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { Toolbar } from '../controls/Toolbar.tsx';
import { TopBarFrame } from '../frame/TopBarFrame.tsx';
import { useKeyHint } from '../help/useKeyHint.ts';
import { useLayout } from '../useLayout.ts';
import { DeviceChip } from './DeviceChip.tsx';
import { ExperimentMenu } from './ExperimentMenu.tsx';
import { EpochReadout } from './EpochReadout.tsx';
import { SpeedSelect } from './SpeedSelect.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { TitleField } from './TitleField.tsx';
import { Transport } from './Transport.tsx';
import './TopBar.css';

export function TopBar() {
  const layout = useLayout();
  const narrow = layout === 'narrow' || layout === 'tablet';
  const shareHint = useKeyHint(ACTIONS.share);
  return (
    <TopBarFrame
      start={
        <>
          <TitleField />
          <ExperimentMenu />
          <UndoButtons />
        </>
      }
      centre={
        <>
          <Transport />
          <SpeedSelect />
          <EpochReadout />
        </>
      }
      end={
        <>
          <DeviceChip short={narrow} />
          <i className="top-bar-line" />
          <LessonsButton short={narrow} />
          <button
            type="button"
            className="button-plain"
            {...shareHint}
            aria-label={ACTIONS.share.label}
            onClick={() => uiStore.setState({ shareOpen: true })}
          >
            <Share size={16} strokeWidth={1.75} aria-hidden />
            {!narrow && say.share()}
          </button>
          <CommandsButton />
          <ThemeMenu />
          <HelpButton />
        </>
      }
    />
  );
}

export function UndoButtons() {
  const { undo, redo } = useCommands();
  const canUndo = useStore(experimentStore, (state) => state.past.length > 0);
  const canRedo = useStore(experimentStore, (state) => state.future.length > 0);
  const undoHint = useKeyHint(ACTIONS.undo);
  const redoHint = useKeyHint(ACTIONS.redo);
  return (
    <Toolbar className="undo-buttons" label={say.undoAndRedo()}>
      <Button
        className="button-plain"
        aria-label={say.undo()}
        {...undoHint}
        disabled={!canUndo}
        onClick={() => undo()}
      >
        <Undo2 size={16} strokeWidth={1.75} aria-hidden />
      </Button>
      <Button
        className="button-plain"
        aria-label={say.redo()}
        {...redoHint}
        disabled={!canRedo}
        onClick={() => redo()}
      >
        <Redo2 size={16} strokeWidth={1.75} aria-hidden />
      </Button>
    </Toolbar>
  );
}

function LessonsButton({ short }: { readonly short: boolean }) {
  const isOpen = useStore(learnStore, ({ pageOpen }) => pageOpen);
  const hint = useKeyHint(ACTIONS.learn);
  return (
    <button
      type="button"
      className="button-plain"
      {...hint}
      aria-label={say.lessons()}
      aria-pressed={isOpen}
      onClick={() => ACTIONS.learn.run()}
    >
      <BookOpen size={16} strokeWidth={1.75} aria-hidden />
      {!short && say.lessons()}
    </button>
  );
}

function CommandsButton() {
  const hint = useKeyHint(ACTIONS.commands);
  return (
    <button
      type="button"
      className="button-plain"
      aria-label={ACTIONS.commands.label}
      {...hint}
      onClick={() => uiStore.setState({ paletteOpen: true })}
    >
      <Search size={16} strokeWidth={1.75} aria-hidden />
    </button>
  );
}

function HelpButton() {
  const hint = useKeyHint(ACTIONS.help);
  return (
    <button
      type="button"
      className="button-plain"
      aria-label={say.keyboardShortcuts()}
      {...hint}
      onClick={() => uiStore.setState({ helpOpen: true })}
    >
      <CircleHelp size={16} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
