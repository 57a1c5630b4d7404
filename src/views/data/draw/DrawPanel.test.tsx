// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { addPoints, drawnCount, drawnPoints, type DrawnSpec } from '#experiment/drawnPoints.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { click, control, enter, renderView } from '../../testing/renderView.tsx';
import { DrawPanel } from './DrawPanel.tsx';

const EMPTY: DrawnSpec = { labels: 'classes', classes: 2, points: '' };
const present = (): DrawnSpec => experimentStore.getState().experiment.data.drawn!;

function panel(spec: DrawnSpec) {
  act(() => startWith(defaultExperiment('drawn', { drawn: spec })));
  const view = renderView(<DrawPanel />);
  view.commands.edit.mockImplementation((change, gesture) =>
    setExperiment(change(experimentStore.getState().experiment), gesture),
  );
  return view;
}

beforeEach(() => startWith(defaultExperiment('drawn')));

test('counts the points of each class, two to four of them', () => {
  const { host } = panel(
    addPoints(EMPTY, [
      [0, 0, 1],
      [1, 1, 1],
      [2, 2, 0],
    ]),
  );
  const rows = (): string[] => [...host.querySelectorAll('li')].map(({ textContent }) => textContent);
  expect(rows()).toEqual(['Class −11', 'Class +12']);
  click(control(host, 'Add a class'));
  click(control(host, 'Add a class'));
  expect(rows()).toEqual(['Class A1', 'Class B2', 'Class C0', 'Class D0']);
  expect(() => control(host, 'Add a class')).toThrow();
  click(control(host, 'Remove class D'));
  expect(present().classes).toBe(3);
});

test('values instead of classes keep the points', () => {
  const { host } = panel(
    addPoints(EMPTY, [
      [0, 0, 0],
      [3, 3, 1],
    ]),
  );
  click(control(host, 'Use values instead'));
  expect(drawnPoints(present()).map(([, , value]) => value)).toEqual([-1, 1]);
  expect(host.textContent).toContain('−1.0 to 1.0');
  expect(experimentStore.getState().experiment.training.loss).not.toBe('binaryCrossentropy');
});

test('points from a formula are added, or replace all; a wrong formula is marked at its place', () => {
  const { host } = panel(EMPTY);
  click(control(host, 'Add 100 points'));
  click(control(host, 'Add 100 points'));
  expect(drawnCount(present())).toBe(200);
  expect(new Set(drawnPoints(present()).map(String)).size).toBe(200);
  enter(control(host, 'Formula'), 'x2 > 2*sine(x1)');
  expect(host.querySelector('mark')?.textContent).toBe('sine');
  expect(host.querySelector('[role=alert]')?.textContent).toContain('There is no function “sine”');
  click(control(host, 'Replace all'));
  expect(drawnCount(present())).toBe(200);
  enter(control(host, 'Formula'), 'x1 > 0');
  expect(host.querySelector('[role=alert]')).toBeNull();
  click(control(host, 'Replace all'));
  const first = drawnPoints(present());
  expect(first).toHaveLength(100);
  for (const [x1, , label] of first) if (Math.abs(x1) > 0.003) expect(label).toBe(Number(x1 > 0));
  // Each press puts others.
  click(control(host, 'Replace all'));
  expect(drawnCount(present())).toBe(100);
  expect(drawnPoints(present())).not.toEqual(first);
});

test('a formula of a curve becomes a data set of its own', () => {
  const { host } = panel(EMPTY);
  enter(control(host, 'What the formula says'), 'above');
  enter(control(host, 'Formula'), 'x1^2/6 - 3');
  click(control(host, 'Use the formula itself as data'));
  expect(experimentStore.getState().experiment.data).toMatchObject({
    set: 'formula',
    formula: { text: 'x1^2/6 - 3', labels: 'classes' },
  });
});

test('a formula that makes no data set says so', () => {
  const { host } = panel({ ...EMPTY, labels: 'values' });
  enter(control(host, 'Formula'), '0*x1');
  expect(host.querySelector('[role=alert]')).toBeNull();
  click(control(host, 'Use the formula itself as data'));
  expect(host.querySelector('[role=alert]')?.textContent).toContain('The formula is 0 everywhere');
  expect(experimentStore.getState().experiment.data.set).toBe('drawn');
  enter(control(host, 'Formula'), '0.5*x1');
  expect(host.querySelector('[role=alert]')).toBeNull();
});

test('says when a link gets long, and when there is room for no more', () => {
  const many = (count: number): DrawnSpec =>
    addPoints(
      EMPTY,
      Array.from({ length: count }, (_, i) => [i / 400, 0, i % 2] as const),
    );
  expect(panel(many(400)).host.querySelector('.draw-remark')).toBeNull();
  expect(panel(many(401)).host.querySelector('.draw-remark')?.textContent).toMatch(/^All 401 points travel/);
  expect(panel(many(2_000)).host.textContent).toContain('2,000 points are the most');
});
