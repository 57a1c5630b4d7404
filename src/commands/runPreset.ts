/**
 * Runs a preset of the lab: its serving settings and load become the experiment's (one undo step), its pane is shown, and its load,
 * sweep or comparison starts. Where that depends on the speed of the machine, its capacity is measured first, and rates, limits
 * and deadlines are derived from it.
 */
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment, ServingSpec } from '#experiment/experiment.ts';
import { LAB_PRESETS, type LabPreset, type PresetSide } from '#experiment/labPresets.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import { compareStore, type CompareSide } from '#state/compareStore.ts';
import { labStore } from '#state/labStore.ts';
import { compareWith, servingStore } from '#state/servingStore.ts';
import type { Commands } from './Commands.ts';
import type { LoadRunner } from './runLoad.ts';

type Needed = Pick<Commands, 'edit' | 'startLoad' | 'startSweep' | 'compareSides' | 'injectFault'>;

/** Clients of a preset's sweep, in powers of two. */
const SWEEP_CLIENTS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/** Measurement of capacity: first a warm-up, because the first batches are slow, then the measurement. */
const CAPACITY = { clients: 64, warmUpMs: 250, measureMs: 350 };

let started = 0;

/**
 * Resolves when the preset has been started, or its measurement was stopped.
 * @throws for an unknown id
 */
export async function runPreset(commands: Needed, loads: Pick<LoadRunner, 'run'>, id: string): Promise<void> {
  const preset = LAB_PRESETS.find((one) => one.id === id);
  if (!preset) throw failed(failures.noPreset({ id }));
  // Both edits of a preset are one undo step.
  const gesture = `preset ${++started}`;
  let planned: Experiment | undefined;
  commands.edit((experiment) => (planned = withPreset(experiment, preset)), gesture);
  labStore.setState({ presetId: id, presetPerSecond: null });
  if (!preset.fit || !planned) return start(commands, preset);
  const perSecond = await measureCapacity(loads, planned.serving, preset.sides?.[0].serving);
  const isStillWanted = labStore.getState().presetId === id;
  if (perSecond === null || !isStillWanted) return;
  labStore.setState({ presetPerSecond: perSecond });
  const fit = preset.fit(perSecond);
  commands.edit(
    (experiment) => ({
      ...experiment,
      serving: { ...experiment.serving, ...fit.serving },
      load: { ...experiment.load, ...fit.load },
    }),
    gesture,
  );
  start(commands, { ...preset, ...(fit.sides ? { sides: fit.sides } : {}) });
}

function start(commands: Needed, { sides, sweep, fault }: LabPreset): void {
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

/** Responses per second to clients without think time; null where the measurement was stopped, or there were none. */
async function measureCapacity(
  loads: Pick<LoadRunner, 'run'>,
  plan: ServingSpec,
  side: Partial<ServingSpec> = {},
): Promise<number | null> {
  const { clients, warmUpMs, measureMs } = CAPACITY;
  const { byPattern } = servingStore.getState();
  let wasStopped = false;
  const stopListening = servingStore.subscribe(({ phase }) => {
    wasStopped ||= phase === 'stopping';
  });
  // Without a deadline, which is yet to be set, no request is lost.
  const serving = { ...plan, ...side, defaultTimeoutUs: 0 };
  const settings = { mode: 'closed', inFlight: clients, serving } as const;
  try {
    await loads.run({ ...settings, durationMs: warmUpMs });
    if (wasStopped) return null;
    const { requestsPerSecond } = await loads.run({ ...settings, durationMs: measureMs });
    return wasStopped || requestsPerSecond === 0 ? null : requestsPerSecond;
  } catch {
    // The error is in the serving store already.
    return null;
  } finally {
    stopListening();
    // Not a run of the user.
    compareWith(byPattern);
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

/** Calls `strike` once, at this time of the run that has just started; never if it ends before. */
function strikeDuringRun(strike: () => void, atMs: number): void {
  // A run that could not be started has reported why.
  if (servingStore.getState().phase === 'idle') return;
  const stop = servingStore.subscribe(({ phase, elapsedMs }) => {
    if (phase === 'idle') stop();
    else if (phase === 'running' && elapsedMs >= atMs) {
      stop();
      strike();
    }
  });
}
