/** The rows of the file under a head of settings. Rows and columns out of view are not rendered. */
import { useRef, type ReactNode } from 'react';
import * as say from '#messages/generated/importTable.ts';
import type { PreviewRow, TableLook, TableOptions } from '#experiment/tableReading.ts';
import { roleOf } from '#scene/table/tableSettings.ts';
import { visibleRange } from '#scene/table/visibleRange.ts';
import { textScale } from '../layout.ts';
import { useScrolledView } from '../useScrolledView.ts';
import { ColumnHolds, RoleSelect, TypeSelect } from './ColumnSelects.tsx';
import { usePreviewRows } from './usePreviewRows.ts';
import type { OpenSheet } from './useTableSheet.ts';
import './TablePreview.css';

/** Sizes at a text size of 16 px. */
const ROW_PX = 28;
const COLUMN_PX = 94;
const NUMBER_PX = 52;
const BEYOND_ROWS = 8;
const BEYOND_COLUMNS = 4;

interface TablePreviewProps {
  readonly sheet: OpenSheet;
  /** Whether the heads have settings; on a phone they are on a page of their own. */
  readonly withSettings: boolean;
  onChange(options: TableOptions): void;
}

export function TablePreview({ sheet, withSettings, onChange }: TablePreviewProps) {
  const { look, table, version, options } = sheet;
  const box = useRef<HTMLDivElement>(null);
  const view = useScrolledView(box);
  const scale = textScale();
  const count = look.columns.length;
  const numberPx = NUMBER_PX * scale;
  const columnPx = Math.max(COLUMN_PX * scale, Math.floor((view.width - numberPx - 1) / count));
  const rowPx = ROW_PX * scale;
  const rows = visibleRange(view.top, view.height, rowPx, look.rows, BEYOND_ROWS);
  const columns = visibleRange(view.left, view.width, columnPx, count, BEYOND_COLUMNS);
  const rowAt = usePreviewRows(table, version, rows.from, rows.to);
  const shown = Array.from({ length: columns.to - columns.from }, (_, i) => columns.from + i);
  const before = columns.from * columnPx;
  const after = (count - columns.to) * columnPx;
  const sides = { before, after };
  const head = { look, options, onChange };
  return (
    <div ref={box} className="import-table" tabIndex={0} role="group" aria-label={say.preview()}>
      <table
        aria-rowcount={look.rows + 1}
        aria-colcount={count + 1}
        style={{ width: numberPx + count * columnPx }}
      >
        <colgroup>
          <col style={{ width: numberPx }} />
          {before > 0 && <col style={{ width: before }} />}
          {shown.map((c) => (
            <col key={c} style={{ width: columnPx }} />
          ))}
          {after > 0 && <col style={{ width: after }} />}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{say.row()}</th>
            <Cells {...sides}>
              {shown.map((c) => (
                <th key={c} scope="col" aria-colindex={c + 2} data-role={roleOf(look, c)}>
                  <b title={look.columns[c]!.name}>{look.columns[c]!.name}</b>
                </th>
              ))}
            </Cells>
          </tr>
          {withSettings && (
            <>
              <SettingCells label={say.roleLabel()} look={look} shown={shown} sides={sides}>
                {(c) => <RoleSelect {...head} c={c} />}
              </SettingCells>
              <SettingCells label={say.type()} look={look} shown={shown} sides={sides}>
                {(c) => <TypeSelect {...head} c={c} />}
              </SettingCells>
              <SettingCells
                label={say.holds()}
                className="import-held"
                look={look}
                shown={shown}
                sides={sides}
              >
                {(c) => <ColumnHolds look={look} c={c} />}
              </SettingCells>
            </>
          )}
        </thead>
        <tbody>
          {rows.from > 0 && <tr aria-hidden style={{ height: rows.from * rowPx }} />}
          {Array.from({ length: rows.to - rows.from }, (_, i) => rows.from + i).map((place) => (
            <tr
              key={place}
              aria-rowindex={place + 2}
              style={{ height: rowPx }}
              data-unused={rowAt(place)?.isUsed === false || undefined}
            >
              <th scope="row">{rowAt(place)?.row ?? ''}</th>
              <Cells {...sides}>
                {shown.map((c) => (
                  <Cell key={c} row={rowAt(place)} c={c} look={look} />
                ))}
              </Cells>
            </tr>
          ))}
          {rows.to < look.rows && <tr aria-hidden style={{ height: (look.rows - rows.to) * rowPx }} />}
        </tbody>
      </table>
    </div>
  );
}

interface SidesProps {
  readonly before: number;
  readonly after: number;
}

/** The cells in view, and the room of those that are not. */
function Cells({ before, after, children }: SidesProps & { readonly children: ReactNode }) {
  return (
    <>
      {before > 0 && <td aria-hidden />}
      {children}
      {after > 0 && <td aria-hidden />}
    </>
  );
}

interface SettingCellsProps {
  readonly label: string;
  readonly className?: string;
  readonly look: TableLook;
  readonly shown: readonly number[];
  readonly sides: SidesProps;
  children(c: number): ReactNode;
}

function SettingCells({ label, className, look, shown, sides, children }: SettingCellsProps) {
  return (
    <tr className={className}>
      <th scope="row">{label}</th>
      <Cells {...sides}>
        {shown.map((c) => (
          <td key={c} data-role={roleOf(look, c)}>
            {children(c)}
          </td>
        ))}
      </Cells>
    </tr>
  );
}

function Cell({ row, c, look }: { row: PreviewRow | undefined; c: number; look: TableLook }) {
  const mark = row?.marks[c] ?? 'ok';
  return (
    <td data-role={roleOf(look, c)} data-mark={mark} data-number={look.uses[c] === 'number' || undefined}>
      {row && (mark === 'missing' ? say.missingCell() : (row.cells[c] ?? ''))}
    </td>
  );
}
