/**
 * WGSL of one matrix product C[m, n] = Σₖ A(m, k) · B(k, n), the work of the tiled path. A workgroup of 8 × 8 lanes
 * makes a 32 × 32 tile, four by four values a lane; slices of A and B, 16 deep, are brought into workgroup memory as
 * vectors of four. Where A and B come from and what becomes of C is text that the caller gives, so that gathering,
 * bias, activation, slope and optimiser cost no pass of their own.
 */

export const TILE = 32;
const DEPTH = 16;
const QUADS = TILE / 4;

export interface MatrixProduct {
  /** Extents of the product: WGSL expressions over uniforms, since the barriers' loop depends on them. */
  readonly rows: string;
  readonly columns: string;
  readonly depth: string;
  /** Statements that return A at row `m`, depth `k`, both in range. */
  readonly a: string;
  /** Statements that return B at depth `k`, column `n`, both in range. */
  readonly b: string;
  /** True if neighbouring values of A lie along k (else along m); decides which lanes fetch them together. */
  readonly aAlongDepth: boolean;
  readonly bAlongDepth: boolean;
  /** Statements for the value `c` at row `m`, column `n`, both in range. */
  readonly store: string;
}

function fetchCode(target: 'tileA' | 'tileB', alongDepth: boolean): string {
  const isA = target === 'tileA';
  const one = isA ? 'm' : 'n';
  const limit = isA ? 'rows' : 'columns';
  const from = isA ? 'm0' : 'n0';
  const fetch = isA ? 'fetchA' : 'fetchB';
  const place = alongDepth
    ? `let deep = e % ${DEPTH}u; let quad = e / ${DEPTH}u;`
    : `let quad = e % ${QUADS}u; let deep = e / ${QUADS}u;`;
  const parts = [0, 1, 2, 3].map(
    (j) =>
      `if (k < depth && ${one} + ${j}u < ${limit}) { v[${j}] = ${fetch}(${isA ? `m + ${j}u, k` : `k, n + ${j}u`}); }`,
  );
  return `
    for (var e = lane; e < ${DEPTH * QUADS}u; e += 64u) {
      ${place}
      let k = k0 + deep;
      let ${one} = ${from} + 4u * quad;
      var v = vec4<f32>();
      ${parts.join('\n      ')}
      ${target}[deep * ${QUADS}u + quad] = v;
    }`;
}

/** The entry point and its helpers; the caller's header declares the buffers. `r` is the network (group.z). */
export function matrixCode(product: MatrixProduct): string {
  const { a, b, aAlongDepth, bAlongDepth, store } = product;
  const rowsOfLane = [0, 1, 2, 3];
  return `
var<workgroup> tileA: array<vec4<f32>, ${DEPTH * QUADS}>;
var<workgroup> tileB: array<vec4<f32>, ${DEPTH * QUADS}>;
var<private> r: u32;
fn fetchA(m: u32, k: u32) -> f32 { ${a} }
fn fetchB(k: u32, n: u32) -> f32 { ${b} }
fn store(m: u32, n: u32, c: f32) {
  if (m >= ${product.rows} || n >= ${product.columns}) { return; }
  ${store}
}

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
  ${rowsOfLane.map((i) => `var c${i} = vec4<f32>();`).join(' ')}
  for (var k0 = 0u; k0 < depth; k0 += ${DEPTH}u) {
    ${fetchCode('tileA', aAlongDepth)}
    ${fetchCode('tileB', bAlongDepth)}
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH}u; k++) {
      let va = tileA[k * ${QUADS}u + laneM];
      let vb = tileB[k * ${QUADS}u + laneN];
      ${rowsOfLane.map((i) => `c${i} += va[${i}] * vb;`).join('\n      ')}
    }
    workgroupBarrier();
  }
  let m = m0 + 4u * laneM;
  let n = n0 + 4u * laneN;
  for (var j = 0u; j < 4u; j++) {
    ${rowsOfLane.map((i) => `store(m + ${i}u, n + j, c${i}[j]);`).join('\n    ')}
  }
}
`;
}
