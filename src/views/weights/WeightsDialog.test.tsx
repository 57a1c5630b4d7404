// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { startWith } from '#state/experimentStore.ts';
import { snapshotFeed, type Snapshot } from '#state/feeds.ts';
import { click, control, enter, key, renderView } from '../testing/renderView.tsx';
import { WeightsDialog } from './WeightsDialog.tsx';

const shape: NetworkShape = {
  inputs: 2,
  layers: [
    { units: 3, activation: 'tanh' },
    { units: 1, activation: 'tanh' },
  ],
};
const parameters = Float32Array.from([5, -2, 3, 1, 4, 2, 7, 8, 9, 0.5, -0.5, 0.25, 6]);

beforeEach(() => {
  startWith(
    parseExperiment({ data: { set: 'circle' }, network: { hidden: [{ units: 3, activation: 'tanh' }] } }),
  );
  snapshotFeed.publish({ shape, parameters } as unknown as Snapshot);
});

const texts = (host: Element): string[][] =>
  [...host.querySelectorAll('tbody tr:not([aria-hidden])')].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()),
  );
const cell = (host: Element, row: number, column: number): HTMLElement =>
  host.querySelectorAll<HTMLElement>('tbody tr')[row]!.querySelectorAll('td')[column]!;
const grid = (host: Element): HTMLElement => host.querySelector<HTMLElement>('[role=grid]')!;

function paste(target: HTMLElement, text: string): void {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: { getData: () => text } });
  act(() => void target.dispatchEvent(event));
}

test('shows the layer that is chosen, and sorts it by a column', () => {
  const { host } = renderView(<WeightsDialog />);
  expect(texts(host)).toEqual([
    ['Bias', '7.0000', '8.0000', '9.0000'],
    ['x1', '5.0000', '−2.0000', '3.0000'],
    ['x2', '1.0000', '4.0000', '2.0000'],
  ]);
  click(control(host, 'Unit 1'));
  expect(texts(host).map(([name]) => name)).toEqual(['Bias', 'x2', 'x1']);
  expect(control(host, 'Unit 1').closest('th')!.getAttribute('aria-sort')).toBe('ascending');
  enter(control(host, 'Layer'), '1');
  expect(texts(host)[0]).toEqual(['Bias', '6.0000']);
});

test('a number is edited by click or key; Enter takes it once, Escape does not', () => {
  const { host, commands } = renderView(<WeightsDialog />);
  click(cell(host, 2, 1));
  enter(control(host, 'From x2 to Hidden 1 unit 2'), '-0,5');
  expect(commands.setWeight.mock.calls).toEqual([[0, 1, 1, -0.5]]);
  key(grid(host), 'ArrowUp');
  key(grid(host), 'Enter');
  const field = control(host, 'From x1 to Hidden 1 unit 2');
  expect(field.value).toBe('−2');
  key(field, 'Escape');
  expect(host.querySelector('td input')).toBeNull();
  expect(commands.setWeight).toHaveBeenCalledTimes(1);
  key(grid(host), 'F2');
  enter(control(host, 'From x1 to Hidden 1 unit 2'), 'much');
  expect(host.querySelector('[role=status]')!.textContent).toContain('“much” was not taken');
  act(() => control(host, 'From x1 to Hidden 1 unit 2').blur());
  expect(host.querySelector('td input')).toBeNull();
  expect(commands.setWeight).toHaveBeenCalledTimes(1);
});

test('a block from a spreadsheet is one edit, or none with the cell that is wrong', () => {
  const { host, commands } = renderView(<WeightsDialog />);
  act(() => grid(host).focus());
  key(grid(host), 'ArrowDown');
  paste(grid(host), '1\t2\n3\tx\n');
  expect(commands.setWeights).not.toHaveBeenCalled();
  expect(host.querySelector('[role=status]')!.textContent).toContain('From x2 to Hidden 1 unit 2: “x”');
  paste(grid(host), '1\t2\n');
  expect(commands.setWeights.mock.calls).toEqual([
    [
      0,
      [
        { from: 0, to: 0, value: 1 },
        { from: 0, to: 1, value: 2 },
      ],
    ],
  ]);
});

test('new values come while a cell is edited, but not into it, and rows keep their places', async () => {
  const { host } = renderView(<WeightsDialog />);
  click(control(host, 'Unit 1'));
  click(cell(host, 1, 0));
  const field = control(host, 'From x2 to Hidden 1 unit 1');
  const next = parameters.map((value) => 10 - value);
  await act(async () => {
    snapshotFeed.publish({ shape, parameters: next } as unknown as Snapshot);
    await Promise.resolve();
  });
  expect(field.value).toBe('1');
  await expect.poll(() => texts(host)[2]).toEqual(['x1', '5.0000', '12.0000', '7.0000']);
  expect(texts(host)[1]![0]).toBe('x2');
});

async function train(next: ArrayLike<number>): Promise<void> {
  await act(async () => {
    snapshotFeed.publish({ shape, parameters: Float32Array.from(next) } as unknown as Snapshot);
    await new Promise((resolve) => setTimeout(resolve, 400));
  });
}

test('a number that was opened and left as it is does not take a weight back that training has changed', async () => {
  const { host, commands } = renderView(<WeightsDialog />);
  click(cell(host, 2, 0));
  const field = control(host, 'From x2 to Hidden 1 unit 1');
  await train(parameters.map((value) => 10 - value));
  expect(field.value).toBe('1');
  key(field, 'Enter');
  expect(commands.setWeight).not.toHaveBeenCalled();
  expect(texts(host)[2]).toEqual(['x2', '9.0000', '6.0000', '8.0000']);
});

test('what has been typed stays over news, and while another window has the keys', async () => {
  const { host, commands } = renderView(<WeightsDialog />);
  click(cell(host, 2, 0));
  const field = control(host, 'From x2 to Hidden 1 unit 1');
  // As typed, without Enter.
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, '0.7');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await train(parameters.map((value) => 10 - value));
  const hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  act(() => field.blur());
  await train(parameters.map((value) => 20 - value));
  expect(control(host, 'From x2 to Hidden 1 unit 1').value).toBe('0.7');
  hasFocus.mockReturnValue(true);
  key(control(host, 'From x2 to Hidden 1 unit 1'), 'Enter');
  expect(commands.setWeight.mock.calls).toEqual([[0, 1, 0, 0.7]]);
  hasFocus.mockRestore();
});

test('the chosen weight stays chosen where sorting moves it', () => {
  const { host } = renderView(<WeightsDialog />);
  click(cell(host, 1, 0));
  key(control(host, 'From x1 to Hidden 1 unit 1'), 'Escape');
  const chosen = (): string | undefined =>
    host.querySelector('[aria-selected=true]')!.closest('tr')!.querySelector('th')!.textContent;
  expect(chosen()).toBe('x1');
  click(control(host, 'Unit 1'));
  expect(texts(host).map(([name]) => name)).toEqual(['Bias', 'x2', 'x1']);
  expect(chosen()).toBe('x1');
  key(grid(host), 'F2');
  expect(control(host, 'From x1 to Hidden 1 unit 1').value).toBe('5');
});
