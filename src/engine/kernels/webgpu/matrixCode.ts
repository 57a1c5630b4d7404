/**
 * WGSL of one matrix product C[m, n] = Σₖ A(m, k) · B(k, n), the work of the tiled path, in two styles. `shared`, for
 * hardware: 8 × 8 lanes make a 32 × 32 tile from slices of A and B in workgroup memory. `direct`, for software
 * adapters: every lane makes 8 × 8 values straight from the buffers, because there a barrier costs more than a cache
 * miss. Where A and B lie and what becomes of C is text
 * from the caller, so that gathering, bias, activation, slope and optimiser cost no pass of their own.
 */

export type ProductStyle = 'shared' | 'direct';

/** Fragments are WGSL expressions over uniforms and the buffers of the caller's header; `r` is the network. */
export interface MatrixProduct {
  /** Extents; uniform, because the barriers' loop depends on them. */
  readonly rows: string;
  readonly columns: string;
  readonly depth: string;
  /** A(m, k) = a[aOfRow(m) + aOfDepth(k)], and the same for B. */
  readonly a: string;
  readonly aOfRow: string;
  readonly aOfDepth: string;
  readonly b: string;
  readonly bOfColumn: string;
  readonly bOfDepth: string;
  /** True if neighbouring values lie along k; decides which lanes fetch them together. */
  readonly aAlongDepth: boolean;
  readonly bAlongDepth: boolean;
  /** The row of A that is all ones, if there is one (it is not looked up). */
  readonly onesRow?: string;
  /** Statements for the value `c` at row `m`, column `n`, both in range. */
  readonly store: string;
}

const TILE = 32;
const DEPTH = 16;
const QUADS = TILE / 4;
/**
 * A block of 8 rows and 32 columns for the four lanes that a software adapter computes at once: neighbouring lanes take
 * neighbouring columns, so a slice of B is loaded as one vector and a value of A is the same for all four. Measured: a
 * load takes 6 ns, a multiplication with its sum 1.7 ns; larger blocks gain nothing, their sums do not fit registers.
 */
const DIRECT_ROWS = 8;
const DIRECT_QUADS = 8;
const DIRECT_COLUMNS = 4 * DIRECT_QUADS;
const DIRECT_LANES = 16;

/** Workgroups of a product of that size. */
export function matrixGroups(style: ProductStyle, rows: number, columns: number): [number, number] {
  if (style === 'shared') return [Math.ceil(columns / TILE), Math.ceil(rows / TILE)];
  const blocks = Math.ceil(columns / DIRECT_COLUMNS) * Math.ceil(rows / DIRECT_ROWS);
  return [Math.ceil((4 * blocks) / DIRECT_LANES), 1];
}

function places({ aOfRow, aOfDepth, bOfColumn, bOfDepth, store }: MatrixProduct): string {
  return `
var<private> r: u32;
fn aOfRow(m: u32) -> u32 { return ${aOfRow}; }
fn aOfDepth(k: u32) -> u32 { return ${aOfDepth}; }
fn bOfColumn(n: u32) -> u32 { return ${bOfColumn}; }
fn bOfDepth(k: u32) -> u32 { return ${bOfDepth}; }
fn store(m: u32, n: u32, c: f32) {
  ${store}
}
`;
}

