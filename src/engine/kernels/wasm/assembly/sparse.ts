/**
 * The first layer on inputs that are mostly zero, as pictures are: products over the lists of `inputLists.ts`. Every
 * sum runs over one list in registers, up to 32 units at a time, and kernel rows are read and written as they lie.
 */
import { DELTA_BYTES, inputEnds, listBegin, listByInput, listed, listEnd } from './inputLists';
import { madd, storeTransposed } from './lanes';
import * as at from './plan';
import { address, layerAt } from './plan';

/** Vectors of units summed at a time when so many units are left. */
@inline
function vectorsOf(left: i32): i32 {
  return left >= 32 ? 8 : left >= 16 ? 4 : left >= 8 ? 2 : 1;
}

@inline
function put(to: usize, sum: v128, add: bool, factor: v128): void {
  v128.store(to, add ? madd(sum, factor, v128.load(to)) : sum);
}

/**
 * Σ value · row over the pairs of one list, from `start` on if there is one; row = rows + place · scale. Stored, or with
 * `add` added `factor` times to what is there.
 */
@inline
function sumList(
  vectors: i32,
  pair: usize,
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
  for (; pair < end; pair += 8) {
    const row = rows + <usize>load<u32>(pair) * scale;
    const x = v128.load32_splat(pair, 4);
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
  put(to, a, add, factor);
  if (vectors > 1) put(to + 16, b, add, factor);
  if (vectors > 2) {
    put(to + 32, c, add, factor);
    put(to + 48, d, add, factor);
  }
  if (vectors > 4) {
    put(to + 64, e, add, factor);
    put(to + 80, f, add, factor);
    put(to + 96, g, add, factor);
    put(to + 112, h, add, factor);
  }
}

/** Weighted sums of four listed samples in `vectors` · 4 units to a panel's rows. */
@inline
function fourSamples(vectors: i32, first: i32, kernel: usize, scale: usize, bias: usize, panel: usize, row: usize): void {
  const sums = address(at.EDGE);
  for (let s = 0; s < 4; s++) {
    // Lanes beyond the last sample repeat it.
    const sample = min(first + s, listed - 1);
    const to = sums + <usize>s * DELTA_BYTES;
    sumList(vectors, listBegin(sample), listEnd(sample), kernel, scale, bias, to, false, f32x4.splat(0));
  }
  for (let from = sums, end = sums + (<usize>vectors << 4); from < end; from += 16) {
    const b = v128.load(from, DELTA_BYTES);
    const c = v128.load(from, 2 * DELTA_BYTES);
    const d = v128.load(from, 3 * DELTA_BYTES);
    storeTransposed(v128.load(from), b, c, d, panel, row);
    panel += row << 2;
  }
}

/** Panels of 8 samples: where the `v`-th vector of samples lies in the panels at `panels`, and its row's bytes. */
@inline
function panelOf(panels: usize, units: i32, v: i32): usize {
  return panels + <usize>(v >> 1) * (<usize>units << 5) + (<usize>(v & 1) << 4);
}

@inline
function rowOf(v: i32, vectors: i32): usize {
  return (v | 1) < vectors ? 32 : 16;
}

/** Weighted sums of all samples in `vectors` · 4 units from `unit` on, whose weights of an input lie at `kernel` + place · `scale`. */
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
 * panel, as `wide.ts`. All samples go through one stretch of units before the next, whose weights stay in the caches.
 */
export function sparseProduct(parameters: usize, samples: i32): void {
  const layer = layerAt(0);
  const units = layer.units;
  const whole = units & ~3;
  const kernel = parameters + layer.kernel;
  // First, because what it writes behind a panel are the next panel's first units.
  if (whole < units) allSamples(1, parameters, whole, samples, kernel + (<usize>whole << 2), units);
  const blocks = address(at.UNIT_BLOCKS);
  for (let unit = 0; unit < whole; ) {
    const vectors = vectorsOf(whole - unit);
    const column = kernel + (<usize>unit << 2);
    if (vectors == 8) {
      if (blocks) allSamples(8, parameters, unit, samples, blocks + <usize>unit * (<usize>layer.inputs << 2), 32);
      else allSamples(8, parameters, unit, samples, column, units);
    } else if (vectors == 4) allSamples(4, parameters, unit, samples, column, units);
    else if (vectors == 2) allSamples(2, parameters, unit, samples, column, units);
    else allSamples(1, parameters, unit, samples, column, units);
    unit += vectors << 2;
  }
}

/**
 * First kernel [in][units] → blocks [units/32][in][32], whole ones only: 128 bytes of every row of 512 would crowd into a
 * quarter of the first cache's sets.
 */
export function packUnitBlocks(parameters: usize, to: usize): void {
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

/** Panels of deltas → blocks of 32 units [units/32][samples][32]; a last block has as many rows. */
function turnDeltas(panels: usize, units: i32, vectors: i32, to: usize): void {
  for (let v = 0; v < vectors; v++) {
    const row = rowOf(v, vectors);
    let a = panelOf(panels, units, v);
    const last = a + <usize>(units - 1) * row;
    for (let unit = 0; unit < units; unit += 4) {
      const b = min(a + row, last);
      const c = min(b + row, last);
      const d = min(c + row, last);
      const block = to + <usize>((unit >> 5) * (vectors << 2) + (v << 2)) * DELTA_BYTES;
      const out = block + (<usize>(unit & 31) << 2);
      storeTransposed(v128.load(a), v128.load(b), v128.load(c), v128.load(d), out, DELTA_BYTES);
      a += row << 2;
    }
  }
}

/** `vectors` columns of the kernel's gradient. Rows of inputs that are always zero have nothing to add. */
@inline
function columns(vectors: i32, lists: usize, deltas: usize, to: usize, add: bool, factor: v128): void {
  const row = <usize>layerAt(0).units << 2;
  let pair = lists;
  let place = inputEnds();
  for (const last = place + (<usize>layerAt(0).inputs << 2); place < last; place += 4) {
    const end = <usize>load<u32>(place);
    if (!add || pair < end) sumList(vectors, pair, end, deltas, 1, 0, to, add, factor);
    pair = end;
    to += row;
  }
}

/** The first `count` of four sums, one by one. */
@inline
function putSome(count: i32, sum: v128, to: usize, add: bool, factor: f32): void {
  const edge = address(at.EDGE);
  v128.store(edge, sum);
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 4) {
    const value = f32.load(edge + i);
    f32.store(to + i, add ? f32.load(to + i) + value * factor : value);
  }
}

/** The last one to three columns. */
function lastColumns(count: i32, lists: usize, deltas: usize, to: usize, add: bool, factor: f32): void {
  const row = <usize>layerAt(0).units << 2;
  const edge = address(at.EDGE);
  let pair = lists;
  let place = inputEnds();
  for (const last = place + (<usize>layerAt(0).inputs << 2); place < last; place += 4) {
    const end = <usize>load<u32>(place);
    sumList(1, pair, end, deltas, 1, 0, edge, false, f32x4.splat(0));
    putSome(count, v128.load(edge), to, add, factor);
    pair = end;
    to += row;
  }
}

function biasGradient(deltas: usize, samples: i32, to: usize, add: bool): void {
  const units = layerAt(0).units;
  for (let unit = 0; unit < units; unit += 4) {
    let from = deltas + <usize>((unit >> 5) * samples) * DELTA_BYTES + (<usize>(unit & 31) << 2);
    let sum = f32x4.splat(0);
    for (let s = 0; s < samples; s++) {
      sum = f32x4.add(sum, v128.load(from));
      from += DELTA_BYTES;
    }
    putSome(min(4, units - unit), sum, to + (<usize>unit << 2), add, 1);
  }
}

/**
 * Gradient of the first layer from its deltas. The kernel's goes to the row `target`, or with `addKernel` is added
 * `factor` times to it: that row may be the parameters. The bias's goes to the gradient, or with `addBias` is added.
 */
export function sparseGradient(panels: usize, vectors: i32, target: usize, addKernel: bool, factor: f32, addBias: bool): void {
  const layer = layerAt(0);
  const units = layer.units;
  const lists = address(at.TURNED_INPUTS);
  const turned = address(at.TURNED_DELTA);
  const factors = f32x4.splat(factor);
  listByInput(lists);
  turnDeltas(panels, units, vectors, turned);
  for (let unit = 0; unit < units; ) {
    const deltas = turned + <usize>((unit >> 5) * (vectors << 2)) * DELTA_BYTES + (<usize>(unit & 31) << 2);
    const to = target + layer.kernel + (<usize>unit << 2);
    const left = units - unit;
    const count = vectorsOf(left);
    if (left < 4) lastColumns(left, lists, deltas, to, addKernel, factor);
    else if (count == 8) columns(8, lists, deltas, to, addKernel, factors);
    else if (count == 4) columns(4, lists, deltas, to, addKernel, factors);
    else if (count == 2) columns(2, lists, deltas, to, addKernel, factors);
    else columns(1, lists, deltas, to, addKernel, factors);
    unit += count << 2;
  }
  biasGradient(turned, vectors << 2, address(at.GRADIENT) + layer.bias, addBias);
}
