// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { TableLook, TableOptions } from '#experiment/tableReading.ts';
import { startWith } from '#state/experimentStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { click, control, enter, renderView } from '../testing/renderView.tsx';
import { ImportSheet } from './ImportSheet.tsx';

beforeEach(() => {
  startWith(defaultExperiment());
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
});
afterEach(() => act(() => uiStore.setState({ tableSheet: null })));

const column = (name: string, guess: 'number' | 'category') => ({
  name,
  guess,
  isFewWholes: false,
  missing: guess === 'number' ? 1 : 0,
  present: 3,
  numbers: guess === 'number' ? 3 : 0,
  min: 1.5,
  max: 4,
  bars: [1, 2],
  words: [['u', 2] as const, ['v', 1] as const],
  different: 2,
});

function lookOf({ target = 'y', missing }: TableOptions): TableLook {
  const columns = [column('a', 'number'), column('y', 'category')];
  const sketch = {
    name: '',
    columns: [{ name: 'a', min: 1.5, step: 0.5 }],
    target: { name: 'y', values: ['u', 'v'] },
    content: 'AAAAAAAA',
  };
  const used = missing === 'mean' ? 4 : 3;
  return {
    separator: ',',
    decimal: '.',
    header: true,
    rows: 4,
    columns,
    uses: ['number', 'category'],
    target: target === 'y' ? 1 : 0,
    task: 'classes',
    outcome:
      target === 'y'
        ? {
            used,
            dropped: 4 - used,
            beyond: 0,
            problems: used === 4 ? [] : [{ row: 3, what: 'a: nothing there.' }],
            sketch,
            classCounts: [2, used - 2],
            range: null,
          }
        : { failure: 'There is nothing to learn.' },
  };
}

async function openSheet(source: string | null = 'a,y\n1.5,u') {
  const view = renderView(<ImportSheet />);
  const table = {
    characters: 9,
    look: vi.fn<(options: TableOptions) => Promise<TableLook>>(async (options) => lookOf(options)),
    rows: vi.fn(async () => [
      { row: 2, cells: ['1.5', 'u'], marks: ['ok', 'ok'], isUsed: true },
      { row: 3, cells: ['', 'v'], marks: ['missing', 'ok'], isUsed: false },
    ]),
    problems: vi.fn(async () => 'row,column,problem'),
    take: vi.fn(async () => ({ table: { name: 'taken' }, report: {} })),
    close: vi.fn(),
  };
  view.commands.openTable.mockResolvedValue(table as never);
  act(() => uiStore.setState({ tableSheet: source === null ? {} : { source } }));
  await settled();
  return { ...view, table };
}

/** Once all that was begun has been answered. */
const settled = () => act(() => new Promise<void>((resolve) => setTimeout(resolve)));

const button = (host: HTMLElement, text: string): HTMLElement =>
  [...host.querySelectorAll('button')].find((each) => each.textContent.includes(text))!;

test('it opens empty, with ways to bring a table', async () => {
  const { host, commands } = await openSheet(null);
  expect(button(host, 'Choose a file')).toBeTruthy();
  expect(button(host, 'Read these rows').getAttribute('aria-disabled')).toBe('true');
  expect(commands.openTable).not.toHaveBeenCalled();
});

test('rows, columns, problems, and what becomes of the network', async () => {
  const { host } = await openSheet();
  expect(host.textContent).toContain('Pasted table: 4 rows, 2 columns');
  expect(host.textContent).toContain('1 input, 2 classes');
  expect(host.textContent).toContain('1 row cannot be used');
  expect(host.textContent).toContain('Row 3a: nothing there.');
  expect(host.textContent).toContain('The network becomes 1-6-1.');
  expect(host.querySelector('[data-mark="missing"]')?.textContent).toBe('missing');
  expect(host.querySelector('[data-unused] th')?.textContent).toBe('3');
  expect(control(host, 'Use of y').value).toBe('target');
});

test('a setting is looked at anew, and says what will happen', async () => {
  const { host, table } = await openSheet();
  expect(button(host, 'Use 3 rows')).toBeTruthy();
  click(control(host, 'Fill in the mean of the column'));
  await settled();
  expect(table.look).toHaveBeenLastCalledWith(expect.objectContaining({ missing: 'mean' }));
  expect(button(host, 'Use 4 rows')).toBeTruthy();
  expect(host.textContent).toContain('All rows can be used');
});

test('what cannot be used says why, and cannot be taken', async () => {
  const { host } = await openSheet();
  enter(control(host, 'Use of a'), 'target');
  await settled();
  expect(host.querySelector('.import-foot [role=status]')?.textContent).toBe('There is nothing to learn.');
  expect(button(host, 'Use the table').getAttribute('aria-disabled')).toBe('true');
});

