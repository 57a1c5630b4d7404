/**
 * The grid of weights (ARIA grid pattern): one tab stop, arrow keys move the chosen cell, typing edits it. Rows and columns out of
 * view are not rendered, so the focus stays on the grid, which names the chosen cell.
 */
import { useId, useRef } from 'react';
import { visibleRange } from '#scene/table/visibleRange.ts';
import type { CellPlace } from '#scene/weights/pasteWeights.ts';
import { weightText, type Sorting } from '#scene/weights/weightTable.ts';
import { isTouch, textScale } from '../layout.ts';
import { useScrolledView } from '../useScrolledView.ts';
import { CellField } from './CellField.tsx';
import { HeadRow } from './HeadRow.tsx';
import { useCellEditing, type CellEditingProps } from './useCellEditing.ts';

/** Sizes at a text size of 16 px. */
const ROW_PX = { fine: 28, touch: 44 };
const COLUMN_PX = 88;
const NAME_PX = 128;
const BEYOND = 4;

interface WeightGridProps extends CellEditingProps {
  readonly label: string;
  readonly sorting: Sorting | null;
  onSort(sorting: Sorting | null): void;
  /** Whether the rows have to keep their places. */
  onHold(holds: boolean): void;
}

export function WeightGrid({ label, sorting, onSort, onHold, ...editingProps }: WeightGridProps) {
  const { table, parameters, order } = editingProps;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const view = useScrolledView(box);
  const scale = textScale();
  const [rowPx, columnPx, namePx] = [
    ROW_PX[isTouch() ? 'touch' : 'fine'] * scale,
    COLUMN_PX * scale,
    NAME_PX * scale,
  ];
  const rows = visibleRange(view.top, view.height, rowPx, order.length, BEYOND);
  const columns = visibleRange(view.left, view.width - namePx, columnPx, table.columns, BEYOND);
  const shown = Array.from({ length: columns.to - columns.from }, (_, i) => columns.from + i);
  const before = columns.from * columnPx;
  const after = (table.columns - columns.to) * columnPx;

  const show = ({ place, column }: CellPlace): void => {
    const { current } = box;
    if (!current) return;
    // Below the head and right of the names, which stay.
    const [top, left] = [place * rowPx, column * columnPx];
    const [height, width] = [current.clientHeight - 2 * rowPx, current.clientWidth - namePx - columnPx];
    current.scrollTop = Math.max(top - height, Math.min(top, current.scrollTop));
    current.scrollLeft = Math.max(left - width, Math.min(left, current.scrollLeft));
  };
  const pageRows = Math.max(1, Math.floor(view.height / rowPx) - 2);
  const editing = useCellEditing(editingProps, grid, pageRows, show);
  const { chosen, draft } = editing;
  const isShown =
    chosen.place >= rows.from &&
    chosen.place < rows.to &&
    chosen.column >= columns.from &&
    chosen.column < columns.to;
  const cellId = `${id}-cell`;
  return (
    <div ref={box} className="weights-scroll">
      <table
        ref={grid}
        role="grid"
        tabIndex={0}
        data-first-focus
        aria-label={label}
        aria-rowcount={order.length + 1}
        aria-colcount={table.columns + 1}
        aria-activedescendant={isShown ? cellId : undefined}
        style={{ width: namePx + table.columns * columnPx }}
        onKeyDown={editing.onGridKey}
        onFocus={({ target }) => onHold(target === grid.current || target instanceof HTMLInputElement)}
        onBlur={({ relatedTarget }) => {
          if (document.hasFocus() && !grid.current?.contains(relatedTarget)) onHold(false);
        }}
      >
        <colgroup>
          <col style={{ width: namePx }} />
          {before > 0 && <col style={{ width: before }} />}
          {shown.map((column) => (
            <col key={column} style={{ width: columnPx }} />
          ))}
          {after > 0 && <col style={{ width: after }} />}
        </colgroup>
        <HeadRow {...{ table, sorting, shown, before, after, onSort }} />
        <tbody>
          {rows.from > 0 && <tr aria-hidden style={{ height: rows.from * rowPx }} />}
          {order.slice(rows.from, rows.to).map((row, i) => {
            const place = rows.from + i;
            return (
              <tr
                key={row}
                aria-rowindex={place + 2}
                style={{ height: rowPx }}
                data-bias={row === 0 || undefined}
              >
                <th scope="row" title={table.rowName(row)} aria-colindex={1}>
                  {table.rowName(row)}
                </th>
                {before > 0 && <td aria-hidden />}
                {shown.map((column) => {
                  const value = parameters[table.index(row, column)] ?? Number.NaN;
                  const isChosen = place === chosen.place && column === chosen.column;
                  return (
                    <td
                      key={column}
                      role="gridcell"
                      id={isChosen ? cellId : undefined}
                      aria-colindex={column + 2}
                      aria-selected={isChosen}
                      data-sign={value < 0 ? 'negative' : 'positive'}
                      onClick={() => {
                        if (!isChosen || draft === null) editing.pick({ place, column });
                      }}
                    >
                      {isChosen && draft !== null ? (
                        <CellField label={table.cellName(row, column)} draft={draft} editing={editing} />
                      ) : (
                        weightText(value)
                      )}
                    </td>
                  );
                })}
                {after > 0 && <td aria-hidden />}
              </tr>
            );
          })}
          {rows.to < order.length && <tr aria-hidden style={{ height: (order.length - rows.to) * rowPx }} />}
        </tbody>
      </table>
    </div>
  );
}
