/** Heads of the columns: a click sorts the rows by that column, from the smallest, from the largest, not at all. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import * as say from '#messages/generated/weights.ts';
import { nextSorting, type Sorting, type WeightTable } from '#scene/weights/weightTable.ts';

interface HeadRowProps {
  readonly table: WeightTable;
  readonly sorting: Sorting | null;
  /** Columns in view, and the width of those before and after them. */
  readonly shown: readonly number[];
  readonly before: number;
  readonly after: number;
  onSort(sorting: Sorting | null): void;
}

export function HeadRow({ table, sorting, shown, before, after, onSort }: HeadRowProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" aria-colindex={1} aria-sort={sorting ? 'none' : 'ascending'}>
          <button type="button" onClick={() => onSort(null)}>
            {say.from()}
          </button>
        </th>
        {before > 0 && <td aria-hidden />}
        {shown.map((column) => {
          const isSorted = sorting?.column === column;
          return (
            <th
              key={column}
              scope="col"
              aria-colindex={column + 2}
              aria-sort={!isSorted ? 'none' : sorting.descending ? 'descending' : 'ascending'}
            >
              <button
                type="button"
                title={table.columnName(column)}
                onClick={() => onSort(nextSorting(sorting, column))}
              >
                <span>{table.columnName(column)}</span>
                {isSorted &&
                  (sorting.descending ? (
                    <ArrowDown size={12} aria-hidden />
                  ) : (
                    <ArrowUp size={12} aria-hidden />
                  ))}
              </button>
            </th>
          );
        })}
        {after > 0 && <td aria-hidden />}
      </tr>
    </thead>
  );
}
