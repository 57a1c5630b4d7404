/** Reset, play or pause, step. A step is one batch; with Shift, or from the menu, one epoch. */
import { ChevronDown, Pause, Play, RotateCcw, SkipForward } from 'lucide-react';
import { useStore } from 'zustand';
import { ACTIONS } from '#commands/actions.ts';
import * as say from '#messages/generated/topbar.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { Menu, MenuItem } from '../controls/Menu.tsx';
import { Popover } from '../controls/Popover.tsx';
import { Toolbar } from '../controls/Toolbar.tsx';
import { keyText } from '../help/keyText.ts';
import { useKeyHint } from '../help/useKeyHint.ts';

export function Transport({ withMenu = true }: { readonly withMenu?: boolean }) {
  const commands = useCommands();
  const phase = useStore(trainingStore, (state) => state.phase);
  const playing = phase === 'playing';
  const resetHint = useKeyHint(ACTIONS.reset);
  const playHint = useKeyHint(ACTIONS.playPause);
  const stepHint = useKeyHint(ACTIONS.stepBatch, say.stepWithKey);
  const ready = phase !== 'starting' && phase !== 'loading';
  return (
    <Toolbar className="transport" label={say.training()}>
      <Button
        className="button-plain"
        aria-label={ACTIONS.reset.label}
        {...resetHint}
        disabled={!ready}
        onClick={() => commands.reset()}
      >
        <RotateCcw size={16} strokeWidth={1.75} aria-hidden />
      </Button>
      <button
        type="button"
        className="button-filled transport-play"
        aria-label={playing ? say.pause() : say.play()}
        {...playHint}
        onClick={() => (playing ? commands.pause() : commands.play())}
      >
        {playing ? (
          <Pause size={16} fill="currentColor" strokeWidth={1} aria-hidden />
        ) : (
          <Play size={16} fill="currentColor" strokeWidth={1.5} aria-hidden />
        )}
      </button>
      <span className="transport-step">
        <Button
          className="button-plain"
          aria-label={ACTIONS.stepBatch.label}
          {...stepHint}
          disabled={!ready || playing}
          onClick={(event) => commands.step(event.shiftKey ? 'epoch' : 'batch')}
        >
          <SkipForward size={16} strokeWidth={1.75} aria-hidden />
        </Button>
        {withMenu && (
          <Popover
            className="button-plain"
            label={say.otherSteps()}
            isMenu
            face={<ChevronDown size={12} aria-hidden />}
          >
            {(close) => (
              <Menu className="menu" label={say.otherSteps()}>
                {STEPS.map(({ unit, action }) => (
                  <MenuItem
                    key={unit}
                    className="menu-item"
                    disabled={!ready || playing}
                    onClick={() => {
                      close();
                      commands.step(unit);
                    }}
                  >
                    {action.label}
                    <kbd>{keyText(action.keys[0])}</kbd>
                  </MenuItem>
                ))}
              </Menu>
            )}
          </Popover>
        )}
      </span>
    </Toolbar>
  );
}

const STEPS = [
  { unit: 'batch', action: ACTIONS.stepBatch },
  { unit: 'epoch', action: ACTIONS.stepEpoch },
] as const;
