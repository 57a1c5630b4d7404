/**
 * Principal components: the orthogonal directions in which rows vary most. Subspace iteration (Golub & Van Loan, 8.2) on the smaller of
 * covariance and Gram matrix, finished by Jacobi rotations of the small block (Rayleigh & Ritz), so that directions with nearly
 * equal variances are told apart, too.
 */
export interface PrincipalComponents {
  /** [width] */
  readonly mean: Float64Array;
  /** Unit vectors [width], the most varying first; the largest entry of each is positive. */
  readonly axes: readonly Float64Array[];
  /** Share of the whole variance along each. */
  readonly shares: readonly number[];
}

const MOST_ROUNDS = 300;
/** Vectors beyond those wanted speed convergence up. */
const SPARE = 4;

/**
 * @param rows [count, width]
 * @param wanted directions; those beyond the rank of the rows are left out
 * @example principalComponents([0, 0, 1, 1, 2, 2], 3, 2, 1).axes[0] // [0.707, 0.707]
 */
export function principalComponents(
  rows: ArrayLike<number>,
  count: number,
  width: number,
  wanted = 2,
): PrincipalComponents {
  const mean = new Float64Array(width);
  for (let i = 0; i < count * width; i++) mean[i % width]! += rows[i]! / count;
  const centred = Float64Array.from({ length: count * width }, (_, i) => rows[i]! - mean[i % width]!);
  const isTall = count >= width;
  const size = Math.min(count, width);
  const matrix = isTall
    ? products(transposed(centred, count, width), width, count)
    : products(centred, count, width);
  let total = 0;
  for (let i = 0; i < size; i++) total += matrix[i * size + i]!;
  const { values, vectors } = leadingEigen(matrix, size, wanted);
  const axes: Float64Array[] = [];
  const shares: number[] = [];
  for (const [k, value] of values.entries()) {
    if (!(value > 1e-12 * total)) break;
    axes.push(oriented(isTall ? vectors[k]! : alongRows(centred, vectors[k]!, width)));
    shares.push(value / total);
  }
  return { mean, axes, shares };
}

/** Coordinates of rows [count, width] along the axes: [count, axes]. */
export function project(
  rows: ArrayLike<number>,
  count: number,
  { mean, axes }: Pick<PrincipalComponents, 'mean' | 'axes'>,
): Float32Array {
  const width = mean.length;
  const out = new Float32Array(count * axes.length);
  for (let n = 0; n < count; n++) {
    for (const [k, axis] of axes.entries()) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (rows[n * width + i]! - mean[i]!) * axis[i]!;
      out[n * axes.length + k] = sum;
    }
  }
  return out;
}

function transposed(rows: Float64Array, count: number, width: number): Float64Array {
  const out = new Float64Array(rows.length);
  for (let n = 0; n < count; n++) for (let i = 0; i < width; i++) out[i * count + n] = rows[n * width + i]!;
  return out;
}

/** Inner products of all pairs of rows [size, length]: [size, size]. */
function products(rows: Float64Array, size: number, length: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += rows[a * length + i]! * rows[b * length + i]!;
      out[a * size + b] = out[b * size + a] = sum;
    }
  }
  return out;
}

/** The largest eigenvalues of a symmetric, positive semi-definite matrix, and their vectors. */
function leadingEigen(
  matrix: Float64Array,
  size: number,
  wanted: number,
): { values: number[]; vectors: Float64Array[] } {
  const block = Math.min(size, wanted + SPARE);
  // A fixed start that is orthogonal to nothing in particular.
  let basis = orthonormal(
    Array.from({ length: block }, (_, k) =>
      Float64Array.from({ length: size }, (__, i) => Math.sin(1 + i * 12.9898 + k * 78.233)),
    ),
  );
  let before = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = basis.map((vector) => times(matrix, size, vector));
    const sum = next.reduce((all, vector, k) => all + dot(vector, basis[k]!), 0);
    basis = orthonormal(next);
    if (Math.abs(sum - before) <= 1e-14 * Math.abs(sum)) break;
    before = sum;
  }
  const images = basis.map((vector) => times(matrix, size, vector));
  const small = basis.map((a) => images.map((b) => dot(a, b)));
  const { values, vectors } = jacobi(small);
  const order = values.map((_, k) => k).toSorted((a, b) => values[b]! - values[a]!);
  return {
    values: order.slice(0, wanted).map((k) => values[k]!),
    vectors: order.slice(0, wanted).map((k) => {
      const vector = new Float64Array(size);
      for (const [j, base] of basis.entries())
        for (let i = 0; i < size; i++) vector[i]! += vectors[j]![k]! * base[i]!;
      return vector;
    }),
  };
}

/** Eigenvalues and vectors (columns) of a small symmetric matrix by cyclic rotations (Jacobi 1846). */
function jacobi(given: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = given.length;
  const a = given.map((row) => [...row]);
  const v = given.map((_, i) => given.map((__, j) => Number(i === j)));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const angle = Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!) / 2;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let i = 0; i < n; i++)
          [a[i]![p], a[i]![q]] = [c * a[i]![p]! - s * a[i]![q]!, s * a[i]![p]! + c * a[i]![q]!];
        for (let i = 0; i < n; i++)
          [a[p]![i], a[q]![i]] = [c * a[p]![i]! - s * a[q]![i]!, s * a[p]![i]! + c * a[q]![i]!];
        for (let i = 0; i < n; i++)
          [v[i]![p], v[i]![q]] = [c * v[i]![p]! - s * v[i]![q]!, s * v[i]![p]! + c * v[i]![q]!];
      }
    }
  }
  return { values: a.map((row, i) => row[i]!), vectors: v };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function times(matrix: Float64Array, size: number, vector: Float64Array): Float64Array {
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vector[j]!;
    out[i] = sum;
  }
  return out;
}

/** Gram & Schmidt, twice for precision; a vector without a direction of its own becomes 0. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const given of vectors) {
    const vector = given.slice();
    const size = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of done) {
        const part = dot(vector, other);
        for (let i = 0; i < vector.length; i++) vector[i]! -= part * other[i]!;
      }
    }
    const left = Math.sqrt(dot(vector, vector));
    done.push(left > 1e-13 * size ? vector.map((x) => x / left) : vector.fill(0));
  }
  return done;
}

/** The unit vector along Σ weight·row. */
function alongRows(rows: Float64Array, weights: Float64Array, width: number): Float64Array {
  const out = new Float64Array(width);
  for (const [n, weight] of weights.entries())
    for (let i = 0; i < width; i++) out[i]! += weight * rows[n * width + i]!;
  const length = Math.sqrt(dot(out, out));
  return out.map((x) => x / length);
}

function oriented(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const x of axis) if (Math.abs(x) > Math.abs(largest)) largest = x;
  return largest < 0 ? axis.map((x) => -x) : axis;
}
