/**
 * WGSL of the first layer's products on a software adapter when most inputs are zero, as pixels of digits are: what is
 * not zero is listed once a step, and only that is multiplied. A list holds, for one row of the product, pairs of a
 * place in B and a value; the lists of samples (forward) and of inputs (update) share one buffer, for they are needed
 * one after the other. Zeros count after all where B has something that is not finite: 0 · NaN is NaN, and must be seen.
 *
 * B is seen as vectors of four columns, so the layer's width is a multiple of four: a lane then works out and checks one
 * place for four values. Per row, input and 32 columns a dense block of 8 rows takes about 40 ns, a list 100 ns with its
 * making, for each of the few that count (measured).
 */
import type { MatrixProduct } from './matrixCode.ts';

/** Words in front of the lists: whether the kernel, and whether the deltas, hold something that is not finite. */
const FLAG_WORDS = 2;
const KERNEL_FLAG = 0;
const DELTAS_FLAG = 1;

/** Vectors of four columns that a lane makes; four lanes take a row and 128 columns, neighbours side by side. */
const VECTORS = 8;
const COLUMNS = 4 * 4 * VECTORS;
const LANES = 16;
/** Values that one lane of a check looks at, and how many of them in one turn: a turn costs as much as three loads. */
const CHECKED = 64;
const AT_ONCE = 8;

/** Words of the buffer for lists of a layer with so many inputs, of batches of so many samples. */
export const listWords = (inputs: number, batch: number): number =>
  FLAG_WORDS + Math.max(inputs + 1, batch) + 2 * (inputs + 1) * (batch + 1);

/** Workgroups of a product of that size. */
export const listedGroups = (rows: number, columns: number): [number, number] => [
  Math.ceil((4 * rows * Math.ceil(columns / COLUMNS)) / LANES),
  1,
];

/** Workgroups that list `rows` rows, and that check so many values. */
export const listingGroups = (rows: number): [number, number] => [Math.ceil(rows / LANES), 1];
export const checkGroups = (values: number): [number, number] => [Math.ceil(values / (CHECKED * LANES)), 1];

/**
 * Where the count of row `m` stands, and where its pairs begin. Counts take the room of the longer side; behind the
 * longest list there is room for the pair that is written last and does not count.
 */
export const LISTS = `
fn countAt(m: u32) -> u32 { return ${FLAG_WORDS}u + m; }
fn pairsAt(m: u32, longest: u32) -> u32 {
  return ${FLAG_WORDS}u + max(layer.inputs + 1u, call.batch) + 2u * m * (longest + 1u);
}
`;

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Which of the two sides is listed, as WGSL: rows, their longest list, and what stands at place `i` of row `m`. */
interface Listing {
  readonly rows: string;
  readonly longest: string;
  /** Expressions in `m`. */
  readonly length: string;
  /** Statements that declare `value`, in `m` and `i`. */
  readonly value: string;
  readonly flag: number;
  /** The flag that is read no more in this step, to be cleared for the next. */
  readonly spentFlag: number;
}

const SAMPLES: Listing = {
  rows: 'step.size',
  longest: 'layer.inputs',
  length: 'layer.inputs',
  value: 'let value = x[u32(order[step.start + m]) * layer.inputs + i];',
  flag: KERNEL_FLAG,
  spentFlag: DELTAS_FLAG,
};

/** Of each input over the batch; behind them the bias, whose input is always 1. */
const INPUTS: Listing = {
  rows: 'layer.inputs + 1u',
  longest: 'call.batch',
  length: 'step.size',
  value: `var value = 1.0;
    if (m < layer.inputs) { value = x[u32(order[step.start + i]) * layer.inputs + m]; }`,
  flag: DELTAS_FLAG,
  spentFlag: KERNEL_FLAG,
};

