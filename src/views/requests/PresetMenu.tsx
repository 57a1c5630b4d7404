/** Presets of the lab: one click runs a demonstration. */
import { ChevronDown, X } from 'lucide-react';
import { useStore } from 'zustand';
import { LAB_PRESETS } from '#experiment/labPresets.ts';
import * as say from '#messages/generated/requests.ts';
import { rateText } from '#messages/numberText.ts';
import { compareStore } from '#state/compareStore.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { labStore } from '#state/labStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Menu, MenuItem } from '../controls/Menu.tsx';
import { Popover } from '../controls/Popover.tsx';
import { showPane } from './showPane.ts';
import './PresetMenu.css';

export function PresetMenu() {
  const commands = useCommands();
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const loading = useStore(servingStore, (state) => state.phase !== 'idle');
  const comparing = useStore(compareStore, (state) => state.phase !== 'idle');
  const face = (
    <>
      {say.examples()} <ChevronDown size={12} aria-hidden />
    </>
  );
  return (
    <Popover face={face} className="button-plain" isMenu>
      {(close) => (
        <Menu className="preset-list" label={say.examples()}>
          {LAB_PRESETS.map(({ id, label, teaches, pane }) => (
            <MenuItem
              key={id}
              disabled={!ready || loading || comparing}
              onClick={() => {
                close();
                showPane(commands, pane);
                commands.runPreset(id);
              }}
            >
              <strong>{label()}</strong>
              <span>{teaches()}</span>
            </MenuItem>
          ))}
        </Menu>
      )}
    </Popover>
  );
}

/** Note above the pane about the preset that was started last. */
export function PresetNote() {
  const preset = useStore(labStore, ({ presetId }) => LAB_PRESETS.find(({ id }) => id === presetId));
  const perSecond = useStore(labStore, ({ presetPerSecond }) => presetPerSecond);
  if (!preset) return null;
  const canDo = preset.sides ? say.machineCanDoAsA : say.machineCanDo;
  const measured = perSecond === null ? say.measuringMachine() : canDo({ rate: rateText(perSecond) });
  return (
    <p className="preset-note" role="note">
      <strong>{preset.label()}</strong> {preset.teaches()} <em>{preset.look()}</em>
      {preset.fit && ` ${measured}`}
      <button
        type="button"
        className="button-plain"
        aria-label={say.closeNote()}
        onClick={() => labStore.setState({ presetId: null })}
      >
        <X size={14} aria-hidden />
      </button>
    </p>
  );
}
