/**
 * Where the networks of a sweep stand: rows by the first field and columns by the second, a grid for each value of the others; one field
 * across and its starts down; where combinations were drawn, from left to right.
 */
import type { SweepOrder } from '#sweep/readSettings.ts';
import type { SweepCell } from '#sweep/sweepCells.ts';

export interface CellGrid {
  /** Networks of a row; null where a place is empty. */
  readonly rows: readonly (readonly (number | null)[])[];
  readonly columns: number;
  /** Field and values of the rows and of the columns; null where they have none. */
  readonly down: { readonly path: string; readonly values: readonly unknown[] } | null;
  readonly across: { readonly path: string; readonly values: readonly unknown[] } | null;
}

/** What the stepper goes through: combinations of the fields beyond the second, and the starts. */
export function slicesOf({ choice }: SweepOrder): number {
  if (!isMatrix(choice)) return 1;
  const others = choice.over.slice(2).reduce((product, { values }) => product * values.length, 1);
  return others * choice.starts;
}

const takesAll = ({ method, samples }: SweepOrder['choice']): boolean =>
  method === 'grid' || (method === 'halving' && samples === undefined);
const isMatrix = (choice: SweepOrder['choice']): boolean => choice.over.length >= 2 && takesAll(choice);

/**
 * @param slice which of `slicesOf`
 * @param widest columns that a flow has at most
 */
export function cellGrid(
  order: SweepOrder,
  cells: readonly SweepCell[],
  slice: number,
  widest: number,
): CellGrid {
  const { over } = order.choice;
  const [only, ...more] = over;
  if (only && more.length === 0 && takesAll(order.choice) && only.values.length <= widest) {
    // One field: its values across, a row for each start.
    const { starts } = order.choice;
    const rows = Array.from({ length: starts }, (_, start) =>
      only.values.map((__, column) => column * starts + start),
    );
    return { rows, columns: only.values.length, down: null, across: only };
  }
  if (!isMatrix(order.choice))
    return flow(
      cells.map(({ id }) => id),
      widest,
    );
  const [down, across] = [over[0]!, over[1]!];
  const slices = slicesOf(order);
  const rows = down.values.map((_, row) =>
    across.values.map((__, column) => (row * across.values.length + column) * slices + slice),
  );
  return { rows, columns: across.values.length, down, across };
}

/** From left to right, as square as a wide box allows. */
export function flow(ids: readonly number[], widest: number): CellGrid {
  const columns = Math.max(1, Math.min(widest, ids.length));
  const rows = Array.from({ length: Math.ceil(ids.length / columns) }, (_, row) =>
    Array.from({ length: columns }, (__, column) => ids[row * columns + column] ?? null),
  );
  return { rows, columns, down: null, across: null };
}

/** Columns of a flow of so many pictures in a box, so that they are as large as possible. */
export function columnsFor(count: number, widthPx: number, heightPx: number, captionPx: number): number {
  let best = { columns: 1, side: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const side = Math.min(widthPx / columns, heightPx / rows - captionPx);
    if (side > best.side) best = { columns, side };
  }
  return best.columns;
}

/** The network that an arrow key goes to; null for other keys. */
export function cellAfter(key: string, at: number, { rows, columns }: CellGrid): number | null {
  const ids = rows.flat();
  const place = ids.indexOf(at);
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (key === 'Home') return ids[0] ?? null;
  if (key === 'End') return ids.findLast((id) => id !== null) ?? null;
  if (step === undefined) return null;
  return ids[place + step] ?? at;
}
