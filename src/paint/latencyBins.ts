/**
 * Latencies counted into cells of time and (logarithmic) latency, as they come: painting then costs the same for a
 * hundred answers as for a million. Times and latencies in ms.
 */
/** Rows of latency: ten a decade from 1 µs to 100 s. */
const PER_DECADE = 10;
const LEAST_EXPONENT = -3;
const ROWS = 8 * PER_DECADE;
/** Browsers round their clock to 0.1 ms where a page is not isolated: what reads as 0 took less than that. */
const CLOCK_STEP_MS = 0.1;

export interface LatencyBins {
  /** Counts the answers that came since the last call; starts over when the trace has become shorter or another. */
  take(trace: { count: number; elapsedMs: Float32Array; latencyMs: Float32Array }): void;
  readonly rows: number;
  readonly columns: number;
  readonly columnMs: number;
  /** Smallest and largest latency so far; Infinity and 0 while there is none. */
  readonly leastMs: number;
  readonly mostMs: number;
  readonly lastMs: number;
  held(column: number, row: number): number;
}

/** Row of a latency. */
export function latencyRow(latencyMs: number): number {
  const row = Math.floor((Math.log10(latencyMs) - LEAST_EXPONENT) * PER_DECADE);
  return Math.min(ROWS - 1, Math.max(0, row));
}

/** Lower edge of a row in ms. */
export function rowLatencyMs(row: number): number {
  return 10 ** (LEAST_EXPONENT + row / PER_DECADE);
}

/** @param columnMs width of a column of time: fine for a burst, coarse for a load of minutes (80 counts a column). */
export function createLatencyBins(columnMs: number): LatencyBins {
  let counts = new Uint32Array(ROWS * 64);
  let taken = 0;
  let first = Number.NaN;
  let [leastMs, mostMs, lastMs] = [Infinity, 0, 0];

  function restart(): void {
    counts.fill(0);
    taken = 0;
    [leastMs, mostMs, lastMs] = [Infinity, 0, 0];
  }

  return {
    take({ count, elapsedMs, latencyMs }) {
      // A new load's trace starts with another latency, even if it has grown past the old one between two frames.
      if (count < taken || (taken > 0 && latencyMs[0] !== first)) restart();
      first = latencyMs[0] ?? Number.NaN;
      for (let i = taken; i < count; i++) {
        const latency = Math.max(CLOCK_STEP_MS, latencyMs[i] ?? 0);
        const column = Math.floor((elapsedMs[i] ?? 0) / columnMs);
        if ((column + 1) * ROWS > counts.length) {
          const larger = new Uint32Array(Math.max(counts.length * 2, (column + 1) * ROWS));
          larger.set(counts);
          counts = larger;
        }
        const cell = column * ROWS + latencyRow(latency);
        counts[cell] = (counts[cell] ?? 0) + 1;
        leastMs = Math.min(leastMs, latency);
        mostMs = Math.max(mostMs, latency);
        lastMs = Math.max(lastMs, elapsedMs[i] ?? 0);
      }
      taken = count;
    },
    rows: ROWS,
    get columns() {
      return Math.floor(lastMs / columnMs) + 1;
    },
    columnMs,
    get leastMs() {
      return leastMs;
    },
    get mostMs() {
      return mostMs;
    },
    get lastMs() {
      return lastMs;
    },
    held: (column, row) => counts[column * ROWS + row] ?? 0,
  };
}
