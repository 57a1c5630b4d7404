/**
 * npm run bench:queue: the live server on WebAssembly with one instance against the theory of batching queues, in the
 * production build (`npm run build` first), at λα = 0.2, 0.5 and 0.8. Medians over rounds of the mean time in the server as measured, with the
 * arrivals and pauses that were seen, and by theory. Options: --rounds 5 --ms 2000 (of a window) --hidden 512,512
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { isBuilt, serveDist } from '../e2e/serveDist.mjs';
import { medianOf } from './goals.mjs';

const LOADS = [0.2, 0.5, 0.8];
const MAX_BATCH = 256;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    ms: { type: 'string', default: '2000' },
    hidden: { type: 'string', default: '512,512' },
  },
});
const windowMs = Number(values.ms);
const hidden = values.hidden.split(',').map((units) => ({ units: Number(units), activation: 'relu' }));

if (!isBuilt()) {
  console.error('There is no dist/index.html. Run "npm run build" first.');
  process.exit(1);
}
const server = await serveDist(0);
const browser = await chromium.launch({
  executablePath: process.env.FANOUT_CHROMIUM,
  headless: false,
  args: ['--headless=new', '--no-sandbox', '--disable-background-networking', '--no-first-run'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
// Isolated, the clock has steps of 5 µs.
await page.goto(server.address.replace('/plain/', '/isolated/'));
await page.waitForFunction(() => 'fanout' in window);
const experiment = {
  data: { set: 'digits', samples: 1_600 },
  network: { hidden, output: { activation: 'softmax' } },
  serving: {
    pattern: 'batched',
    policy: 'triton',
    maxBatchSize: MAX_BATCH,
    maxQueueDelayUs: 0,
    maxQueueSize: 65_536,
  },
};
const capacity = await page.evaluate(
  async ([opened, most]) => {
    const { fanout } = window;
    await fanout.ready;
    await fanout.useDevice('wasm');
    await fanout.open(opened);
    const load = { mode: 'closed', inFlight: 2 * most };
    await fanout.load({ ...load, durationMs: 2_000 });
    return (await fanout.load({ ...load, durationMs: 2_000 })).requestsPerSecond;
  },
  [experiment, MAX_BATCH],
);
const sweep = (rates) =>
  page.evaluate(
    ([wanted, ms]) => window.fanout.loadSweep({ over: 'rate', values: wanted, windowMs: ms, maxTrials: 3 }),
    [rates, windowMs],
  );
/** α is what the theory itself makes of the batches of a first sweep. */
const { theory: first } = await sweep(LOADS.map((load) => load * capacity));
const rates = LOADS.map((load) => (load / first.alphaMs) * 1_000);
console.log(
  `closed loop ${capacity.toFixed(0)}/s, α ${first.alphaMs.toFixed(4)} ms, τ ${first.tauMs.toFixed(3)} ms`,
);

const seen = LOADS.map(() => []);
for (let round = 0; round < Number(values.rounds); round += 1) {
  const { points, theory } = await sweep(rates);
  for (const [index, { stagesMs }] of points.entries()) {
    const measured = stagesMs.queue + stagesMs.batchWait + stagesMs.compute + stagesMs.readBack;
    const [replayed, computed] = [theory.replayMs[index], theory.meanMs[index]];
    seen[index].push({
      measured,
      replayed,
      computed,
      toReplay: measured / replayed,
      toTheory: measured / computed,
      paused: theory.pausedShares[index],
    });
  }
}
console.log(`medians of ${values.rounds} rounds, three windows of ${windowMs} ms each; ms in the server`);
console.table(
  LOADS.map((load, index) => ({
    λα: load,
    'requests/s': Math.round(rates[index]),
    ...Object.fromEntries(
      Object.keys(seen[index][0]).map((name) => [
        name,
        Number(medianOf(seen[index].map((one) => one[name])).toFixed(3)),
      ]),
    ),
    'measured/replayed, range': range(seen[index].map(({ toReplay }) => toReplay)),
  })),
);
await browser.close();
server.close();

function range(numbers) {
  return `${Math.min(...numbers).toFixed(2)}–${Math.max(...numbers).toFixed(2)}`;
}