test('two settings changed at once both hold, whatever the table takes to be looked at', async () => {
  const { host, table } = await openSheet();
  const answers: (() => void)[] = [];
  table.look.mockImplementation(
    (options) => new Promise((resolve) => answers.push(() => resolve(lookOf(options)))),
  );
  click(control(host, 'Fill in the mean of the column'));
  expect(control(host, 'Fill in the mean of the column').checked).toBe(true);
  expect(button(host, 'Use 3 rows').getAttribute('aria-disabled')).toBe('true');
  enter(control(host, 'Type of a'), 'category');
  expect(control(host, 'Type of a').value).toBe('category');
  const both = { name: 'Pasted table', target: 'y', missing: 'mean', columns: { a: 'category' } };
  expect(table.look).toHaveBeenLastCalledWith(both);
  // The older answer may come last.
  for (const answer of answers.toReversed()) answer();
  await settled();
  expect(control(host, 'Fill in the mean of the column').checked).toBe(true);
  click(button(host, 'Use 4 rows'));
  await settled();
  expect(table.take).toHaveBeenCalledWith(both);
});

test('a setting that cannot be followed is told, and the last that could stays', async () => {
  const { host, table } = await openSheet();
  table.look.mockRejectedValueOnce(new Error('The table has a header and no rows.'));
  enter(control(host, 'Separator'), ';');
  await settled();
  expect(host.querySelector('.import-form [role=alert]')?.textContent).toBe(
    'The table has a header and no rows.',
  );
  expect(control(host, 'Separator').value).toBe(',');
  expect(control(host, 'Use of y').value).toBe('target');
});

test('a target that was found by its name is found again after another separator or header', async () => {
  const view = renderView(<ImportSheet />);
  const look = vi.fn(async (options: TableOptions) => ({
    ...lookOf(options),
    columns: [column('species', 'category'), column('b', 'number')],
    target: options.target === 'species' ? 0 : 1,
  }));
  const table = { characters: 9, look, rows: async () => [], close: () => undefined };
  view.commands.openTable.mockResolvedValue(table as never);
  act(() => uiStore.setState({ tableSheet: { source: 'species,b' } }));
  await settled();
  expect(control(view.host, 'Use of species').value).toBe('target');
  for (const change of [
    () => click(control(view.host, 'First row names the columns')),
    () => enter(control(view.host, 'Separator'), ';'),
  ]) {
    change();
    await settled();
    expect(look).toHaveBeenLastCalledWith(expect.objectContaining({ target: 'species' }));
    expect(control(view.host, 'Use of species').value).toBe('target');
  }
});

test('closed while rows are on their way, it says nothing', async () => {
  const { table, unmount, commands } = await openSheet(null);
  let rejectRows = (_error: Error): void => undefined;
  table.rows.mockImplementation(() => new Promise((_, reject) => (rejectRows = reject)));
  act(() => uiStore.setState({ tableSheet: { source: 'a,y\n1.5,u' } }));
  await settled();
  const { signal } = commands.openTable.mock.calls[0]![1] as { signal: AbortSignal };
  unmount();
  expect(signal.aborted).toBe(true);
  await act(async () => rejectRows(signal.reason as Error));
  expect(uiStore.getState().notice).toBeNull();
});

test('taken, it becomes the data with its origin, and the table is closed with the sheet', async () => {
  const { host, commands, table, unmount } = await openSheet();
  click(button(host, 'Use 3 rows'));
  await settled();
  expect(commands.takeTable).toHaveBeenCalledWith(
    { name: 'taken' },
    { source: 'a,y\n1.5,u', options: { name: 'Pasted table', target: 'y' } },
    { trainShare: 0.7, seed: 1 },
  );
  expect(uiStore.getState().tableSheet).toBeNull();
  unmount();
  expect(table.close).toHaveBeenCalledTimes(1);
});

test('cancelled, nothing is taken', async () => {
  const { host, commands, table } = await openSheet();
  click(button(host, 'Cancel'));
  expect(uiStore.getState().tableSheet).toBeNull();
  expect(table.take).not.toHaveBeenCalled();
  expect(commands.takeTable).not.toHaveBeenCalled();
});

test('a source that is no table keeps the sheet and says why', async () => {
  const view = renderView(<ImportSheet />);
  view.commands.openTable.mockRejectedValue(new Error('There is no table.'));
  act(() => uiStore.setState({ tableSheet: { source: 'x' } }));
  await settled();
  expect(view.host.querySelector('[role=alert]')?.textContent).toBe('There is no table.');
  expect(button(view.host, 'Choose a file')).toBeTruthy();
  click(button(view.host, 'Cancel'));
  expect(view.commands.takeTable).not.toHaveBeenCalled();
  expect(uiStore.getState().tableSheet).toBeNull();
});
