// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { LAB_PRESETS } from '#experiment/labPresets.ts';
import { compareStore } from '#state/compareStore.ts';
import { labStore } from '#state/labStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { runPreset } from './runPreset.ts';

let experiment: Experiment;
const commands = {
  edit: (change: (before: Experiment) => Experiment) => {
    experiment = change(experiment);
  },
  startLoad: vi.fn(),
  startSweep: vi.fn(),
  compareSides: vi.fn(),
  injectFault: vi.fn(),
};

const CAPACITY = 3_000;
const loads = { run: vi.fn() };

beforeEach(() => {
  // Ends the run of an earlier test for its listeners.
  servingStore.setState({ phase: 'idle' });
  const base = defaultExperiment('spiral');
  experiment = { ...base, serving: { ...base.serving, maxQueueSize: 7 } };
  vi.resetAllMocks();
  loads.run.mockImplementation(async () => ({ requestsPerSecond: CAPACITY }));
  commands.startLoad.mockImplementation(() => servingStore.setState({ phase: 'starting', elapsedMs: 0 }));
});

test.each(LAB_PRESETS.map(({ id }) => id))(
  '%s starts exactly one thing, from the default plan',
  async (id) => {
    await runPreset(commands, loads, id);
    const { startLoad, startSweep, compareSides } = commands;
    const started = [startLoad, startSweep, compareSides].map(({ mock }) => mock.calls.length);
    expect(started.reduce((sum, count) => sum + count, 0)).toBe(1);
    const preset = LAB_PRESETS.find((one) => one.id === id)!;
    expect(experiment.view).toMatchObject({ dock: 'requests', lab: preset.pane });
    const fit = preset.fit?.(CAPACITY);
    expect(experiment.serving).toMatchObject({ maxQueueSize: 4_096, ...preset.serving, ...fit?.serving });
    expect(experiment.load).toMatchObject({ ...preset.load, ...fit?.load });
    expect(loads.run).toHaveBeenCalledTimes(preset.fit ? 2 : 0);
    expect(labStore.getState().presetPerSecond).toBe(preset.fit ? CAPACITY : null);
    expect(experiment.data.set).toBe('spiral');
    expect(labStore.getState().presetId).toBe(id);
    if (preset.sides) {
      expect(compareStore.getState().sides.map(({ serving }) => serving)).toEqual(
        (fit?.sides ?? preset.sides).map(({ serving = {} }) => serving),
      );
    }
  },
);

test('a fault strikes once, in the run that was started, at its time', async () => {
  await runPreset(commands, loads, 'coordinatedOmission');
  servingStore.setState({ phase: 'running', elapsedMs: 1_400 });
  expect(commands.injectFault).not.toHaveBeenCalled();
  servingStore.setState({ elapsedMs: 1_530 });
  servingStore.setState({ elapsedMs: 1_900 });
  expect(commands.injectFault.mock.calls).toEqual([['stall', 500]]);
});

test('a run that could not be started leaves no fault for the next', async () => {
  commands.startLoad.mockImplementation(() => undefined);
  await runPreset(commands, loads, 'coordinatedOmission');
  servingStore.setState({ phase: 'running', elapsedMs: 3_000 });
  expect(commands.injectFault).not.toHaveBeenCalled();
});

test('a run that ends early gets no fault, nor does the next', async () => {
  await runPreset(commands, loads, 'coordinatedOmission');
  servingStore.setState({ phase: 'running', elapsedMs: 100 });
  servingStore.setState({ phase: 'idle' });
  servingStore.setState({ phase: 'running', elapsedMs: 3_000 });
  expect(commands.injectFault).not.toHaveBeenCalled();
});

test('after a stopped or failed measurement nothing is started', async () => {
  loads.run.mockImplementation(async () => {
    servingStore.setState({ phase: 'stopping' });
    return { requestsPerSecond: 100 };
  });
  await runPreset(commands, loads, 'overload');
  expect(loads.run).toHaveBeenCalledTimes(1);
  loads.run.mockRejectedValue(new Error('The server has stopped.'));
  await runPreset(commands, loads, 'overload');
  expect(commands.compareSides).not.toHaveBeenCalled();
});

test('measuring leaves the comparison of patterns as it was', async () => {
  const byPattern = { batched: {} } as unknown as ReturnType<typeof servingStore.getState>['byPattern'];
  servingStore.setState({ byPattern });
  loads.run.mockImplementation(async () => {
    servingStore.setState({ byPattern: {} });
    return { requestsPerSecond: 100 };
  });
  await runPreset(commands, loads, 'overload');
  expect(servingStore.getState().byPattern).toBe(byPattern);
});

test('an unknown preset is named', async () => {
  await expect(runPreset(commands, loads, 'nonsense')).rejects.toThrow('There is no preset "nonsense".');
});
