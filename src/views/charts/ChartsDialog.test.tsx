// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { setExperiment, startWith } from '#state/experimentStore.ts';
import { historyFeed } from '#state/feeds.ts';
import { keepCurve, runsStore } from '#state/runsStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
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
