// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { drawnPoints, packPoints } from '#experiment/drawnPoints.ts';
import { experimentStore, setExperiment, startWith, undo } from '#state/experimentStore.ts';
import { control, key, renderView, click } from '../../testing/renderView.tsx';
import { DrawView } from './DrawView.tsx';

beforeEach(() => startWith(defaultExperiment('drawn')));

/** Edits go into the store, as the real commands do. */
function drawView() {
  const view = renderView(<DrawView />);
  view.commands.edit.mockImplementation((change, gesture) =>
    setExperiment(change(experimentStore.getState().experiment), gesture),
  );
  view.commands.undo.mockImplementation(undo);
  const surface = view.host.querySelector<HTMLElement>('[role=application]')!;
  return { ...view, surface, keys: (...names: string[]) => names.forEach((name) => key(surface, name)) };
}
const points = () => drawnPoints(experimentStore.getState().experiment.data.drawn!);

test('by keyboard: arrow keys move, Enter puts, digits choose the class, Delete takes', () => {
  const { keys } = drawView();
  keys('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
  keys('2', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter');
  expect(points()).toEqual([
    [1.5, 0, 0],
    [1.5, 1.5, 1],
  ]);
  keys('Delete');
  expect(points()).toEqual([[1.5, 0, 0]]);
});

test('by keyboard: M and Enter pick a point up, arrow keys move it in one undo step', () => {
  const { keys } = drawView();
  keys(
    'Enter',
    'm',
    'Enter',
    'ArrowLeft',
    'ArrowLeft',
    'ArrowLeft',
    'ArrowLeft',
    'ArrowLeft',
    'ArrowLeft',
    'Enter',
  );
  keys('ArrowUp');
  expect(points()).toEqual([[-1.5, 0, 0]]);
  act(undo);
  expect(points()).toEqual([[0, 0, 0]]);
});

test('a stroke of the pointer is one undo step, which its button takes back', () => {
  const { host, surface } = drawView();
  const canvas = surface.querySelector('canvas')!;
  surface.setPointerCapture = () => undefined;
  const send = (type: string, target: Element, clientX: number, clientY: number): void =>
    act(() => {
      target.dispatchEvent(
        new PointerEvent(type, { bubbles: true, isPrimary: true, pointerId: 1, button: 0, clientX, clientY }),
      );
    });
  // Without a layout the map is 40 px wide and begins at 28, 4.
  send('pointerdown', canvas, 38, 14);
  send('pointermove', surface, 48, 24);
  send('pointermove', surface, 58, 34);
  send('pointerup', surface, 58, 34);
  expect(points().length).toBeGreaterThan(5);
  expect(points()[0]).toEqual([-3, 3, 0]);
  click(control(host, 'Undo stroke'));
  expect(points()).toEqual([]);
  expect(control(host, 'Undo stroke').getAttribute('aria-disabled')).toBe('true');
});

test('what changes no point is no undo step', () => {
  const { host, keys } = drawView();
  const steps = () => experimentStore.getState().past.length;
  keys('Delete', 'e', 'Enter');
  click(control(host, 'Clear'));
  expect(steps()).toBe(0);
  keys('1', 'Enter', 'm', 'Enter', 'ArrowLeft');
  expect(steps()).toBe(2);
  // Back where it was, then on in another direction.
  keys('ArrowRight');
  expect(steps()).toBe(1);
  keys('ArrowUp', 'ArrowUp');
  expect(steps()).toBe(2);
  expect(points()).toEqual([[0, 0.498, 0]]);
  act(undo);
  expect(points()).toEqual([[0, 0, 0]]);
});

test('the map says how to begin, offers the points of the set before, and what one class lacks', () => {
  startWith(defaultExperiment('xor'));
  act(() => setExperiment(defaultExperiment('drawn')));
  const { host, keys } = drawView();
  expect(host.textContent).toContain('Click to set a point, drag for many');
  keys('Enter');
  expect(host.textContent).toContain('One class only: add a point of the other');
  keys('2', 'ArrowLeft', 'Enter');
  expect(host.querySelector('.draw-note')).toBeNull();
  click(control(host, 'Clear'));
  click(control(host, 'Start from the points of XOR'));
  expect(points()).toHaveLength(500);
});

test('values: the brush carries one, and keys choose among five', () => {
  const data = {
    ...defaultExperiment('drawn').data,
    drawn: { labels: 'values', classes: 2, points: '' } as const,
  };
  startWith(defaultExperiment('drawn', data));
  const { host, keys } = drawView();
  expect(control(host, 'Value of the brush').value).toBe('1');
  keys('2', 'Enter');
  expect(experimentStore.getState().experiment.data.drawn!.points).toBe(
    packPoints([[0, 0, -0.5]], { labels: 'values', classes: 2 }),
  );
});
