/** Go exports: formatted, vetted, tested, built without cgo; the program answers rows, and the service answers a load. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askService } from './askService.mjs';
import { differenceOf } from './difference.mjs';
import { runTool, versionOf } from './runTool.mjs';

const STATIC = { CGO_ENABLED: '0' };

const goldenOf = (folder) => JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8'));

async function checkModule(folder) {
  const unformatted = await runTool('gofmt', ['-l', '.'], { cwd: folder });
  if (unformatted !== '') throw new Error(`gofmt would change ${folder}: ${unformatted}`);
  await runTool('go', ['vet', '.'], { cwd: folder });
  const tests = await runTool('go', ['test', '-count=1', '-v', '-timeout=120s', '.'], { cwd: folder });
  return Number(/largest difference (\S+)/.exec(tests)?.[1] ?? Number.NaN);
}

async function build(folder) {
  const binary = join(folder, 'built');
  await runTool('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', binary, '.'], {
    cwd: folder,
    env: STATIC,
  });
  const megabytes = readFileSync(binary).byteLength / 1e6;
  return { binary, megabytes };
}

/** Feeds the golden rows to the program's standard input. */
async function askProgram(folder) {
  const { binary } = await build(folder);
  const golden = goldenOf(folder);
  const text = await runTool(binary, [], { input: golden.rows.map((row) => row.join(',')).join('\n') });
  const lines = text.trim().split('\n');
  return differenceOf(
    lines.map((line) => line.split(',').slice(-golden.outputs[0].length).map(Number)),
    golden,
  );
}

async function goVersion() {
  return (await versionOf('go', ['env', 'GOVERSION']))?.replace('go', 'Go ') ?? null;
}

async function largestOf(folders, check) {
  let largest = 0;
  for (const folder of folders) largest = Math.max(largest, await check(folder));
  return largest;
}

export const goRunners = [
  {
    format: 'gomlx',
    async run({ folders }) {
      const go = await goVersion();
      if (go === null) return { missing: 'Go is not on this machine' };
      const largest = await largestOf(folders, async (folder) =>
        Math.max(await checkModule(folder), await askProgram(folder)),
      );
      const module = /gomlx\/gomlx (v\S+)/.exec(readFileSync(join(folders[0], 'go.mod'), 'utf8'))[1];
      const { megabytes } = await build(folders[0]);
      return {
        runtime: `${go}, GoMLX ${module}`,
        largest,
        what: `gofmt, go vet, go test, static binary of ${megabytes.toFixed(1)} MB, rows by standard input`,
      };
    },
  },
  {
    format: 'go-service',
    async run({ folders }) {
      const go = await goVersion();
      if (go === null) return { missing: 'Go is not on this machine' };
      const tested = await largestOf(folders, checkModule);
      const { binary, megabytes } = await build(folders[0]);
      const asked = await askService(binary, goldenOf(folders[0]));
      return {
        runtime: go,
        largest: Math.max(tested, asked.largest),
        what: `gofmt, go vet, go test, static binary of ${megabytes.toFixed(1)} MB; ${describe(asked)}`,
      };
    },
  },
];

function describe({ counted, closedRate, meanBatch, open, stop }) {
  const wrong = [
    counted !== 10_000 && `the service counted ${counted} of 10,000 requests`,
    open.counted !== open.sent && `it counted ${open.counted} of ${open.sent} planned requests`,
    Math.abs(open.achieved / open.asked - 1) > 0.02 && `it achieved ${open.achieved}/s of ${open.asked}/s`,
    (stop.lost > 0 || stop.code !== 0) && `${stop.lost} requests were lost at its end, code ${stop.code}`,
  ].filter(Boolean);
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  const rate = (value) => Math.round(value).toLocaleString('en');
  return [
    `10,000 requests of 64 clients, ${rate(closedRate)}/s, ${meanBatch.toFixed(1)} a batch`,
    `${rate(open.achieved)}/s of ${rate(open.asked)}/s planned over 30 s, half of it within ${open.p50Ms.toFixed(1)} ms`,
    `SIGTERM under load: ${rate(stop.before + stop.after)} answered, ${stop.lost} lost`,
  ].join('; ');
}
