// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import { encodeLink } from '#share/encodeLink.ts';
import { readStart } from './readStart.ts';

const runOfTab = vi.fn<(tab: string, experiment: Experiment) => Promise<KeptRun | undefined>>();
const lastClosedTab = vi.fn();
vi.mock('#commands/restoreWork.ts', () => ({
  runOfTab: (tab: string, experiment: Experiment) => runOfTab(tab, experiment),
  lastClosedTab: (own: string | null) => lastClosedTab(own) as unknown,
}));

const xor = defaultExperiment('xor');
const run = (experiment: Experiment, epoch: number): KeptRun => ({
  experiment,
  checkpoint: { state: new Float32Array(200), step: 25 * epoch, epoch, batch: 0, slotsSince: 0 },
  curve: [],
});
const comesBy = (type: string): void => {
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ type } as never]);
};

beforeEach(() => {
  runOfTab.mockReset().mockResolvedValue(undefined);
  lastClosedTab.mockReset().mockResolvedValue(undefined);
  localStorage.setItem('fanout.kept', '1');
  sessionStorage.setItem('fanout.tab', 'own');
});
afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
});

test('a first visit is synchronous', () => {
  localStorage.clear();
  sessionStorage.clear();
  comesBy('navigate');
  expect(readStart('', vi.fn())).toEqual({ experiment: defaultExperiment() });
});

test('a link that is opened restores nothing, whatever was kept', async () => {
  comesBy('navigate');
  expect(await readStart(`#${await encodeLink(xor)}`, vi.fn())).toEqual({ experiment: xor });
  expect(runOfTab).not.toHaveBeenCalled();
  expect(lastClosedTab).not.toHaveBeenCalled();
});

test('in a frame of another page nothing that was kept is read, with or without a link', async () => {
  for (const type of ['navigate', 'reload', 'back_forward']) {
    comesBy(type);
    expect(readStart('', vi.fn(), true)).toEqual({ experiment: defaultExperiment(), isEmbedded: true });
    const opened = await readStart(`#${await encodeLink(xor)}`, vi.fn(), true);
    expect(opened).toEqual({ experiment: xor, isEmbedded: true });
  }
  expect(runOfTab).not.toHaveBeenCalled();
  expect(lastClosedTab).not.toHaveBeenCalled();
});

test('a reload restores the run of this tab, if its address is the same experiment', async () => {
  comesBy('reload');
  const kept = run(xor, 40);
  runOfTab.mockResolvedValue(kept);
  const { said, ...start } = await readStart(`#${await encodeLink(xor)}`, vi.fn());
  expect(runOfTab).toHaveBeenCalledWith('own', xor);
  expect(start).toEqual({ experiment: xor, tab: 'own', run: kept });
  expect(said?.()).toBe('Your training is back: epoch 40.');
});

test('a reload restores an edit that the address does not hold yet', async () => {
  comesBy('reload');
  sessionStorage.setItem('fanout.unwritten', JSON.stringify({ hashes: ['#old'], experiment: xor }));
  expect(await readStart('#old', vi.fn())).toEqual({
    experiment: xor,
    addressed: defaultExperiment(),
    tab: 'own',
  });
});

test('a tab opened without a link restores the tab that was closed last', async () => {
  comesBy('navigate');
  const kept = run(xor, 40);
  lastClosedTab.mockResolvedValue({ tab: 'closed', experiment: xor, run: kept });
  const { said, ...start } = await readStart('', vi.fn());
  expect(start).toEqual({ experiment: xor, addressed: defaultExperiment(), tab: 'closed', run: kept });
  expect(said?.()).toBe('Your last experiment is back, at epoch 40.');
});

test('a closed tab with the untouched default is not mentioned', async () => {
  comesBy('navigate');
  lastClosedTab.mockResolvedValue({ tab: 'closed', experiment: defaultExperiment(), run: undefined });
  expect(await readStart('', vi.fn())).toEqual({ experiment: defaultExperiment(), tab: 'closed' });
});

test('what cannot be restored is left out', async () => {
  comesBy('reload');
  runOfTab.mockRejectedValue(new Error('broken'));
  expect(await readStart('', vi.fn())).toEqual({ experiment: defaultExperiment(), tab: 'own' });
});

test('a reload before the first write restores the run that the page left', async () => {
  comesBy('reload');
  localStorage.clear();
  sessionStorage.setItem('fanout.left', '{}');
  runOfTab.mockResolvedValue(run(xor, 3));
  const start = await readStart(`#${await encodeLink(xor)}`, vi.fn());
  expect(start.run?.checkpoint.epoch).toBe(3);
});
