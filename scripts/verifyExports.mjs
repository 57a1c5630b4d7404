/**
 * Runs every export in its own runtime: 40 random networks of all activations, depths 0 to 6, with and without features, and one of
 * pixels. Environments are made for the occasion and thrown away. Writes the table in docs/models.md; what a machine lacks is said in it.
 *
 *     npm run verify:exports -- [--only onnx,gomlx] [--networks 5] [--keep]
 *
 * `npm test` needs none of this: there the exporters are held to golden files.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { goRunners } from './verifyExports/goRunners.mjs';
import { javascriptRunners } from './verifyExports/javascriptRunners.mjs';
import { sourceLoader } from './verifyExports/loadSource.mjs';
import { pythonRunners } from './verifyExports/pythonRunners.mjs';
import { writeTable } from './verifyExports/writeTable.mjs';

const ROOT = join(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    networks: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const only = options.only?.split(',');
const most = options.networks === undefined ? Infinity : Number(options.networks);
const work = mkdtempSync(join(tmpdir(), 'fanout-exports-'));

/** Writes the exports of all networks; returns the folders by format, and why some were refused. */
async function writeExports() {
  const { load, close } = await sourceLoader(ROOT);
  try {
    const { sampleModels, digitsModel } = await load('/src/models/testing/sampleModels.ts');
    const { MODEL_FORMATS, exportFiles } = await load('/src/models/registry.ts');
    const models = [...sampleModels().slice(0, most), digitsModel()];
    return MODEL_FORMATS.filter(({ name }) => !only || only.includes(name)).map((format) => {
      const fitting = models.filter((model) => !format.whyNot?.(model));
      const folders = fitting.map((model) => {
        const folder = join(work, format.name, model.name);
        for (const file of exportFiles(format, model)) {
          const path = join(folder, file.name);
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, 'text' in file ? file.text : file.bytes);
        }
        return folder;
      });
      return { name: format.name, label: format.label, folders, refused: models.length - fitting.length };
    });
  } finally {
    await close();
  }
}

/** One format after another: a machine has few cores, and a busy one makes a measurement of the service worthless. */
async function verify() {
  const runners = new Map(
    [...javascriptRunners, ...goRunners, ...pythonRunners].map((each) => [each.format, each]),
  );
  const rows = [];
  for (const { name, label, folders, refused } of await writeExports()) {
    const runner = runners.get(name);
    const result = runner
      ? await runner.run({ folders, work }).catch((error) => ({ failed: String(error.message ?? error) }))
      : { missing: 'nothing answers rows' };
    const row = { networks: folders.length, refused, ...result };
    console.log(label, row);
    rows.push({ label, row });
  }
  return rows;
}

try {
  const rows = await verify();
  if (most === Infinity) await writeTable(join(ROOT, 'docs/models.md'), rows);
  const failed = rows.filter(({ row }) => row.failed);
  if (failed.length > 0)
    throw new Error(failed.map(({ label, row }) => `${label}: ${row.failed}`).join('\n'));
} finally {
  if (options.keep) console.log(`Kept: ${work}`);
  else rmSync(work, { recursive: true, force: true });
}
