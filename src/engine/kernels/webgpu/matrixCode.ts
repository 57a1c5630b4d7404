/**
 * WGSL of one matrix product (GEMM) C[m, n] = Σₖ A(m, k) · B(k, n), the work of the tiled path, in two styles
 * (`chooseStyle.ts`). The caller gives the addressing of A and B and the epilogue as WGSL text, so that gather, bias,
 * activation, derivative and optimiser are fused into the product and need no pass of their own.
 */

/**
 * `workgroupTiles`: 8 × 8 invocations make a 32 × 32 tile from slices of A and B in workgroup memory, behind barriers.
 * `registerTiles`: each invocation makes 8 × 8 values straight from the buffers; no workgroup memory, no barrier.
 */
export type ProductStyle = 'workgroupTiles' | 'registerTiles';

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
  /** True if consecutive addresses run along k; decides which invocations fetch together (coalescing). */
  readonly aAlongDepth: boolean;
  readonly bAlongDepth: boolean;
  /** The row of A that is all ones, if there is one (not read from memory): its products are the bias gradient. */
  readonly onesRow?: string;
  /** Epilogue: statements for the value `c` at row `m`, column `n`, both in range. */
  readonly store: string;
}

const TILE = 32;
const DEPTH = 16;
const QUADS = TILE / 4;
/**
 * Register tiles: four neighbouring invocations make 8 rows × 32 columns. They take neighbouring columns, so that a slice of B is
 * one vector load and a value of A is shared. Measured on SwiftShader (two cores of an Intel Xeon, Chromium 156, November 2026): a
 * load 6 ns, a multiply-add 1.7 ns, 2.4 × 10⁹ multiply-adds a second; smaller tiles are bound by loads, larger ones spill.
 */
const REGISTER_ROWS = 8;
const REGISTER_COLUMNS = 8;
const REGISTER_TILE_COLUMNS = 4 * REGISTER_COLUMNS;
const REGISTER_WORKGROUP_SIZE = 16;

/** Workgroups of a product of that size. */
export function matrixGroups(style: ProductStyle, rows: number, columns: number): [number, number] {
  if (style === 'workgroupTiles') return [Math.ceil(columns / TILE), Math.ceil(rows / TILE)];
  const tiles = Math.ceil(columns / REGISTER_TILE_COLUMNS) * Math.ceil(rows / REGISTER_ROWS);
  return [Math.ceil((4 * tiles) / REGISTER_WORKGROUP_SIZE), 1];
}

