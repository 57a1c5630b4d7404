// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { networkLayout } from '#canvas/networkLayout.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { startWith } from '#state/experimentStore.ts';
import { snapshotFeed, type Snapshot } from '#state/feeds.ts';
import { click, control, enter, key, renderView } from '../testing/renderView.tsx';
import { WeightEditor } from './WeightEditor.tsx';

vi.stubGlobal('requestAnimationFrame', () => 0);

const shape: NetworkShape = {
  inputs: 2,
  layers: [
    { units: 3, activation: 'tanh' },
    { units: 1, activation: 'tanh' },
  ],
};
const names = { shape, inputNames: ['x1', 'x2'], outputNames: [] };
const layout = networkLayout({
  shape,
  widthPx: 800,
  topPx: 40,
  bottomPx: 400,
  imageInput: false,
  inputLabelPx: 20,
  outputLabelPx: 0,
});
/** Kernel [2][3], bias [3], kernel [3][1], bias [1]: 1.25, 1.5, 1.75 … */
const parameters = Float32Array.from({ length: 13 }, (_, i) => 1 + (i + 1) / 4);

beforeEach(() => {
  startWith(
    parseExperiment({ data: { set: 'circle' }, network: { hidden: [{ units: 3, activation: 'tanh' }] } }),
  );
  snapshotFeed.publish({ shape, parameters } as unknown as Snapshot);
});

function editor(place: { layer: number; unit: number; from?: number }) {
  const [onMark, onClose] = [vi.fn(), vi.fn()];
  const props = { place, layout, heightPx: 440, names, onMark, onClose };
  return { ...renderView(<WeightEditor {...props} />), onMark, onClose };
}

test('has a field for the bias and for each incoming weight, with its present value', () => {
  const { host } = editor({ layer: 0, unit: 1 });
  const fields = [...host.querySelectorAll('input')].map((field) => [field.ariaLabel, field.value]);
  expect(fields.map(([, value]) => value)).toEqual(['3', '1.5', '2.25']);
  expect(control(host, 'Weight from x2 to Hidden 1 unit 2')).toBeDefined();
});

test('a hidden unit can be copied, drawn anew and dropped; the output cannot', () => {
  const { host, commands, onClose } = editor({ layer: 0, unit: 1 });
  click(control(host, 'New weights'));
  expect(commands.changeNetwork).toHaveBeenLastCalledWith({ kind: 'resetUnit', layer: 0, unit: 1 });
  expect(onClose).not.toHaveBeenCalled();
  click(control(host, 'Drop'));
  expect(commands.changeNetwork).toHaveBeenLastCalledWith({ kind: 'removeUnit', layer: 0, unit: 1 });
  expect(onClose).toHaveBeenCalled();
  expect(editor({ layer: 1, unit: 0 }).host.querySelector('.unit-actions')).toBeNull();
});

test('a number sets that weight or bias', () => {
  const { host, commands } = editor({ layer: 0, unit: 1 });
  enter(control(host, 'Weight from x2 to Hidden 1 unit 2'), '-0,5');
  expect(commands.setWeight).toHaveBeenLastCalledWith(0, 1, 1, -0.5);
  enter(control(host, 'Bias of Hidden 1 unit 2'), '2');
  expect(commands.setWeight).toHaveBeenLastCalledWith(0, null, 1, 2);
});

test('a link has one field, which marks the link in the diagram', () => {
  const { host, onMark } = editor({ layer: 1, unit: 0, from: 2 });
  expect(host.querySelectorAll('input')).toHaveLength(1);
  act(() => host.querySelector('input')!.focus());
  expect(onMark).toHaveBeenLastCalledWith({ layer: 1, unit: 0, from: 2 });
});

test('the first Escape reverts a text, the second closes', () => {
  const { host, onClose } = editor({ layer: 0, unit: 0 });
  const field = control(host, 'Bias of Hidden 1 unit 1');
  act(() => field.focus());
  enter(field, '99999');
  key(field, 'Escape');
  expect(onClose).not.toHaveBeenCalled();
  expect(field.value).toBe('2.75');
  key(field, 'Escape');
  expect(onClose).toHaveBeenCalledTimes(1);
});

test('numbers of another network are not shown', () => {
  snapshotFeed.publish({ shape: { ...shape, inputs: 3 }, parameters } as unknown as Snapshot);
  expect(editor({ layer: 0, unit: 0 }).host.textContent).toBe('');
});
