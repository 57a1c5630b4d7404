// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { enter, key, renderView } from '../testing/renderView.tsx';
import { Palette } from './Palette.tsx';

beforeEach(() => {
  startWith(defaultExperiment('circle'));
  trainingStore.setState({ ...trainingStore.getInitialState(), phase: 'paused' });
  uiStore.setState({ paletteOpen: true });
});
const training = () => experimentStore.getState().experiment.training;

function palette() {
  const { host, commands } = renderView(<Palette />);
  commands.edit.mockImplementation((change) => setExperiment(change(experimentStore.getState().experiment)));
  const field = host.querySelector<HTMLInputElement>('[role=combobox]')!;
  const type = (text: string): void => enterText(field, text);
  const active = (): string => host.querySelector('[aria-selected=true] .palette-name')?.textContent ?? '';
  const options = (): string[] =>
    [...host.querySelectorAll('.palette-name')].map(({ textContent }) => textContent);
  return { host, commands, field, type, active, options, press: (name: string) => key(field, name) };
}

/** As `enter`, without the Enter. */
function enterText(field: HTMLInputElement, text: string): void {
  const block = (event: Event): void => {
    if ((event as KeyboardEvent).key === 'Enter') event.stopImmediatePropagation();
  };
  document.addEventListener('keydown', block, true);
  enter(field, text);
  document.removeEventListener('keydown', block, true);
}

test('a setting is found by its name and moved by the arrows', () => {
  const { type, active, press } = palette();
  type('rate');
  expect(active()).toBe('Learning rate');
  press('ArrowRight');
  press('Enter');
  expect(training().optimizer.learningRate).toBe(0.03);
  expect(uiStore.getState().paletteOpen).toBe(false);
});

test('a number behind the name is its value; one out of bounds is not', () => {
  const { type, active, press, host } = palette();
  type('learning rate 0,02');
  expect(active()).toBe('Learning rate');
  expect(host.querySelector('[data-chosen]')?.textContent).toBe('0.02');
  press('Enter');
  expect(training().optimizer.learningRate).toBe(0.02);
  const again = palette();
  again.type('batch size 1.5');
  expect(again.host.querySelector('[data-chosen]')).toBeNull();
});

test('actions, places, data sets and examples are found, and what was used last comes first', () => {
  const { commands, type, active, press } = palette();
  type('digits');
  expect(active()).toBe('Digits');
  type('play');
  press('Enter');
  expect(commands.play).toHaveBeenCalledOnce();
  const again = palette();
  expect(again.active()).toBe('Play or pause training');
  expect(again.host.textContent).toContain('Used last');
  again.type('zzzz');
  expect(again.options()).toEqual([]);
  expect(again.host.textContent).toContain('Nothing is called "zzzz".');
});

test('the option is named to the field that has the focus', () => {
  const { host, field, type, press } = palette();
  type('time');
  const first = field.getAttribute('aria-activedescendant');
  press('ArrowDown');
  const second = field.getAttribute('aria-activedescendant')!;
  expect(second).not.toBe(first);
  expect(host.ownerDocument.getElementById(second)?.getAttribute('aria-selected')).toBe('true');
});

test('every pane of Inspect is found by its name', () => {
  const { type, active, press } = palette();
  type('warped');
  expect(active()).toBe('Inspect: Warped plane');
  press('Enter');
  expect(experimentStore.getState().experiment.view).toMatchObject({ dock: 'inspect', inspect: 'plane' });
});

test("data of one's own are found: drawn ones at once, a table by its sheet", () => {
  const { type, active, press } = palette();
  type('draw');
  expect(active()).toBe('Draw');
  press('Enter');
  expect(experimentStore.getState().experiment.data.set).toBe('drawn');
  uiStore.setState({ paletteOpen: true });
  const again = palette();
  again.type('import');
  again.press('Enter');
  expect(uiStore.getState().tableSheet).not.toBeNull();
});
