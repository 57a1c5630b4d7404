/**
 * Compiles the AssemblyScript kernels to WebAssembly, twice: `dense.wasm` for every browser with SIMD, and
 * `denseRelaxed.wasm` with fused multiply-add for those that have relaxed SIMD. The results are built, not committed.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const room = join(root, 'src/engine/kernels/wasm');
mkdirSync(join(room, 'generated'), { recursive: true });

/** Tables of the module begin here and must end below the plan of a call (`assembly/plan.ts`). */
const TABLES = ['--memoryBase', '64'];
const SHARED = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--enable',
  'bulk-memory',
  ...TABLES,
];
const BUILDS = [
  { file: 'dense.wasm', flags: [] },
  { file: 'denseRelaxed.wasm', flags: ['--enable', 'relaxed-simd'] },
];

for (const { file, flags } of BUILDS) {
  const outFile = relative(root, join(room, 'generated', file));
  const { error } = await asc.main([
    relative(root, join(room, 'assembly/dense.ts')),
    '--baseDir',
    root,
    '--outFile',
    outFile,
    ...SHARED,
    ...flags,
  ]);
  if (error) {
    console.error(`The kernels do not compile to ${file}: ${error.message}`);
    process.exit(1);
  }
}
