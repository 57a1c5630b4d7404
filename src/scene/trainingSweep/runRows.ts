/** The runs of a sweep as rows: sorted by a column, and as files. */
import type { CellResult } from '#state/trainingSweepStore.ts';
import type { SweepCell } from '#sweep/sweepCells.ts';

export const METRIC_COLUMNS = ['trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy'] as const;
export type MetricColumn = (typeof METRIC_COLUMNS)[number];

export interface RunRow {
  readonly id: number;
  readonly cell: SweepCell;
  readonly result: CellResult;
}

/** A column: `run`, `seed`, `epoch`, a metric, or the path of a field. */
export interface RunSort {
  readonly by: string;
  readonly descends: boolean;
}

export const rowsOf = (cells: readonly SweepCell[], results: readonly CellResult[]): RunRow[] =>
  cells.flatMap((cell) => {
    const result = results[cell.id];
    return result ? [{ id: cell.id, cell, result }] : [];
  });

/** The value of a column; NaN where there is none. */
export function columnOf({ id, cell, result }: RunRow, by: string): unknown {
  if (by === 'run') return id + 1;
  if (by === 'seed') return cell.seed;
  const last = result.points.at(-1);
  if (by === 'epoch') return last?.epoch ?? NaN;
  if ((METRIC_COLUMNS as readonly string[]).includes(by)) return last?.[by as MetricColumn] ?? NaN;
  return cell.values[by];
}

/** By a column; what has no number comes last either way, and equals keep the order of the sweep. */
export function sortRows(rows: readonly RunRow[], { by, descends }: RunSort): RunRow[] {
  const sign = descends ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [columnOf(a, by), columnOf(b, by)];
    if (typeof x === 'number' && typeof y === 'number') {
      const missing = Number(!Number.isFinite(x)) - Number(!Number.isFinite(y));
      return missing || (Number.isFinite(x) ? sign * (x - y) : 0) || a.id - b.id;
    }
    return sign * String(x).localeCompare(String(y)) || a.id - b.id;
  });
}

/** The network with the smallest test loss; null while none has one. */
export function bestOf(results: readonly CellResult[]): number | null {
  let best: number | null = null;
  let least = Infinity;
  for (const [id, { points, status }] of results.entries()) {
    const loss = points.at(-1)?.testLoss ?? NaN;
    if (status !== 'diverged' && loss < least) [best, least] = [id, loss];
  }
  return best;
}

/** A line a run: place, fields, seed, how it ended, epoch, metrics, seconds. */
export function runsCsv(rows: readonly RunRow[], paths: readonly string[]): string {
  const head = ['run', ...paths, 'seed', 'ended', 'epoch', ...METRIC_COLUMNS, 'seconds'];
  const lines = rows.map((row) => {
    const numbers = ['epoch', ...METRIC_COLUMNS].map((by) => numberOf(columnOf(row, by)));
    const { seed, values } = row.cell;
    const fields = paths.map((path) => values[path]);
    return [row.id + 1, ...fields, seed, row.result.status, ...numbers, row.result.seconds];
  });
  return `${[head, ...lines].map((line) => line.map(quoted).join(',')).join('\n')}\n`;
}

const numberOf = (value: unknown): unknown => (Number.isNaN(value) ? '' : value);

/** Quoted where a comma, a quote or a line break would end the field (RFC 4180). */
function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** All that is known of a sweep, without pictures and checkpoints. */
export function sweepJson(base: unknown, order: unknown, rows: readonly RunRow[]): string {
  const runs = rows.map(({ cell, result }) => ({
    values: cell.values,
    seed: cell.seed,
    ended: result.status,
    seconds: result.seconds,
    history: result.points,
  }));
  return `${JSON.stringify({ experiment: base, sweep: order, runs }, null, 1)}\n`;
}
