// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { OpenTable, PreviewRow } from '#experiment/tableReading.ts';
import { uiStore } from '#state/uiStore.ts';
import { renderView } from '../testing/renderView.tsx';
import { usePreviewRows } from './usePreviewRows.ts';

beforeEach(() => uiStore.setState(uiStore.getInitialState()));

/** A table whose answers come when the test says so. */
function slowTable() {
  const waiting: { from: number; answer(said: string): void; fail(error: Error): void }[] = [];
  const rows = vi.fn(
    (from: number, count: number) =>
      new Promise<readonly PreviewRow[]>((resolve, reject) =>
        waiting.push({
          from,
          answer: (said) =>
            resolve(
              Array.from({ length: count }, (_, i) => ({
                row: from + i,
                cells: [`${said} ${from + i}`],
                marks: ['ok'],
                isUsed: true,
              })),
            ),
          fail: reject,
        }),
      ),
  );
  return { table: { rows } as unknown as OpenTable, rows, waiting };
}

interface ShownProps {
  readonly table: OpenTable;
  readonly version?: number;
  readonly from: number;
  readonly to: number;
}

function Shown({ table, version = 1, from, to }: ShownProps) {
  const rowAt = usePreviewRows(table, version, from, to);
  return <p>{[from, to - 1].map((place) => rowAt(place)?.cells[0] ?? 'blank').join()}</p>;
}

test('rows that come after the view was scrolled on and back are shown, and asked for once', async () => {
  const { table, rows, waiting } = slowTable();
  const { host, rerender } = renderView(<Shown table={table} from={0} to={50} />);
  rerender(<Shown table={table} from={90} to={150} />);
  await act(async () => waiting[0]!.answer('a'));
  await act(async () => waiting[1]!.answer('a'));
  expect(host.textContent).toBe('a 90,a 149');
  rerender(<Shown table={table} from={0} to={50} />);
  expect(host.textContent).toBe('a 0,a 49');
  expect(rows).toHaveBeenCalledTimes(2);
});

test('a changed setting asks anew, shows the old rows until then, and never an older answer after a newer', async () => {
  const { table, waiting } = slowTable();
  const { host, rerender } = renderView(<Shown table={table} from={0} to={50} />);
  await act(async () => waiting[0]!.answer('a'));
  rerender(<Shown table={table} version={2} from={0} to={50} />);
  expect(host.textContent).toBe('a 0,a 49');
  rerender(<Shown table={table} version={3} from={0} to={50} />);
  await act(async () => waiting[2]!.answer('c'));
  await act(async () => waiting[1]!.answer('b'));
  expect(host.textContent).toBe('c 0,c 49');
});

test('rows that failed are told and asked for again', async () => {
  const { table, rows, waiting } = slowTable();
  const { host, rerender } = renderView(<Shown table={table} from={0} to={50} />);
  await act(async () => waiting[0]!.fail(new Error('gone')));
  expect(uiStore.getState().notice?.text).toBe('gone');
  rerender(<Shown table={table} from={0} to={150} />);
  await act(async () => waiting.slice(1).forEach(({ answer }) => answer('a')));
  expect(host.textContent).toBe('a 0,a 149');
  expect(rows).toHaveBeenCalledTimes(3);
});