function listingCode({ rows, longest, length, value, flag, spentFlag }: Listing): string {
  return `${LISTS}
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let m = id.x;
  if (m == 0u) { lists[${spentFlag}] = 0u; }
  if (m >= ${rows}) { return; }
  let takesZeros = lists[${flag}] != 0u;
  let vectors = layer.units / 4u;
  let first = pairsAt(m, ${longest});
  var at = first;
  // Written first and kept if it counts: where nothing branches, nothing waits for the other lanes.
  for (var next = 0u; next < ${length}; next += ${AT_ONCE}u) {
    ${range(AT_ONCE)
      .map(
        (j) => `{
      let i = next + ${j}u;
      ${value}
      lists[at] = i * vectors;
      lists[at + 1u] = bitcast<u32>(value);
      at += select(0u, 2u, i < ${length} && (value != 0.0 || takesZeros));
    }`,
      )
      .join('\n    ')}
  }
  lists[countAt(m)] = (at - first) / 2u;
}
`;
}

/** Sets a flag where one of `count` values has all bits of its exponent set: infinite or not a number. */
function checkCode(flag: number, count: string, value: string): string {
  return `
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let r = id.z;
  let last = ${count} - 1u;
  var largest = 0u;
  let end = min(last + 1u, (id.x + 1u) * ${CHECKED}u);
  for (var at = id.x * ${CHECKED}u; at < end; at += ${AT_ONCE}u) {
    ${range(AT_ONCE)
      .map(
        (j) =>
          `{ let i = min(at + ${j}u, last); largest = max(largest, bitcast<u32>(${value}) & 0x7f800000u); }`,
      )
      .join('\n    ')}
  }
  if (largest == 0x7f800000u) { lists[${flag}] = 1u; }
}
`;
}

/** `kernelAt` and `deltaAt`: where the first layer's kernel lies in `state`, and its deltas in `deltas`. */
export const listCodes = (kernelAt: string, deltaAt: string) => ({
  checkKernel: checkCode(KERNEL_FLAG, 'layer.inputs * layer.units', `state[${kernelAt} + i]`),
  samples: listingCode(SAMPLES),
  checkDeltas: checkCode(DELTAS_FLAG, 'step.size * layer.units', `deltas[${deltaAt} + i]`),
  inputs: listingCode(INPUTS),
});

/**
 * The entry point of C[m, n] = Σ value · B[place][n] over the list of row `m`, where `b` is bound as vectors of four. The
 * row's list is the same for all four lanes. `a` and `bOfDepth` of the product are in the lists already.
 */
export function listedProductCode(
  { rows, columns, b, bOfColumn, store }: MatrixProduct,
  longest: string,
): string {
  const vectors = range(VECTORS);
  return `
var<private> r: u32;
var<private> made: array<vec4<f32>, ${VECTORS}>;
fn bOfColumn(n: u32) -> u32 { return ${bOfColumn}; }
fn store(m: u32, n: u32, c: f32) {
  ${store}
}
${LISTS}
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  r = id.z;
  let columns = ${columns};
  let across = (columns + ${COLUMNS - 1}u) / ${COLUMNS}u;
  let place = id.x / 4u;
  let m = place / across;
  if (m >= ${rows}) { return; }
  let n = (place % across) * ${COLUMNS}u + 4u * (id.x % 4u);
  ${vectors
    .map((j) => `let b${j} = bOfColumn(min(n + ${16 * j}u, columns - 4u)) / 4u; var c${j} = vec4<f32>();`)
    .join('\n  ')}
  let count = lists[countAt(m)];
  var at = pairsAt(m, ${longest});
  for (var i = 0u; i < count; i++) {
    let deep = lists[at];
    let value = bitcast<f32>(lists[at + 1u]);
    at += 2u;
    ${vectors.map((j) => `c${j} += value * ${b}[b${j} + deep];`).join('\n    ')}
  }
  ${vectors.map((j) => `made[${j}] = c${j};`).join(' ')}
  for (var j = 0u; j < ${VECTORS}u && n + 16u * j < columns; j++) {
    for (var e = 0u; e < 4u; e++) { store(m, n + 16u * j + e, made[j][e]); }
  }
}
`;
}

export const LONGEST_OF_SAMPLE = SAMPLES.longest;
export const LONGEST_OF_INPUT = INPUTS.longest;
