/** Reset, play or pause, step: how training runs. A step is one batch; with Shift, or from the menu, one epoch. */
import { ChevronDown, Pause, Play, RotateCcw, SkipForward } from 'lucide-react';
import { useStore } from 'zustand';
import { ACTIONS } from '../../actions/actions.ts';
import { trainingStore } from '../../state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Popover } from '../controls/Popover.tsx';
import { hintOf, keyText } from '../help/keyText.ts';

export function Transport({ withMenu = true }: { readonly withMenu?: boolean }) {
  const commands = useCommands();
  const phase = useStore(trainingStore, (state) => state.phase);
  const playing = phase === 'playing';
  const ready = phase !== 'starting' && phase !== 'loading';
  return (
    <div className="transport" role="group" aria-label="Training">
      <button
        type="button"
        className="button-plain"
        aria-label="Reset the network to its start"
        title={hintOf(ACTIONS.reset)}
        disabled={!ready}
        onClick={() => commands.reset()}
      >
        <RotateCcw size={16} strokeWidth={1.75} aria-hidden />
      </button>
      <button
        type="button"
        className="button-filled transport-play"
        aria-label={playing ? 'Pause' : 'Play'}
        title={hintOf(ACTIONS.playPause)}
        onClick={() => (playing ? commands.pause() : commands.play())}
      >
        {playing ? (
          <Pause size={16} fill="currentColor" strokeWidth={1} aria-hidden />
        ) : (
          <Play size={16} fill="currentColor" strokeWidth={1.5} aria-hidden />
        )}
      </button>
      <span className="transport-step">
        <button
          type="button"
          className="button-plain"
          aria-label="Step one batch"
          title={`${hintOf(ACTIONS.stepBatch)}; with Shift one epoch`}
          disabled={!ready || playing}
          onClick={(event) => commands.step(event.shiftKey ? 'epoch' : 'batch')}
        >
          <SkipForward size={16} strokeWidth={1.75} aria-hidden />
        </button>
        {withMenu && (
          <Popover
            className="button-plain transport-menu"
            label="Other steps"
            face={<ChevronDown size={12} aria-hidden />}
          >
            {(close) => (
              <div className="menu">
                {STEPS.map(({ unit, action }) => (
                  <button
                    key={unit}
                    type="button"
                    className="menu-item"
                    disabled={!ready || playing}
                    onClick={() => {
                      close();
                      commands.step(unit);
                    }}
                  >
                    {action.label}
                    <kbd>{keyText(action.keys[0])}</kbd>
                  </button>
                ))}
              </div>
            )}
          </Popover>
        )}
      </span>
    </div>
  );
}

const STEPS = [
  { unit: 'batch', action: ACTIONS.stepBatch },
  { unit: 'epoch', action: ACTIONS.stepEpoch },
] as const;
