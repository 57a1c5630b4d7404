/** The presets of the lab: each shows one thing in one click. */
import { ChevronDown, X } from 'lucide-react';
import { useStore } from 'zustand';
import { LAB_PRESETS } from '../../spec/labPresets.ts';
import { compareStore } from '../../state/compareStore.ts';
import { deviceStore } from '../../state/deviceStore.ts';
import { labStore } from '../../state/labStore.ts';
import { servingStore } from '../../state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Popover } from '../controls/Popover.tsx';
import { showPane } from './labPanes.ts';
import './PresetMenu.css';

export function PresetMenu() {
  const commands = useCommands();
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const loading = useStore(servingStore, (state) => state.phase !== 'idle');
  const comparing = useStore(compareStore, (state) => state.phase !== 'idle');
  const face = (
    <>
      Presets <ChevronDown size={12} aria-hidden />
    </>
  );
  return (
    <Popover face={face} className="button-plain">
      {(close) => (
        <ul className="preset-list">
          {LAB_PRESETS.map(({ id, label, teaches, pane }) => (
            <li key={id}>
              <button
                type="button"
                disabled={!ready || loading || comparing}
                onClick={() => {
                  close();
                  showPane(commands, pane);
                  commands.runPreset(id);
                }}
              >
                <strong>{label}</strong>
                <span>{teaches}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

/** What the preset that was started last is about, above the pane. */
export function PresetNote() {
  const preset = useStore(labStore, ({ presetId }) => LAB_PRESETS.find(({ id }) => id === presetId));
  if (!preset) return null;
  return (
    <p className="preset-note" role="note">
      <strong>{preset.label}</strong> {preset.teaches} <em>{preset.look}</em>
      <button
        type="button"
        className="button-plain"
        aria-label="Close the note"
        onClick={() => labStore.setState({ presetId: null })}
      >
        <X size={14} aria-hidden />
      </button>
    </p>
  );
}
