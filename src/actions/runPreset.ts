/**
 * Runs a preset of the lab in one step: its serving plan and load become the experiment's (one undo brings the old ones
 * back), its pane comes to the front, and what it shows is started.
 */
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';
import { LAB_PRESETS, type LabPreset, type PresetSide } from '../spec/labPresets.ts';
import { compareStore, type CompareSide } from '../state/compareStore.ts';
import { labStore } from '../state/labStore.ts';
import { servingStore } from '../state/servingStore.ts';
import type { Commands } from './Commands.ts';

type Needed = Pick<Commands, 'edit' | 'startLoad' | 'startSweep' | 'compareSides' | 'injectFault'>;

/** Clients of a preset's sweep, in doublings. */
const SWEEP_CLIENTS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** @throws when there is no such preset. */
export function runPreset(commands: Needed, id: string): void {
  const preset = LAB_PRESETS.find((one) => one.id === id);
  if (!preset) throw new Error(`There is no preset "${id}".`);
  commands.edit((experiment) => withPreset(experiment, preset));
  labStore.setState({ presetId: id });
  const { sides, sweep, fault } = preset;
  if (sides) {
    compareStore.setState({ sides: [sideOf(sides[0]), sideOf(sides[1])], results: [], problem: null });
    commands.compareSides();
  } else if (sweep) {
    commands.startSweep({ over: sweep, values: SWEEP_CLIENTS });
  } else {
    commands.startLoad();
    if (fault) strikeDuringRun(() => commands.injectFault(fault.kind, fault.ms), fault.atMs);
  }
}

export function withPreset(experiment: Experiment, { serving, load, pane }: LabPreset): Experiment {
  const base = defaultExperiment(experiment.data.set);
  return {
    ...experiment,
    serving: { ...base.serving, ...serving },
    load: { ...base.load, ...load },
    view: { ...experiment.view, dock: 'requests', lab: pane },
  };
}

const sideOf = ({ device, serving = {} }: PresetSide): CompareSide => ({
  device: device ?? null,
  networkId: null,
  serving,
});

/** Calls `strike` once, so long after the start of the run that has just begun; never when it ends before. */
function strikeDuringRun(strike: () => void, atMs: number): void {
  // A run that could not be started has said why.
  if (servingStore.getState().phase === 'idle') return;
  const stop = servingStore.subscribe(({ phase, elapsedMs }) => {
    if (phase === 'idle') stop();
    else if (phase === 'running' && elapsedMs >= atMs) {
      stop();
      strike();
    }
  });
}
