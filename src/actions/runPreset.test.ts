// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../spec/defaults.ts';
import type { Experiment } from '../spec/experiment.ts';
import { LAB_PRESETS } from '../spec/labPresets.ts';
import { compareStore } from '../state/compareStore.ts';
import { labStore } from '../state/labStore.ts';
import { servingStore } from '../state/servingStore.ts';
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

beforeEach(() => {
  // Whoever still waits for an end of an earlier test's run hears of it.
  servingStore.setState({ phase: 'idle' });
  const base = defaultExperiment('spiral');
  experiment = { ...base, serving: { ...base.serving, maxQueueSize: 7 } };
  vi.resetAllMocks();
  commands.startLoad.mockImplementation(() => servingStore.setState({ phase: 'starting', elapsedMs: 0 }));
});

test.each(LAB_PRESETS.map(({ id }) => id))('%s starts exactly one thing, from the default plan', (id) => {
  runPreset(commands, id);
  const { startLoad, startSweep, compareSides } = commands;
  const started = [startLoad, startSweep, compareSides].map(({ mock }) => mock.calls.length);
  expect(started.reduce((sum, count) => sum + count, 0)).toBe(1);
  const preset = LAB_PRESETS.find((one) => one.id === id)!;
  expect(experiment.view).toMatchObject({ dock: 'requests', lab: preset.pane });
  expect(experiment.serving).toMatchObject({ maxQueueSize: 4_096, ...preset.serving });
  expect(experiment.data.set).toBe('spiral');
  expect(labStore.getState().presetId).toBe(id);
  if (preset.sides) {
    expect(compareStore.getState().sides.map(({ serving }) => serving)).toEqual(
      preset.sides.map(({ serving = {} }) => serving),
    );
  }
});

test('a fault strikes once, in the run that was started, at its time', () => {
  runPreset(commands, 'coordinatedOmission');
  servingStore.setState({ phase: 'running', elapsedMs: 1_400 });
  expect(commands.injectFault).not.toHaveBeenCalled();
  servingStore.setState({ elapsedMs: 1_530 });
  servingStore.setState({ elapsedMs: 1_900 });
  expect(commands.injectFault.mock.calls).toEqual([['stall', 500]]);
});

test('a run that could not be started leaves no fault behind for the next', () => {
  commands.startLoad.mockImplementation(() => undefined);
  runPreset(commands, 'coordinatedOmission');
  servingStore.setState({ phase: 'running', elapsedMs: 3_000 });
  expect(commands.injectFault).not.toHaveBeenCalled();
});

test('a run that ends early meets no fault, nor does the next', () => {
  runPreset(commands, 'coordinatedOmission');
  servingStore.setState({ phase: 'running', elapsedMs: 100 });
  servingStore.setState({ phase: 'idle' });
  servingStore.setState({ phase: 'running', elapsedMs: 3_000 });
  expect(commands.injectFault).not.toHaveBeenCalled();
});

test('an unknown preset is named', () => {
  expect(() => runPreset(commands, 'nonsense')).toThrow('There is no preset "nonsense".');
});
