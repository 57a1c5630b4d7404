/**
 * Sparse first layer, for inputs that are mostly zero, as images are: sparse × dense products over the CSR and CSC copies of
 * `csr.ts`. Each sum runs over one row or column in registers, up to 32 units at a time; kernel rows are read and written
 * in place.
 */
import { columnEnds, DELTA_ROW_BYTES, rowBegin, rowEnd, sparseSamples, transposeToCsc } from './csr';
import { madd, storeTransposed } from './simd';
import * as at from './generated/call';
import { address, layerAt } from './generated/call';

/** Vectors of units summed at a time when so many units are left. */
@inline
function vectorsOf(left: i32): i32 {
  return left >= 32 ? 8 : left >= 16 ? 4 : left >= 8 ? 2 : 1;
}

@inline
function storeOrAdd(to: usize, sum: v128, add: bool, factor: v128): void {
  v128.store(to, add ? madd(sum, factor, v128.load(to)) : sum);
}

/**
 * Σ value · row over the entries of one CSR row or CSC column, plus what `start` points to if it is not 0; row = rows +
 * offset · scale. Stored, or with `add` multiplied by `factor` and added to memory.
 */
@inline
function sumEntries(
  vectors: i32,
  entry: usize,
  end: usize,
  rows: usize,
  scale: usize,
  start: usize,
  to: usize,
  add: bool,
  factor: v128,
): void {
  const zero = f32x4.splat(0);
  let a = start ? v128.load(start) : zero;
  let b = vectors > 1 && start ? v128.load(start, 16) : zero;
  let c = vectors > 2 && start ? v128.load(start, 32) : zero;
  let d = vectors > 2 && start ? v128.load(start, 48) : zero;
  let e = vectors > 4 && start ? v128.load(start, 64) : zero;
  let f = vectors > 4 && start ? v128.load(start, 80) : zero;
  let g = vectors > 4 && start ? v128.load(start, 96) : zero;
  let h = vectors > 4 && start ? v128.load(start, 112) : zero;
  for (; entry < end; entry += 8) {
    const row = rows + <usize>load<u32>(entry) * scale;
    const x = v128.load32_splat(entry, 4);
    a = madd(x, v128.load(row), a);
    if (vectors > 1) b = madd(x, v128.load(row, 16), b);
    if (vectors > 2) {
      c = madd(x, v128.load(row, 32), c);
      d = madd(x, v128.load(row, 48), d);
    }
    if (vectors > 4) {
      e = madd(x, v128.load(row, 64), e);
      f = madd(x, v128.load(row, 80), f);
      g = madd(x, v128.load(row, 96), g);
      h = madd(x, v128.load(row, 112), h);
    }
  }
  storeOrAdd(to, a, add, factor);
  if (vectors > 1) storeOrAdd(to + 16, b, add, factor);
  if (vectors > 2) {
    storeOrAdd(to + 32, c, add, factor);
    storeOrAdd(to + 48, d, add, factor);
  }
  if (vectors > 4) {
    storeOrAdd(to + 64, e, add, factor);
    storeOrAdd(to + 80, f, add, factor);
    storeOrAdd(to + 96, g, add, factor);
    storeOrAdd(to + 112, h, add, factor);
  }
}

/** Weighted sums of four sparse samples in `vectors` · 4 units, written to a panel's rows. */
@inline
function fourSamples(vectors: i32, first: i32, kernel: usize, scale: usize, bias: usize, panel: usize, row: usize): void {
  const sums = address(at.SCRATCH_TILE);
  for (let s = 0; s < 4; s++) {
    // SIMD lanes beyond the last sample repeat it.
    const sample = min(first + s, sparseSamples - 1);
    const to = sums + <usize>s * DELTA_ROW_BYTES;
    sumEntries(vectors, rowBegin(sample), rowEnd(sample), kernel, scale, bias, to, false, f32x4.splat(0));
  }
  for (let from = sums, end = sums + (<usize>vectors << 4); from < end; from += 16) {
    const b = v128.load(from, DELTA_ROW_BYTES);
    const c = v128.load(from, 2 * DELTA_ROW_BYTES);
    const d = v128.load(from, 3 * DELTA_ROW_BYTES);
    storeTransposed(v128.load(from), b, c, d, panel, row);
    panel += row << 2;
  }
}

