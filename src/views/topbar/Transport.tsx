/** Reset, play or pause, step: how training runs. A step is one batch; with Shift, or from the menu, one epoch. */
import { ChevronDown, Pause, Play, RotateCcw, StepForward } from 'lucide-react';
import { useStore } from 'zustand';
import { trainingStore } from '../../state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Popover } from '../controls/Popover.tsx';

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
        aria-label="Reset the weights"
        title="Reset the weights"
        disabled={!ready}
        onClick={() => commands.reset()}
      >
        <RotateCcw size={16} strokeWidth={1.75} aria-hidden />
      </button>
      <button
        type="button"
        className="button-filled transport-play"
        aria-label={playing ? 'Pause training' : 'Train'}
        title={playing ? 'Pause training' : 'Train'}
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
          title="Step one batch; with Shift one epoch"
          disabled={!ready || playing}
          onClick={(event) => commands.step(event.shiftKey ? 'epoch' : 'batch')}
        >
          <StepForward size={16} strokeWidth={1.75} aria-hidden />
        </button>
        {withMenu && (
          <Popover
            className="button-plain transport-menu"
            label="Other steps"
            face={<ChevronDown size={12} aria-hidden />}
          >
            {(close) => (
              <div className="menu">
                {(['batch', 'epoch'] as const).map((unit) => (
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
                    Step one {unit}
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
