// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { DATA_SET_NAMES, DATA_SETS } from '#datasets/registry.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { setExperiment, startWith } from '#state/experimentStore.ts';
import { click, renderView } from '../testing/renderView.tsx';
import { SetPicker } from './SetPicker.tsx';

beforeEach(() => startWith(defaultExperiment('circle')));

const choices = (host: HTMLElement): HTMLInputElement[] => [...host.querySelectorAll('input')];
const chosen = (host: HTMLElement): string | undefined =>
  choices(host).find(({ checked }) => checked)?.labels?.[0]?.textContent;

test('offers every data set once, grouped, with the present one chosen', () => {
  const { host } = renderView(<SetPicker />);
  const labels = choices(host).map(({ labels: of }) => of?.[0]?.textContent);
  expect(labels).toHaveLength(DATA_SET_NAMES.length);
  expect(new Set(labels)).toEqual(new Set(DATA_SET_NAMES.map((name) => DATA_SETS[name].label)));
  expect(host.querySelectorAll('[role=radiogroup]').length).toBeGreaterThan(2);
  expect(chosen(host)).toBe('Circle');
  act(() => setExperiment(defaultExperiment('spiral')));
  expect(chosen(host)).toBe('Spiral');
});

test('choosing one edits the experiment as the data set requires', () => {
  const { host, commands } = renderView(<SetPicker />);
  click(choices(host).find(({ labels }) => labels?.[0]?.textContent === 'Iris')!);
  const [change] = commands.edit.mock.lastCall!;
  expect(change(defaultExperiment('circle'))).toEqual(defaultExperiment('iris'));
});
