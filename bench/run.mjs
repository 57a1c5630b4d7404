/**
 * npm run bench: all contenders in one headless Chromium, in turn, several rounds; medians and ratios as a table and as
 * JSON under bench/results/. Options: --rounds 5 --ms 600 --only small,deep,digits,inference,scale,memory
 * --contenders a,b (only these) --hardware (a real GPU).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { goalsOf, mediansOf, SCALE_CONTENDERS, SCALE_WORKS, scaleOf } from './goals.mjs';
import {
  askOnPage,
  hasProduct,
  isProduct,
  prepareProduct,
  PRODUCTS,
  serveProduct,
  trainOnPage,
} from './product.mjs';
import { reportMachine, reportMemory, reportScale, reportWork } from './report.mjs';

const MEMORY_STEPS = 100_000;
const REST_MS = 1_000;

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    ms: { type: 'string', default: '600' },
    only: { type: 'string', default: 'small,deep,digits,inference,scale,memory' },
    contenders: { type: 'string', default: '' },
    hardware: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const atLeastMs = Number(values.ms);
const wanted = values.contenders ? new Set(values.contenders.split(',')) : null;

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
const product = await serveProduct(root);
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

async function openPage() {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}

const firstLine = (error) => error.message.split('\n')[0];

/** Those on the GPU race apart from the others: no goal compares the two, and each would have the other's pages open. */
async function raceByDevice(contenders, work, prepare, measure) {
  const isGpu = (name) => name.endsWith('-webgpu');
  const races = [];
  for (const group of [contenders.filter((name) => !isGpu(name)), contenders.filter(isGpu)]) {
    races.push(await race(group, work, prepare, measure));
  }
  return {
    rates: Object.assign({}, ...races.map(({ rates }) => rates)),
    failures: Object.assign({}, ...races.map(({ failures }) => failures)),
  };
}

async function openContender(contender, work, prepare) {
  if (!isProduct(contender)) {
    const page = await openPage();
    return { page, ready: page.evaluate(...prepare(contender)) };
  }
  const page = await browser.newPage();
  await page.goto(product.address);
  await page.waitForFunction(() => 'fanout' in window);
  return { page, ready: prepareProduct(page, contender, work) };
}

/**
 * Garbage and threads that go on for a moment are those of the contender that made them: without this rest the next one
 * had a core less (measured: the product after jax-js 0.4 of its kernel, 0.75 with the rest).
 */
async function rest(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
}

/** Opens a page for each contender, then measures them in turn, so that a slow spell of the machine meets all. */
async function race(contenders, work, prepare, measure) {
  const pages = new Map();
  const failures = {};
  for (const contender of contenders) {
    const { page, ready } = await openContender(contender, work, prepare);
    try {
      await ready;
      pages.set(contender, page);
    } catch (error) {
      failures[contender] = firstLine(error);
      await page.close();
    }
  }
  const rates = Object.fromEntries([...pages.keys()].map((contender) => [contender, []]));
  for (let i = 0; i < rounds; i++) {
    for (const [contender, page] of pages) {
      await page.bringToFront();
      const ask = isProduct(contender) ? (work === 'inference' ? askOnPage : trainOnPage) : measure;
      try {
        rates[contender].push(await page.evaluate(ask, atLeastMs));
      } catch (error) {
        failures[contender] = firstLine(error);
      }
      await rest(page);
    }
  }
  for (const page of pages.values()) await page.close();
  return { rates, failures };
}

const raceTraining = (contenders, work) =>
  raceByDevice(
    contenders,
    work,
    (name) => [([n, w]) => window.bench.prepareTraining(n, w), [name, work]],
    (ms) => window.bench.measureTraining(ms),
  );
const raceInference = (contenders) =>
  raceByDevice(
    contenders,
    'inference',
    (name) => [(n) => window.bench.prepareInference(n), name],
    (ms) => window.bench.measureInference(ms),
  );

const information = await openPage();
const machine = {
  processor: `${cpus().length} × ${cpus()[0].model}`,
  browser: `Chromium ${browser.version()}`,
  adapter: await information.evaluate(() => window.bench.adapter()),
  date: new Date().toISOString().slice(0, 10),
};
reportMachine(machine);

async function measureWork(work) {
  const all = await information.evaluate((name) => window.bench.contenders(name), work);
  const products = hasProduct(work) ? PRODUCTS : [];
  const chosen = [...all, ...products].filter((name) => !wanted || wanted.has(name));
  const isInference = work === 'inference';
  const facts = isInference
    ? { title: 'answering, 784-128-10, 64 callers' }
    : await information.evaluate((name) => window.bench.describe(name), work);
  const { rates, failures } = isInference ? await raceInference(chosen) : await raceTraining(chosen, work);
  const medians = mediansOf(rates);
  const unit = isInference ? 'answers/s' : 'epochs/s';
  const result = { ...facts, unit, rates, medians, failures, goals: goalsOf(work, medians) };
  reportWork(result);
  return result;
}

/** Each in a page of its own: what 100,000 steps of a small network leave behind. */
async function measureMemory() {
  const memory = {};
  for (const who of SCALE_CONTENDERS.filter((name) => !wanted || wanted.has(name))) {
    const page = await openPage();
    try {
      await page.evaluate((name) => window.bench.prepareTraining(name, 'small'), who);
      memory[who] = await page.evaluate((steps) => window.bench.measureMemory(steps), MEMORY_STEPS);
    } catch (error) {
      memory[who] = { error: firstLine(error) };
    }
    await page.close();
  }
  reportMemory(memory);
  return memory;
}

const results = { machine, rounds, works: {} };
for (const part of values.only.split(',')) {
  if (part === 'memory') results.memory = await measureMemory();
  else {
    for (const work of part === 'scale' ? SCALE_WORKS : [part]) results.works[work] = await measureWork(work);
  }
}
results.scale = scaleOf(results.works);
reportScale(results.scale);
mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(join(root, 'bench/results/latest.json'), `${JSON.stringify(results, null, 2)}\n`);
await browser.close();
await server.close();
await product.close();
process.exit(0);
