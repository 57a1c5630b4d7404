/**
 * Where the groups of data sets stand in the menu's grid of four columns. Each group has a row for its name and rows of
 * sets. A group that fits whole beside the last, unfinished row of the one before shares that row: a short group costs none.
 * Rows and columns count from 1, as in CSS; `columnEnd` is the line after the last column, −1 the end of the grid.
 */
export const PICKER_COLUMNS = 4;

export interface GroupPlace {
  readonly name: { readonly row: number; readonly column: number; readonly columnEnd: number };
  readonly sets: readonly { readonly row: number; readonly column: number }[];
}

/** @param counts sets in each group, in order */
export function pickerGrid(counts: readonly number[]): GroupPlace[] {
  const places: GroupPlace[] = [];
  let row = 1;
  for (let first = 0; first < counts.length;) {
    // The groups that end together in one row, and how many columns of it they fill.
    let used = (counts[first] ?? 0) % PICKER_COLUMNS;
    let after = first + 1;
    while (used > 0 && after < counts.length && used + (counts[after] ?? 0) <= PICKER_COLUMNS) {
      used += counts[after] ?? 0;
      after += 1;
    }
    const rows = Math.ceil((counts[first] ?? 0) / PICKER_COLUMNS);
    // Names of the groups that join stand above the shared row: the rows before it move up by one.
    const nameRow = after > first + 1 ? row + rows - (rows > 1 ? 0 : 1) : row;
    const lastRow = after > first + 1 ? nameRow + 1 : row + rows;
    let column = 1;
    for (let group = first; group < after; group++) {
      const count = counts[group] ?? 0;
      const isFirst = group === first;
      const joined = isFirst ? count % PICKER_COLUMNS : count;
      const ends = isFirst && nameRow > row ? -1 : group === after - 1 ? -1 : column + joined;
      places.push({
        name: { row: isFirst ? row : nameRow, column, columnEnd: ends },
        sets: Array.from({ length: count }, (_, i) => {
          const below = isFirst ? Math.floor(i / PICKER_COLUMNS) : 0;
          const isLast = !isFirst || below === rows - 1;
          return {
            row: isLast ? lastRow : row + 1 + below,
            column: column + (i % PICKER_COLUMNS),
          };
        }),
      });
      column += joined;
    }
    row = lastRow + 1;
    first = after;
  }
  return places;
}
