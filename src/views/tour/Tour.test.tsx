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

test('the focus stays on Next from mark to mark, and goes back where it was when the tour ends', () => {
  const outside = document.body.appendChild(document.createElement('button'));
  const { host, rerender } = renderView(<Tour />);
  outside.focus();
  const next = control(host, 'Next');
  act(() => next.focus());
  click(next);
  expect(host.textContent).toContain('This map is its answer');
  expect(document.activeElement).toBe(next);
  // Doing what a mark says moves on and takes no focus.
  act(() => outside.focus());
  click(next);
  act(() => uiStore.setState({ hovered: { layer: 0, unit: 1 } }));
  act(() => uiStore.setState({ hovered: null }));
  expect(document.activeElement).toBe(outside);
  act(() => next.focus());
  rerender(null);
  expect(document.activeElement).toBe(outside);
  outside.remove();
});

test('the ring follows its control when it is scrolled, and is gone with it', () => {
  const play = document.body.appendChild(document.createElement('button'));
  play.className = 'transport-play';
  let top = 100;
  play.getBoundingClientRect = () => new DOMRect(200, top, 40, 40);
  const { host } = renderView(<Tour />);
  const ring = () => host.querySelector<HTMLElement>('.tour-ring')?.style.top;
  expect(ring()).toBe('95px');
  const scrolled = (to: number): void => {
    top = to;
    act(() => void document.body.dispatchEvent(new Event('scroll')));
  };
  scrolled(60);
  expect(ring()).toBe('55px');
  scrolled(-50);
  expect(ring()).toBeUndefined();
  expect(host.querySelector('.tour-mark')?.getAttribute('data-low')).toBe('true');
  scrolled(100);
  expect(ring()).toBe('95px');
  play.remove();
});
