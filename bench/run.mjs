/**
 * npm run bench: all contenders in one headless Chromium, in turn, several rounds; medians and ratios as a table and as
 * JSON under bench/results/. Options: --rounds 5 --ms 600 --only small,deep,digits,inference --hardware (a real GPU).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { preview } from 'vite';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    ms: { type: 'string', default: '600' },
    only: { type: 'string', default: 'small,deep,digits,inference' },
    contenders: { type: 'string', default: '' },
    hardware: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const atLeastMs = Number(values.ms);

const TRAINERS = {
  small: [
    'scalar',
    'fanout-cpu',
    'fanout-wasm',
    'fit-wasm',
    'loop-wasm',
    'jax-wasm',
    'fanout-webgpu',
    'fanout64-webgpu',
    'fit-webgpu',
    'loop-webgpu',
    'jax-webgpu',
  ],
  deep: [
    'scalar',
    'fanout-cpu',
    'fanout-wasm',
    'fit-wasm',
    'loop-wasm',
    'jax-wasm',
    'fanout-webgpu',
    'fanout64-webgpu',
    'fit-webgpu',
    'loop-webgpu',
    'jax-webgpu',
  ],
  digits: [
    'fanout-cpu',
    'fanout-wasm',
    'fit-wasm',
    'loop-wasm',
    'jax-wasm',
    'fanout-webgpu',
    'fit-webgpu',
    'loop-webgpu',
    'jax-webgpu',
  ],
};
const ANSWERERS = ['fanout-wasm', 'tfjs-wasm', 'ort-wasm', 'fanout-webgpu', 'tfjs-webgpu', 'ort-webgpu'];

/** What each row must reach: [contender, at least, times this one]. */
const GOALS = {
  small: [
    ['fanout-wasm', 15, 'scalar'],
    ['fanout-wasm', 500, 'fit-wasm'],
    ['fanout-webgpu', 50, 'fit-webgpu'],
    ['fanout64-webgpu', 30, 'fanout-webgpu'],
  ],
  deep: [
    ['fanout-wasm', 15, 'scalar'],
    ['fanout-wasm', 150, 'fit-wasm'],
    ['fanout-webgpu', 50, 'fit-webgpu'],
    ['fanout64-webgpu', 30, 'fanout-webgpu'],
  ],
  digits: [
    ['fanout-wasm', 3.5, 'jax-wasm'],
    ['fanout-wasm', 10, 'fit-wasm'],
    ['fanout-webgpu', 4, 'fit-webgpu'],
    ['fanout-webgpu', 2, 'jax-webgpu'],
  ],
  inference: [
    ['fanout-wasm', 8, 'tfjs-wasm'],
    ['fanout-wasm', 2, 'ort-wasm'],
    ['fanout-webgpu', 40, 'tfjs-webgpu'],
    ['fanout-webgpu', 1.5, 'ort-webgpu'],
  ],
};

const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const round = (value) => Number(value.toPrecision(4)).toLocaleString('en-US', { maximumFractionDigits: 3 });

spawnSync(
  process.execPath,
  [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', join(root, 'bench/vite.config.ts')],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: root,
  },
);
const server = await preview({
  configFile: join(root, 'bench/vite.config.ts'),
  preview: { port: 0, host: '127.0.0.1' },
});
const address = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: process.env.FANOUT_CHROMIUM,
  headless: false,
  args: [
    '--headless=new',
    '--no-sandbox',
    '--enable-unsafe-webgpu',
    ...(values.hardware
      ? ['--enable-features=Vulkan', '--use-vulkan=native']
      : ['--use-webgpu-adapter=swiftshader']),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
  ],
});

/** Opens a page for each contender, then measures them in turn, so that a slow spell of the machine meets all. */
async function race(contenders, prepare, measure) {
  const pages = new Map();
  const failures = {};
  for (const contender of contenders) {
    const page = await browser.newPage();
    try {
      await page.goto(address);
      await page.waitForFunction(() => 'bench' in window);
      await page.evaluate(...prepare(contender));
      pages.set(contender, page);
    } catch (error) {
      failures[contender] = error.message.split('\n')[0];
      await page.close();
    }
  }
  const rates = Object.fromEntries([...pages.keys()].map((contender) => [contender, []]));
  for (let i = 0; i < rounds; i++) {
    for (const [contender, page] of pages) {
      await page.bringToFront();
      try {
        rates[contender].push(await page.evaluate(measure, atLeastMs));
      } catch (error) {
        failures[contender] = error.message.split('\n')[0];
      }
    }
  }
  for (const page of pages.values()) await page.close();
  return { rates, failures };
}

const information = await browser.newPage();
await information.goto(address);
await information.waitForFunction(() => 'bench' in window);
const machine = {
  processor: `${cpus().length} × ${cpus()[0].model}`,
  browser: `Chromium ${browser.version()}`,
  adapter: await information.evaluate(() => window.bench.adapter()),
  date: new Date().toISOString().slice(0, 10),
};
await information.close();
console.log(`${machine.processor}\n${machine.browser}, WebGPU adapter: ${machine.adapter}\n`);

const results = { machine, rounds, works: {} };
for (const work of values.only.split(',')) {
  const wanted = values.contenders ? new Set(values.contenders.split(',')) : null;
  const chosen = (work === 'inference' ? ANSWERERS : TRAINERS[work]).filter(
    (name) => !wanted || wanted.has(name),
  );
  const { rates, failures } =
    work === 'inference'
      ? await race(
          chosen,
          (name) => [(n) => window.bench.prepareInference(n), name],
          (ms) => window.bench.measureInference(ms),
        )
      : await race(
          chosen,
          (name) => [([n, w]) => window.bench.prepareTraining(n, w), [name, work]],
          (ms) => window.bench.measureTraining(ms),
        );
  const medians = Object.fromEntries(
    Object.entries(rates)
      .filter(([, r]) => r.length)
      .map(([name, r]) => [name, median(r)]),
  );
  const goals = GOALS[work]
    .filter(([who, , whom]) => medians[who] && medians[whom])
    .map(([who, atLeast, whom]) => ({ who, whom, atLeast, ratio: medians[who] / medians[whom] }));
  results.works[work] = { rates, medians, failures, goals };
  console.log(
    work === 'inference' ? 'inference 784-128-10, 64 callers: answers/s' : `training ${work}: epochs/s`,
  );
  for (const [name, rate] of Object.entries(medians).toSorted((a, b) => b[1] - a[1])) {
    const [low, high] = [Math.min(...rates[name]), Math.max(...rates[name])];
    console.log(`  ${name.padEnd(18)} ${round(rate).padStart(12)}   (${round(low)} to ${round(high)})`);
  }
  for (const [name, why] of Object.entries(failures)) console.log(`  ${name.padEnd(18)} did not run: ${why}`);
  for (const { who, whom, atLeast, ratio } of goals) {
    console.log(
      `  ${ratio >= atLeast ? 'reached' : 'MISSED '} ${who} is ${round(ratio)} × ${whom} (goal ${atLeast} ×)`,
    );
  }
  console.log('');
}
mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(join(root, 'bench/results/latest.json'), `${JSON.stringify(results, null, 2)}\n`);
await browser.close();
await server.close();
process.exit(0);