function addressing({ aOfRow, aOfDepth, bOfColumn, bOfDepth, store }: MatrixProduct): string {
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
  const [target, index, from, limit] = isA ? ['tileA', 'm', 'm0', 'rows'] : ['tileB', 'n', 'n0', 'columns'];
  const alongDepth = isA ? product.aAlongDepth : product.bAlongDepth;
  const position = alongDepth
    ? `let deep = e % ${DEPTH}u; let quad = e / ${DEPTH}u;`
    : `let quad = e % ${QUADS}u; let deep = e / ${QUADS}u;`;
  const parts = [0, 1, 2, 3].map((j) => {
    const value = isA
      ? `${product.a}[aOfRow(m + ${j}u) + depthOffset]`
      : `${product.b}[bOfColumn(n + ${j}u) + depthOffset]`;
    const ones =
      isA && product.onesRow ? `if (m + ${j}u == ${product.onesRow}) { v[${j}] = 1.0; } else ` : '';
    return `${ones}if (${index} + ${j}u < ${limit}) { v[${j}] = ${value}; }`;
  });
  return `
    for (var e = invocation; e < ${DEPTH * QUADS}u; e += 64u) {
      ${position}
      let k = k0 + deep;
      let ${index} = ${from} + 4u * quad;
      var v = vec4<f32>();
      if (k < depth) {
        let depthOffset = ${isA ? 'aOfDepth(k)' : 'bOfDepth(k)'};
        ${parts.join('\n        ')}
      }
      ${target}[deep * ${QUADS}u + quad] = v;
    }`;
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Stores row `i` of an invocation's 4 × 4 part, whose four values are in `c<i>`. */
function storeRow(i: number): string {
  const values = range(4).map(
    (j) => `if (n + ${j}u < columns) { store(m + ${i}u, n + ${j}u, c${i}[${j}]); }`,
  );
  return `if (m + ${i}u < rows) { ${values.join(' ')} }`;
}

function workgroupTilesCode(product: MatrixProduct): string {
  return `
var<workgroup> tileA: array<vec4<f32>, ${DEPTH * QUADS}>;
var<workgroup> tileB: array<vec4<f32>, ${DEPTH * QUADS}>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) invocation: u32, @builtin(workgroup_id) group: vec3<u32>) {
  r = group.z;
  let rows = ${product.rows};
  let columns = ${product.columns};
  let depth = ${product.depth};
  let m0 = group.y * ${TILE}u;
  let n0 = group.x * ${TILE}u;
  let quadM = invocation / ${QUADS}u;
  let quadN = invocation % ${QUADS}u;
  ${range(4)
    .map((i) => `var c${i} = vec4<f32>();`)
    .join(' ')}
  for (var k0 = 0u; k0 < depth; k0 += ${DEPTH}u) {
    ${fetchCode(product, true)}
    ${fetchCode(product, false)}
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH}u; k++) {
      let va = tileA[k * ${QUADS}u + quadM];
      let vb = tileB[k * ${QUADS}u + quadN];
      ${range(4)
        .map((i) => `c${i} += va[${i}] * vb;`)
        .join('\n      ')}
    }
    workgroupBarrier();
  }
  let m = m0 + 4u * quadM;
  let n = n0 + 4u * quadN;
  ${range(4).map(storeRow).join('\n  ')}
}
`;
}

/**
 * Rows and columns past the end repeat the last one and are not stored, so that the inner loop needs no bounds checks. The row
 * of ones is left out of it: the four invocations whose tile has it sum B in a loop of their own. The epilogue is in a
 * loop, because it would otherwise be compiled 64 times.
 */
function registerTilesCode({ rows, columns, depth, a, b, onesRow }: MatrixProduct): string {
  const tileRows = range(REGISTER_ROWS);
  const tileColumns = range(REGISTER_COLUMNS);
  const lastRow = onesRow ? `max(${onesRow}, 1u) - 1u` : 'rows - 1u';
  const each = (text: (i: number, j: number) => string): string =>
    tileRows.map((i) => tileColumns.map((j) => text(i, j)).join(' ')).join('\n  ');
  const ones = onesRow
    ? `
  if (${onesRow} >= m && ${onesRow} < m + ${REGISTER_ROWS}u) {
    let first = (${onesRow} - m) * ${REGISTER_COLUMNS}u;
    for (var j = 0u; j < ${REGISTER_COLUMNS}u; j++) {
      let bOffset = bOfColumn(min(n + 4u * j, columns - 1u));
      var sum = 0.0;
      for (var k = 0u; k < depth; k++) { sum += ${b}[bOffset + bOfDepth(k)]; }
      sums[first + j] = sum;
    }
  }`
    : '';
  return `
var<private> sums: array<f32, ${REGISTER_ROWS * REGISTER_COLUMNS}>;

@compute @workgroup_size(${REGISTER_WORKGROUP_SIZE})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  r = id.z;
  let rows = ${rows};
  let columns = ${columns};
  let depth = ${depth};
  let across = (columns + ${REGISTER_TILE_COLUMNS - 1}u) / ${REGISTER_TILE_COLUMNS}u;
  let tile = id.x / 4u;
  let m = (tile / across) * ${REGISTER_ROWS}u;
  let n = (tile % across) * ${REGISTER_TILE_COLUMNS}u + id.x % 4u;
  if (m >= rows) { return; }
  let lastRow = ${lastRow};
  ${tileRows.map((i) => `let a${i} = aOfRow(min(m + ${i}u, lastRow));`).join('\n  ')}
  ${tileColumns.map((j) => `let b${j} = bOfColumn(min(n + ${4 * j}u, columns - 1u));`).join('\n  ')}
  ${each((i, j) => `var c${i}_${j} = 0.0;`)}
  for (var k = 0u; k < depth; k++) {
    let aDepth = aOfDepth(k);
    let bDepth = bOfDepth(k);
    ${tileColumns.map((j) => `let v${j} = ${b}[b${j} + bDepth];`).join(' ')}
    ${tileRows
      .map(
        (i) =>
          `let u${i} = ${a}[a${i} + aDepth]; ${tileColumns.map((j) => `c${i}_${j} += u${i} * v${j};`).join(' ')}`,
      )
      .join('\n    ')}
  }
  ${each((i, j) => `sums[${i * REGISTER_COLUMNS + j}] = c${i}_${j};`)}${ones}
  for (var i = 0u; i < min(${REGISTER_ROWS}u, rows - m); i++) {
    for (var j = 0u; n + 4u * j < min(columns, n + ${REGISTER_TILE_COLUMNS}u); j++) {
      store(m + i, n + 4u * j, sums[i * ${REGISTER_COLUMNS}u + j]);
    }
  }
}
`;
}

/** The entry point and its helpers, to follow the caller's header. */
export function matrixCode(product: MatrixProduct, style: ProductStyle): string {
  return (
    addressing(product) +
    (style === 'workgroupTiles' ? workgroupTilesCode(product) : registerTilesCode(product))
  );
}
