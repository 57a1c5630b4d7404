// @vitest-environment happy-dom
/** All kept requests can be reached, though few rows are in the page: by keys, and by screen readers' own counting. */
import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sortRows, type AnswerSort, type AnswerSource } from '#scene/answers/answerColumns.ts';
import { findMatches, sendRanks } from '#scene/answers/answerRows.ts';
import { labStore } from '#state/labStore.ts';
import { ringOf, sampleTrace } from '#trace/testing/sampleTrace.ts';
import { AnswerTable } from './AnswerTable.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const COUNT = 20_000;
const ring = ringOf(sampleTrace({ count: COUNT }));
const source: AnswerSource = {
  ring,
  classes: ['a', 'b'],
  meaning: { classes: 2, classOf: (answer) => answer, labelOf: () => 0 },
  clockStepMs: 0,
  placeOf: sendRanks(ring),
};
const { rows } = findMatches(ring, () => true, Infinity);

let host: HTMLElement;
let root: Root;

function Table() {
  const [sort, setSort] = useState<AnswerSort | null>(null);
  const sorted = sort ? sortRows(rows, source, sort) : rows;
  return <AnswerTable source={source} rows={sorted} sort={sort} pinnedId={null} onSort={setSort} />;
}

beforeEach(async () => {
  // A box of 270 px: ten rows.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (this: HTMLElement) {
    return this.className === 'answers-rows' ? 270 : 27;
  });
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(270);
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  await act(async () => root.render(<Table />));
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
  vi.restoreAllMocks();
});

const shown = (): HTMLElement[] => [...host.querySelectorAll<HTMLElement>('tr[data-row]')];
const rowAt = (index: number): HTMLElement | null => host.querySelector(`tr[data-row='${index}']`);

test('few rows are in the page, and the table says how many there are', () => {
  expect(shown().length).toBeGreaterThanOrEqual(10);
  expect(shown().length).toBeLessThan(60);
  expect(host.querySelector('table')!.getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
  expect(shown()[0]!.getAttribute('aria-rowindex')).toBe('2');
  expect(shown()[0]!.textContent).toContain((rows[0]! + 1).toLocaleString('en'));
});

test('one row is a stop of the Tab key', () => {
  const stops = shown().filter((row) => row.querySelector('button')!.tabIndex === 0);
  expect(stops).toEqual([rowAt(0)]);
});

test('End brings the last row into the page', async () => {
  await act(async () => {
    rowAt(0)!
      .querySelector('button')!
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
  });
  const last = rowAt(COUNT - 1)!;
  expect(last.getAttribute('aria-rowindex')).toBe(String(COUNT + 1));
  expect(last.querySelector('button')!.tabIndex).toBe(0);
});

test('a head sorts from the largest, then from the smallest, then as they came', async () => {
  const head = (): HTMLElement => host.querySelectorAll<HTMLElement>('th[scope="col"]')[6]!;
  const firstMs = (): number => Number(rowAt(0)!.querySelectorAll('td')[5]!.textContent);
  const press = () => act(async () => head().querySelector('button')!.click());
  const before = rowAt(0)!.textContent;
  await press();
  expect(head().getAttribute('aria-sort')).toBe('descending');
  const most = firstMs();
  await press();
  expect(head().getAttribute('aria-sort')).toBe('ascending');
  expect(firstMs()).toBeLessThan(most);
  await press();
  expect(head().getAttribute('aria-sort')).toBe('none');
  expect(rowAt(0)!.textContent).toBe(before);
});

test('a row pins its request', async () => {
  await act(async () => rowAt(3)!.click());
  expect(labStore.getState().pinnedId).toBe(ring.columns.ids[ring.indexOf(rows[3]!)]);
  labStore.setState({ pinnedId: null });
});
