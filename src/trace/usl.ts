/**
 * The Universal Scalability Law (Gunther 1993): throughput of N clients X(N) = γN / (1 + α(N − 1) + βN(N − 1)). γ is
 * the throughput of one client alone, α contention (the serial share, e.g. one device), β coherency (the cost of
 * synchronising pairs, why more clients may be slower).
 */
export interface UslFit {
  /** Requests a second of one client. */
  readonly gamma: number;
  readonly alpha: number;
  readonly beta: number;
  /** Root mean square of X/X̂ − 1 over the points. */
  readonly relativeError: number;
  /** N of the largest X: √((1 − α)/β); Infinity without coherency. */
  readonly peak: number;
}

export interface UslPoint {
  readonly clients: number;
  readonly perSecond: number;
}

export function uslThroughput({ gamma, alpha, beta }: UslFit, clients: number): number {
  return (gamma * clients) / (1 + alpha * (clients - 1) + beta * clients * (clients - 1));
}

/**
 * Least squares of the relative error X/X̂ − 1. It is linear in a = 1/γ, b = α/γ, c = β/γ, because X/X̂ = X/N · (a +
 * b(N − 1) + cN(N − 1)), so it needs neither start value nor iteration. α and β must not be negative; where the best
 * fit has one below 0, the best fit without it is taken.
 * @returns null for points of fewer than three numbers of clients, or without throughput
 */
export function fitUsl(points: readonly UslPoint[]): UslFit | null {
  const used = points.filter(({ clients, perSecond }) => clients > 0 && perSecond > 0);
  if (new Set(used.map(({ clients }) => clients)).size < 3) return null;
  const columns = [
    used.map(({ clients, perSecond }) => perSecond / clients),
    used.map(({ clients, perSecond }) => (perSecond / clients) * (clients - 1)),
    used.map(({ clients, perSecond }) => perSecond * (clients - 1)),
  ];
  let best: UslFit | null = null;
  for (const taken of [[0, 1, 2], [0, 1], [0, 2], [0]]) {
    const solved = leastSquares(taken.map((index) => columns[index] ?? []));
    if (!solved) continue;
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map((index) => solved[taken.indexOf(index)] ?? 0);
    if (!(a > 0) || b < 0 || c < 0) continue;
    const fit = { gamma: 1 / a, alpha: b / a, beta: c / a };
    const peak = fit.beta > 0 ? Math.sqrt(Math.max(0, 1 - fit.alpha) / fit.beta) : Infinity;
    const candidate = { ...fit, relativeError: 0, peak };
    const relativeError = rootMeanSquare(
      used.map(({ clients, perSecond }) => perSecond / uslThroughput(candidate, clients) - 1),
    );
    if (!best || relativeError < best.relativeError) best = { ...candidate, relativeError };
  }
  return best;
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/**
 * Coefficients of the columns that approximate 1 best, by Gram–Schmidt; null where the columns are linearly dependent.
 */
function leastSquares(columns: readonly (readonly number[])[]): number[] | null {
  const basis: number[][] = [];
  /** R of the QR decomposition, by column. */
  const factors: number[][] = [];
  for (const column of columns) {
    let rest = [...column];
    const factor: number[] = [];
    for (const unit of basis) {
      const share = dot(unit, rest);
      factor.push(share);
      rest = rest.map((value, index) => value - share * (unit[index] ?? 0));
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length < 1e-9 * Math.sqrt(dot(column, column))) return null;
    factor.push(length);
    factors.push(factor);
    basis.push(rest.map((value) => value / length));
  }
  const solved: number[] = [];
  for (let row = columns.length - 1; row >= 0; row -= 1) {
    const unit = basis[row] ?? [];
    let value = unit.reduce((sum, part) => sum + part, 0);
    for (let later = row + 1; later < columns.length; later += 1) {
      value -= (factors[later]?.[row] ?? 0) * (solved[later] ?? 0);
    }
    solved[row] = value / (factors[row]?.[row] ?? NaN);
  }
  return solved;
}
