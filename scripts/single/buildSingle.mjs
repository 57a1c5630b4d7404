/**
 * `npm run build:single`: dist-single/fanout.html, the whole playground in one file. It opens from a USB stick, needs no server
 * and no network, and holds 2,000 digits.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { digitsInOneFile } from './digitsInOneFile.mjs';
import { packPage } from './packPage.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const TARGET = join(ROOT, 'dist-single');
const MOST_BYTES = 2_000_000;
/** WebAssembly without SIMD: every browser that Fanout runs in has SIMD. */
const LEFT_OUT = /^engine\/tfjs-backend-wasm-(?!simd)/;

const built = mkdtempSync(join(tmpdir(), 'fanout-single-'));
try {
  await build({
    root: ROOT,
    configFile: join(import.meta.dirname, 'single.config.ts'),
    logLevel: 'warn',
    build: { outDir: built },
  });
  const read = (path) => readFileSync(join(built, path));
  const text = (path) => readFileSync(join(ROOT, path), 'utf8');
  const names = ['assets', 'engine'].flatMap((folder) =>
    readdirSync(join(built, folder)).map((file) => `${folder}/${file}`),
  );
  const html = read('index.html').toString();
  const entry = /<script\b[^>]*type="module"[^>]*src="\.\/([^"]+)"/.exec(html)?.[1];
  if (!entry) throw new Error('The built page has no script.');
  const page = packPage({
    html,
    css: names
      .filter((name) => name.endsWith('.css'))
      .map((name) => read(name).toString())
      .join('\n'),
    icon: text('public/favicon.svg'),
    early: text('public/early.js'),
    loader: text('scripts/single/loader.js'),
    entry,
    files: [
      ...names
        .filter((name) => /\.(js|wasm)$/.test(name) && !LEFT_OUT.test(name))
        .map((name) => ({ name, bytes: read(name) })),
      ...digitsInOneFile(join(ROOT, 'public', 'data', 'digits'), 'data/digits/'),
    ],
  });
  const sizeBytes = Buffer.byteLength(page);
  const size = `${(sizeBytes / 1e6).toFixed(2)} MB`;
  if (sizeBytes > MOST_BYTES) throw new Error(`The one file is ${size}; at most 2 MB fit its budget.`);
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET);
  writeFileSync(join(TARGET, 'fanout.html'), page);
  console.log(`dist-single/fanout.html: ${size}`);
} finally {
  rmSync(built, { recursive: true, force: true });
}
