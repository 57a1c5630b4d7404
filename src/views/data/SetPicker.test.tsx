// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { DATA_SET_NAMES, DATA_SETS } from '#datasets/registry.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { setExperiment, startWith } from '#state/experimentStore.ts';
import { click, renderView } from '../testing/renderView.tsx';
import { BlobCount } from './BlobCount.tsx';
import { OWN_TILES } from './ownTiles.tsx';
import { SetPicker } from './SetPicker.tsx';

beforeEach(() => startWith(defaultExperiment('circle')));

const choices = (host: HTMLElement): HTMLInputElement[] => [...host.querySelectorAll('input')];
const chosen = (host: HTMLElement): string | undefined =>
  choices(host).find(({ checked }) => checked)?.labels?.[0]?.textContent;

test('offers every data set once, grouped, with the present one chosen', () => {
  const { host } = renderView(<SetPicker />);
  const labels = choices(host).map(({ labels: of }) => of?.[0]?.textContent);
  // Three and four blobs share a tile.
  const isBlobs = (name: string): boolean => name === 'blobs' || name === 'blobs3';
  const given = [
    'Blobs',
    ...DATA_SET_NAMES.filter((name) => !isBlobs(name)).map((name) => DATA_SETS[name].label),
  ];
  const drawn = OWN_TILES.filter(({ opens }) => opens === 'set').map(({ label }) => label());
  expect(labels).toHaveLength(given.length + drawn.length);
  expect(new Set(labels)).toEqual(new Set([...given, ...drawn]));
  expect(host.querySelector('button.set-choice')?.textContent).toBe('Import');
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

test('"Draw" stands for drawn points and for data from a formula, and begins with nothing', () => {
  const { host, commands } = renderView(<SetPicker />);
  click(choices(host).find(({ labels }) => labels?.[0]?.textContent === 'Draw')!);
  const [change] = commands.edit.mock.lastCall!;
  expect(change(defaultExperiment('circle')).data).toMatchObject({ set: 'drawn', drawn: { points: '' } });
  act(() => setExperiment(defaultExperiment('formula')));
  expect(chosen(host)).toBe('Draw');
});

test('three and four blobs are one tile with a count', () => {
  startWith(defaultExperiment('blobs'));
  const { host, commands } = renderView(
    <>
      <SetPicker />
      <BlobCount set="blobs" />
    </>,
  );
  expect(chosen(host)).toBe('Blobs');
  click(choices(host).find(({ labels }) => labels?.[0]?.textContent === '3')!);
  const [change] = commands.edit.mock.lastCall!;
  expect(change(defaultExperiment('blobs'))).toEqual(defaultExperiment('blobs3'));
});
