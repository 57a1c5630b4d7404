// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { setExperiment, startWith } from '#state/experimentStore.ts';
import { historyFeed, timelineFeed } from '#state/feeds.ts';
import { keepCurve, runsStore } from '#state/runsStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { LayerCurvePlots } from '../inspect/layers/LayerCurvePlots.tsx';
import { ChartsDialog } from './ChartsDialog.tsx';

vi.mock('../plot/createPlot.ts', () => ({
  createPlot: () => ({
    update: () => undefined,
    setCursor: () => undefined,
    setSelection: () => undefined,
    shown: () => null,
    destroy: () => undefined,
  }),
}));

const history = [0, 10, 20].map((epoch) => ({
  epoch,
  step: epoch * 25,
  trainLoss: 1 / (1 + epoch),
  testLoss: 1 / (1 + epoch),
  trainAccuracy: 0.9,
  testAccuracy: 0.8,
  batchLoss: Number.NaN,
}));

beforeEach(() => {
  startWith({ ...defaultExperiment('moons') });
  historyFeed.publish(history);
  timelineFeed.publish({ epochs: [0, 10], steps: [0, 250], lookingBackAt: null, branches: [] });
  runsStore.setState({ runs: [] });
});

const rows = (host: Element): string[] =>
  [...host.querySelectorAll('tbody th')].map((each) => each.textContent.trim());

test('a kept run stays, named by what differs now, and is removed by its button', () => {
  const { host } = renderView(<ChartsDialog onClose={() => undefined} />);
  expect(rows(host)).toEqual(['This run']);
  click(control(host, 'Keep this run'));
  const { id } = runsStore.getState().runs[0]!;
  expect(rows(host)).toEqual(['This run', `${id} · same settings`]);
  const { experiment } = runsStore.getState().runs[0]!;
  act(() =>
    setExperiment(
      changeExperiment(experiment, {
        training: { optimizer: { ...experiment.training.optimizer, learningRate: 0.5 } },
      }),
    ),
  );
  const name = `${id} · learning rate ${experiment.training.optimizer.learningRate}`;
  expect(rows(host)).toEqual(['This run', name]);
  click(host.querySelector<HTMLElement>('tbody button')!);
  expect(rows(host)).toEqual(['This run']);
});

test('five runs are kept at most', () => {
  const { host } = renderView(<ChartsDialog onClose={() => undefined} />);
  act(() => {
    for (let i = 0; i < 6; i++) keepCurve(defaultExperiment('moons'), history);
  });
  expect(rows(host).length).toBe(6);
  expect(control(host, 'Keep this run').getAttribute('aria-disabled')).toBe('true');
  expect(host.textContent).toContain('Five runs are kept.');
});

test('charts are chosen; layers are asked for only while they are shown', () => {
  const { host, commands } = renderView(<ChartsDialog onClose={() => undefined} />);
  commands.layerCurves.mockResolvedValue({ epoch: [], step: [], samples: 0, layers: [] });
  const shown = (): number => host.querySelectorAll('.charts-plot').length;
  expect(shown()).toBe(4);
  click(control(host, 'Gradient norm'));
  expect(shown()).toBe(3);
  const before = commands.layerCurves.mock.calls.length;
  click(control(host, 'Step over weight'));
  expect(shown()).toBe(4);
  expect(commands.layerCurves.mock.calls.length).toBe(before + 1);
});

const settled = (ms: number): Promise<void> =>
  act(() => new Promise<void>((done) => void setTimeout(done, ms)));
const kept = (steps: readonly number[]): void =>
  timelineFeed.publish({ epochs: steps.map((step) => step / 25), steps, lookingBackAt: null, branches: [] });
const layerCurves = (epoch: readonly number[]) => ({
  epoch,
  step: epoch.map((each) => each * 25),
  samples: 9,
  layers: networkShape(defaultExperiment('moons')).layers.map(() => ({
    gradientNorm: epoch.map((each) => 1 / (1 + each)),
    updateRatio: epoch.map(() => 0.001),
  })),
});

test('layers are asked for once for the same kept moments, whatever news come', async () => {
  const view = renderView(null);
  view.commands.layerCurves.mockResolvedValue(layerCurves([0, 10]));
  view.rerender(<ChartsDialog onClose={() => undefined} />);
  for (let i = 0; i < 6; i++) {
    kept([0, 250]);
    historyFeed.publish([...history]);
    await settled(250);
  }
  expect(view.commands.layerCurves).toHaveBeenCalledTimes(1);
  kept([0, 250, 500]);
  await settled(2_200);
  expect(view.commands.layerCurves).toHaveBeenCalledTimes(2);
});

test('what is read of the layers stays at its epoch as the run grows, and is gone with the run', async () => {
  const shape = networkShape(defaultExperiment('moons'));
  const view = renderView(null);
  view.commands.layerCurves.mockResolvedValue(layerCurves([0, 2, 4, 6, 8, 10]));
  view.rerender(<LayerCurvePlots shape={shape} chosen={0} />);
  await settled(50);
  const cursor = (): HTMLInputElement => view.host.querySelector<HTMLInputElement>('input[type=range]')!;
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(cursor(), '2');
    cursor().dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settled(50);
  expect(cursor().getAttribute('aria-valuetext')).toMatch(/^Epoch 4:/);
  // Every second moment is left out from here on.
  view.commands.layerCurves.mockResolvedValue(layerCurves([0, 4, 8, 12]));
  kept([0, 100, 200, 300]);
  await settled(2_200);
  expect(cursor().getAttribute('aria-valuetext')).toMatch(/^Epoch 4:/);
  view.commands.layerCurves.mockReturnValue(new Promise(() => undefined));
  kept([0]);
  await settled(400);
  expect(view.host.querySelector('input[type=range]')).toBeNull();
});