function fetchCode(product: MatrixProduct, isA: boolean): string {
  const [target, at, from, limit] = isA ? ['tileA', 'm', 'm0', 'rows'] : ['tileB', 'n', 'n0', 'columns'];
  const alongDepth = isA ? product.aAlongDepth : product.bAlongDepth;
  const place = alongDepth
    ? `let deep = e % ${DEPTH}u; let quad = e / ${DEPTH}u;`
    : `let quad = e % ${QUADS}u; let deep = e / ${QUADS}u;`;
  const parts = [0, 1, 2, 3].map((j) => {
    const value = isA
      ? `${product.a}[aOfRow(m + ${j}u) + deepAt]`
      : `${product.b}[bOfColumn(n + ${j}u) + deepAt]`;
    const ones =
      isA && product.onesRow ? `if (m + ${j}u == ${product.onesRow}) { v[${j}] = 1.0; } else ` : '';
    return `${ones}if (${at} + ${j}u < ${limit}) { v[${j}] = ${value}; }`;
  });
  return `
    for (var e = lane; e < ${DEPTH * QUADS}u; e += 64u) {
      ${place}
      let k = k0 + deep;
      let ${at} = ${from} + 4u * quad;
      var v = vec4<f32>();
      if (k < depth) {
        let deepAt = ${isA ? 'aOfDepth(k)' : 'bOfDepth(k)'};
        ${parts.join('\n        ')}
      }
      ${target}[deep * ${QUADS}u + quad] = v;
    }`;
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Stores row `i` of a lane's block, whose four values are in `c<i>`. */
function storeRow(i: number): string {
  const values = range(4).map(
    (j) => `if (n + ${j}u < columns) { store(m + ${i}u, n + ${j}u, c${i}[${j}]); }`,
  );
  return `if (m + ${i}u < rows) { ${values.join(' ')} }`;
}

function sharedCode(product: MatrixProduct): string {
  return `
var<workgroup> tileA: array<vec4<f32>, ${DEPTH * QUADS}>;
var<workgroup> tileB: array<vec4<f32>, ${DEPTH * QUADS}>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) group: vec3<u32>) {
  r = group.z;
  let rows = ${product.rows};
  let columns = ${product.columns};
  let depth = ${product.depth};
  let m0 = group.y * ${TILE}u;
  let n0 = group.x * ${TILE}u;
  let laneM = lane / ${QUADS}u;
  let laneN = lane % ${QUADS}u;
  ${range(4)
    .map((i) => `var c${i} = vec4<f32>();`)
    .join(' ')}
  for (var k0 = 0u; k0 < depth; k0 += ${DEPTH}u) {
    ${fetchCode(product, true)}
    ${fetchCode(product, false)}
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH}u; k++) {
      let va = tileA[k * ${QUADS}u + laneM];
      let vb = tileB[k * ${QUADS}u + laneN];
      ${range(4)
        .map((i) => `c${i} += va[${i}] * vb;`)
        .join('\n      ')}
    }
    workgroupBarrier();
  }
  let m = m0 + 4u * laneM;
  let n = n0 + 4u * laneN;
  ${range(4).map(storeRow).join('\n  ')}
}
`;
}

/**
 * Rows and columns past the end are read as the last one and not stored, so the inner loop asks nothing. The row of ones
 * is left out of it: the four lanes whose block has it add up B in a loop of their own. Storing is a loop, because
 * what the caller does there would else be compiled 64 times.
 */
function directCode({ rows, columns, depth, a, b, onesRow }: MatrixProduct): string {
  const block = range(DIRECT_ROWS);
  const quads = range(DIRECT_QUADS);
  const lastRow = onesRow ? `max(${onesRow}, 1u) - 1u` : 'rows - 1u';
  const each = (text: (i: number, j: number) => string): string =>
    block.map((i) => quads.map((j) => text(i, j)).join(' ')).join('\n  ');
  const ones = onesRow
    ? `
  if (${onesRow} >= m && ${onesRow} < m + ${DIRECT_ROWS}u) {
    let first = (${onesRow} - m) * ${DIRECT_QUADS}u;
    for (var j = 0u; j < ${DIRECT_QUADS}u; j++) {
      let bAt = bOfColumn(min(n + 4u * j, columns - 1u));
      var sum = 0.0;
      for (var k = 0u; k < depth; k++) { sum += ${b}[bAt + bOfDepth(k)]; }
      made[first + j] = sum;
    }
  }`
    : '';
  return `
var<private> made: array<f32, ${DIRECT_ROWS * DIRECT_QUADS}>;

@compute @workgroup_size(${DIRECT_LANES})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  r = id.z;
  let rows = ${rows};
  let columns = ${columns};
  let depth = ${depth};
  let across = (columns + ${DIRECT_COLUMNS - 1}u) / ${DIRECT_COLUMNS}u;
  let place = id.x / 4u;
  let m = (place / across) * ${DIRECT_ROWS}u;
  let n = (place % across) * ${DIRECT_COLUMNS}u + id.x % 4u;
  if (m >= rows) { return; }
  let lastRow = ${lastRow};
  ${block.map((i) => `let a${i} = aOfRow(min(m + ${i}u, lastRow));`).join('\n  ')}
  ${quads.map((j) => `let b${j} = bOfColumn(min(n + ${4 * j}u, columns - 1u));`).join('\n  ')}
  ${each((i, j) => `var c${i}_${j} = 0.0;`)}
  for (var k = 0u; k < depth; k++) {
    let aDeep = aOfDepth(k);
    let bDeep = bOfDepth(k);
    ${quads.map((j) => `let v${j} = ${b}[b${j} + bDeep];`).join(' ')}
    ${block
      .map(
        (i) =>
          `let u${i} = ${a}[a${i} + aDeep]; ${quads.map((j) => `c${i}_${j} += u${i} * v${j};`).join(' ')}`,
      )
      .join('\n    ')}
  }
  ${each((i, j) => `made[${i * DIRECT_QUADS + j}] = c${i}_${j};`)}${ones}
  for (var i = 0u; i < min(${DIRECT_ROWS}u, rows - m); i++) {
    for (var j = 0u; n + 4u * j < min(columns, n + ${DIRECT_COLUMNS}u); j++) {
      store(m + i, n + 4u * j, made[i * ${DIRECT_QUADS}u + j]);
    }
  }
}
`;
}

/** The entry point and its helpers, to follow the caller's header. */
export function matrixCode(product: MatrixProduct, style: ProductStyle): string {
  return places(product) + (style === 'shared' ? sharedCode(product) : directCode(product));
}
