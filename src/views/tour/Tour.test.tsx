// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { Tour } from './Tour.tsx';

beforeEach(() => {
  startWith(defaultExperiment('circle'));
  trainingStore.setState(trainingStore.getInitialState());
  servingStore.setState(servingStore.getInitialState());
  uiStore.setState({ ...uiStore.getInitialState(), tourAt: 0 });
});

test('doing what a mark says moves on, to the end', () => {
  const { host } = renderView(<Tour />);
  expect(host.textContent).toContain('Press play');
  act(() => trainingStore.setState({ phase: 'playing' }));
  expect(host.textContent).toContain('This map is its answer');
  click(control(host, 'Next'));
  act(() => uiStore.setState({ hovered: { layer: 0, unit: 1 } }));
  expect(host.textContent).toContain('Point at one.');
  act(() => uiStore.setState({ hovered: null }));
  expect(host.textContent).toContain('Pick another picture');
  act(() => setExperiment({ ...experimentStore.getState().experiment, data: defaultExperiment('xor').data }));
  expect(host.textContent).toContain('ask it 256 times');
  act(() => servingStore.setState({ phase: 'starting' }));
  expect(uiStore.getState()).toMatchObject({ tourAt: null, tourDone: true });
});

test('Skip ends it for good', () => {
  const { host } = renderView(<Tour />);
  click(control(host, 'Skip the tour'));
  expect(uiStore.getState()).toMatchObject({ tourAt: null, tourDone: true });
});
