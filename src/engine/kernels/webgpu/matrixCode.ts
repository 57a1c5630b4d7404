/**
 * WGSL of one matrix product C[m, n] = Σₖ A(m, k) · B(k, n), the work of the tiled path, in two styles. `shared`, for
 * hardware: 8 × 8 lanes make a 32 × 32 tile from slices of A and B in workgroup memory. `direct`, for software
 * adapters: every lane makes 8 × 4 values straight from the buffers, because there a barrier costs more than a cache
 * miss (measured: four times the speed, a tenth of the compile time). Where A and B lie and what becomes of C is text
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
const DIRECT_ROWS = 8;
const DIRECT_LANES = 16;

/** Workgroups of a product of that size. */
export function matrixGroups(style: ProductStyle, rows: number, columns: number): [number, number] {
  if (style === 'shared') return [Math.ceil(columns / TILE), Math.ceil(rows / TILE)];
  return [Math.ceil((Math.ceil(columns / 4) * Math.ceil(rows / DIRECT_ROWS)) / DIRECT_LANES), 1];
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

/** Rows and columns past the end are read as the last one and not stored, so the inner loop asks nothing. */
function directCode(product: MatrixProduct): string {
  const { a, b, onesRow } = product;
  const lastRow = onesRow ? `(${onesRow} - 1u)` : '(rows - 1u)';
  const block = range(DIRECT_ROWS);
  const value = (i: number): string =>
    onesRow ? `select(${a}[a${i} + aDeep], 1.0, isOnes${i})` : `${a}[a${i} + aDeep]`;
  return `
@compute @workgroup_size(${DIRECT_LANES})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  r = id.z;
  let rows = ${product.rows};
  let columns = ${product.columns};
  let depth = ${product.depth};
  let quads = (columns + 3u) / 4u;
  let m = (id.x / quads) * ${DIRECT_ROWS}u;
  let n = (id.x % quads) * 4u;
  if (m >= rows) { return; }
  ${block.map((i) => `let a${i} = aOfRow(min(m + ${i}u, ${lastRow}));`).join('\n  ')}
  ${onesRow ? block.map((i) => `let isOnes${i} = m + ${i}u == ${onesRow};`).join('\n  ') : ''}
  ${range(4)
    .map((j) => `let b${j} = bOfColumn(min(n + ${j}u, columns - 1u));`)
    .join('\n  ')}
  ${block.map((i) => `var c${i} = vec4<f32>();`).join(' ')}
  for (var k = 0u; k < depth; k++) {
    let aDeep = aOfDepth(k);
    let bDeep = bOfDepth(k);
    let vb = vec4<f32>(${range(4)
      .map((j) => `${b}[b${j} + bDeep]`)
      .join(', ')});
    ${block.map((i) => `c${i} += ${value(i)} * vb;`).join('\n    ')}
  }
  ${block.map(storeRow).join('\n  ')}
}
`;
}

/** The entry point and its helpers, to follow the caller's header. */
export function matrixCode(product: MatrixProduct, style: ProductStyle): string {
  return places(product) + (style === 'shared' ? sharedCode(product) : directCode(product));
}
