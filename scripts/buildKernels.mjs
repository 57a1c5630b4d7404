/**
 * Writes the AssemblyScript that is made from `src/nn/` and from `callLayout.ts`, then compiles the kernels to WebAssembly:
 * `dense.wasm` for every browser with SIMD, `denseRelaxed.wasm` with fused multiply-add for those that have relaxed SIMD, and
 * `denseTest.wasm`, which exports more, for unit tests. All of it is built, not committed, and only when something it is made of
 * has changed: compiling takes ten seconds.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { runnerImport } from 'vite';
import { readMembers } from './buildRegistries.mjs';
import { activationAssembly, lossAssembly, optimizerAssembly } from './kernelAssembly.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const room = join(root, 'src/engine/kernels/wasm');
mkdirSync(join(room, 'generated'), { recursive: true });
mkdirSync(join(room, 'assembly/generated'), { recursive: true });

const { module: layout } = await runnerImport(join(room, 'callLayout.ts'), {
  configFile: false,
  logLevel: 'error',
});
const SOURCES = {
  call: layout.callAssembly(),
  activations: activationAssembly(await readMembers('activations')),
  losses: lossAssembly(await readMembers('losses')),
  optimizers: optimizerAssembly(await readMembers('optimizers')),
};
for (const [name, text] of Object.entries(SOURCES)) {
  writeFileSync(join(room, `assembly/generated/${name}.ts`), text);
}

/** Tables of the module begin here and must end below the descriptor of a call (`callLayout.ts`). */
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
  { entry: 'dense.ts', file: 'dense.wasm', flags: [] },
  { entry: 'dense.ts', file: 'denseRelaxed.wasm', flags: ['--enable', 'relaxed-simd'] },
  { entry: 'denseTest.ts', file: 'denseTest.wasm', flags: [] },
];

const stampFile = join(room, 'generated/builtFrom.txt');
const stamp = hashOfSources();
const isUpToDate =
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === stamp &&
  BUILDS.every(({ file }) => existsSync(join(room, 'generated', file)));
if (!isUpToDate) {
  rmSync(stampFile, { force: true });
  await compileAll();
  // Last, so that a build cut short is not taken for a whole one.
  writeFileSync(stampFile, stamp);
}

/** Of the compiler, its flags and every AssemblyScript file. */
function hashOfSources() {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/assemblyscript/package.json'), 'utf8'),
  );
  const hash = createHash('sha256').update(JSON.stringify([version, SHARED, BUILDS]));
  const folder = join(room, 'assembly');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted((a, b) =>
    a < b ? -1 : 1,
  )) {
    if (name.endsWith('.ts')) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

async function compileAll() {
  for (const { entry, file, flags } of BUILDS) {
    const outFile = relative(root, join(room, 'generated', file));
    const { error } = await asc.main([
      relative(root, join(room, 'assembly', entry)),
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
}