/** Panels of 8 samples: address of the `v`-th vector of samples in `panels`; `rowOf` gives its row's bytes. */
@inline
function panelOf(panels: usize, units: i32, v: i32): usize {
  return panels + <usize>(v >> 1) * (<usize>units << 5) + (<usize>(v & 1) << 4);
}

@inline
function rowOf(v: i32, vectors: i32): usize {
  return (v | 1) < vectors ? 32 : 16;
}

/** Weighted sums of all samples in `vectors` · 4 units from `unit` on, whose weights of an input are at `kernel` + offset · `scale`. */
@inline
function allSamples(vectors: i32, parameters: usize, unit: i32, samples: i32, kernel: usize, scale: usize): void {
  const layer = layerAt(0);
  const units = layer.units;
  const bias = parameters + layer.bias + (<usize>unit << 2);
  for (let v = 0; v < samples; v++) {
    const row = rowOf(v, samples);
    const panel = panelOf(layer.values, units, v) + <usize>unit * row;
    fourSamples(vectors, v << 2, kernel, scale, bias, panel, row);
  }
}

/**
 * Weighted sums of the first layer into its `values`, `samples` vectors of them. May write three rows behind the last
 * panel, as `wide.ts` does. All samples go through one group of units before the next, so that its weights stay in cache.
 */
export function sparseProduct(parameters: usize, samples: i32): void {
  const layer = layerAt(0);
  const units = layer.units;
  const whole = units & ~3;
  const kernel = parameters + layer.kernel;
  // First, because it overwrites the first units of the next panel.
  if (whole < units) allSamples(1, parameters, whole, samples, kernel + (<usize>whole << 2), units);
  const unitTiles = address(at.UNIT_TILES);
  for (let unit = 0; unit < whole; ) {
    const vectors = vectorsOf(whole - unit);
    const column = kernel + (<usize>unit << 2);
    if (vectors == 8) {
      if (unitTiles) allSamples(8, parameters, unit, samples, unitTiles + <usize>unit * (<usize>layer.inputs << 2), 32);
      else allSamples(8, parameters, unit, samples, column, units);
    } else if (vectors == 4) allSamples(4, parameters, unit, samples, column, units);
    else if (vectors == 2) allSamples(2, parameters, unit, samples, column, units);
    else allSamples(1, parameters, unit, samples, column, units);
    unit += vectors << 2;
  }
}

/**
 * Packs the first kernel [in][units] into tiles [units/32][in][32], whole ones only, against cache conflicts: 128 bytes of
 * every 512-byte row use only a quarter of the L1 cache's sets.
 */
export function packUnitTiles(parameters: usize, to: usize): void {
  const layer = layerAt(0);
  const row = <usize>layer.units << 2;
  for (let column: usize = 0; column + 128 <= row; column += 128) {
    let from = parameters + layer.kernel + column;
    for (let i = 0; i < layer.inputs; i++) {
      memory.copy(to, from, 128);
      from += row;
      to += 128;
    }
  }
}

/** Transposes panels of deltas into tiles of 32 units [units/32][samples][32]; the last tile has as many rows. */
function transposeDeltas(panels: usize, units: i32, vectors: i32, to: usize): void {
  for (let v = 0; v < vectors; v++) {
    const row = rowOf(v, vectors);
    let a = panelOf(panels, units, v);
    const last = a + <usize>(units - 1) * row;
    for (let unit = 0; unit < units; unit += 4) {
      const b = min(a + row, last);
      const c = min(b + row, last);
      const d = min(c + row, last);
      const tile = to + <usize>((unit >> 5) * (vectors << 2) + (v << 2)) * DELTA_ROW_BYTES;
      const out = tile + (<usize>(unit & 31) << 2);
      storeTransposed(v128.load(a), v128.load(b), v128.load(c), v128.load(d), out, DELTA_ROW_BYTES);
      a += row << 2;
    }
  }
}

/** `vectors` columns of the kernel's gradient. Inputs without entries add nothing. */
@inline
function columns(vectors: i32, entries: usize, deltas: usize, to: usize, add: bool, factor: v128): void {
  const row = <usize>layerAt(0).units << 2;
  let entry = entries;
  let columnEnd = columnEnds();
  for (const last = columnEnd + (<usize>layerAt(0).inputs << 2); columnEnd < last; columnEnd += 4) {
    const end = <usize>load<u32>(columnEnd);
    if (!add || entry < end) sumEntries(vectors, entry, end, deltas, 1, 0, to, add, factor);
    entry = end;
    to += row;
  }
}

/** Stores the first `count` of four sums. */
@inline
function storeSome(count: i32, sum: v128, to: usize, add: bool, factor: f32): void {
  const scratch = address(at.SCRATCH_TILE);
  v128.store(scratch, sum);
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 4) {
    const value = f32.load(scratch + i);
    f32.store(to + i, add ? f32.load(to + i) + value * factor : value);
  }
}

/** The remaining one to three columns. */
function lastColumns(count: i32, entries: usize, deltas: usize, to: usize, add: bool, factor: f32): void {
  const row = <usize>layerAt(0).units << 2;
  const scratch = address(at.SCRATCH_TILE);
  let entry = entries;
  let columnEnd = columnEnds();
  for (const last = columnEnd + (<usize>layerAt(0).inputs << 2); columnEnd < last; columnEnd += 4) {
    const end = <usize>load<u32>(columnEnd);
    sumEntries(1, entry, end, deltas, 1, 0, scratch, false, f32x4.splat(0));
    storeSome(count, v128.load(scratch), to, add, factor);
    entry = end;
    to += row;
  }
}

function biasGradient(deltas: usize, samples: i32, to: usize, add: bool): void {
  const units = layerAt(0).units;
  for (let unit = 0; unit < units; unit += 4) {
    let from = deltas + <usize>((unit >> 5) * samples) * DELTA_ROW_BYTES + (<usize>(unit & 31) << 2);
    let sum = f32x4.splat(0);
    for (let s = 0; s < samples; s++) {
      sum = f32x4.add(sum, v128.load(from));
      from += DELTA_ROW_BYTES;
    }
    storeSome(min(4, units - unit), sum, to + (<usize>unit << 2), add, 1);
  }
}

/**
 * Gradient of the first layer from its deltas. The kernel's is stored in the row `target`, or with `addKernel` multiplied by
 * `factor` and added to it; the row may be the parameters themselves (fused SGD update). The bias's is stored in the gradient, or
 * with `addBias` added.
 */
export function sparseGradient(panels: usize, vectors: i32, target: usize, addKernel: bool, factor: f32, addBias: bool): void {
  const layer = layerAt(0);
  const units = layer.units;
  const entries = address(at.TRANSPOSED_INPUTS);
  const transposed = address(at.TRANSPOSED_DELTA);
  const factors = f32x4.splat(factor);
  transposeToCsc(entries);
  transposeDeltas(panels, units, vectors, transposed);
  for (let unit = 0; unit < units; ) {
    const deltas = transposed + <usize>((unit >> 5) * (vectors << 2)) * DELTA_ROW_BYTES + (<usize>(unit & 31) << 2);
    const to = target + layer.kernel + (<usize>unit << 2);
    const left = units - unit;
    const count = vectorsOf(left);
    if (left < 4) lastColumns(left, entries, deltas, to, addKernel, factor);
    else if (count == 8) columns(8, entries, deltas, to, addKernel, factors);
    else if (count == 4) columns(4, entries, deltas, to, addKernel, factors);
    else if (count == 2) columns(2, entries, deltas, to, addKernel, factors);
    else columns(1, entries, deltas, to, addKernel, factors);
    unit += count << 2;
  }
  biasGradient(transposed, vectors << 2, address(at.GRADIENT) + layer.bias, addBias);
}
