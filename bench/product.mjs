/**
 * The product itself as a contender: the production build in a page of its own, with the screen shown, trained through
 * `window.fanout.train` and asked through `window.fanout.request`. Nothing inside it is touched.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { preview } from 'vite';

/** As many as the other contenders of the inference work have (`requests.ts`). */
const CALLERS = 64;

const DIGITS = {
  data: { set: 'digits', samples: 1_600, trainShare: 0.8 },
  network: { hidden: [{ units: 128, activation: 'relu' }], output: { activation: 'softmax' } },
  training: { batchSize: 128, optimizer: { name: 'sgd', learningRate: 0.03 } },
  serving: { pattern: 'batched', maxBatchSize: CALLERS, maxQueueDelayUs: 0, maxQueueSize: 4_096 },
};

const circle = (units) => ({
  data: { set: 'circle', samples: 500, trainShare: 0.5 },
  network: {
    hidden: units.map((count) => ({ units: count, activation: 'tanh' })),
    output: { activation: 'tanh' },
  },
  training: { loss: 'halfSquaredError', batchSize: 10, optimizer: { name: 'sgd', learningRate: 0.03 } },
});

/** The works of `work.ts` as a person would set them up: same shape, batch, optimiser and number of training samples. */
const EXPERIMENTS = {
  small: circle([4, 2]),
  deep: circle([8, 8, 8, 8, 8, 8]),
  digits: DIGITS,
  inference: DIGITS,
};

/** Held against the rows of the same device without `product` (`goals.mjs`). */
export const PRODUCTS = ['product-wasm', 'product-webgpu'];

export const isProduct = (name) => PRODUCTS.includes(name);

export const hasProduct = (work) => work in EXPERIMENTS;

/** Builds the product and serves it; gives its address and how to end that. */
export async function serveProduct(root) {
  const outDir = join(root, '.cache/bench-product');
  spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', outDir], {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: root,
  });
  const server = await preview({
    root,
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  return { address: server.resolvedUrls.local[0], close: () => server.close() };
}

/** Brings a page of the product onto the device, with the experiment of that work. Rejects where it can't run here. */
export async function prepareProduct(page, name, work) {
  await page.evaluate(
    async ([device, experiment, isAsked, callers]) => {
      const { fanout } = window;
      await fanout.ready;
      const report = await fanout.useDevice(device);
      if (report.name !== device) throw new Error(`no ${device} here`);
      await fanout.open(experiment);
      if (!isAsked) {
        // Until the browser has compiled worker and kernels for speed: the others warm up by doubling their work.
        await fanout.train({ seconds: 2 });
        return;
      }
      const { inputs } = await fanout.samples('train');
      window.benchRows = inputs.map((row) => Float32Array.from(row));
      const first = await fanout.request(window.benchRows[0]);
      if (first.device !== device) throw new Error(`answered on ${first.device}`);
      await Promise.all(Array.from({ length: callers }, (_, i) => fanout.request(window.benchRows[i])));
    },
    [name.replace('product-', ''), EXPERIMENTS[work], work === 'inference', CALLERS],
  );
}

/** Epochs per second of a call of `train`, from asking to its report. */
export const trainOnPage = async (atLeastMs) => {
  const { fanout } = window;
  const { batchSize } = fanout.experiment().training;
  window.benchSamples ??= (await fanout.samples('train')).inputs.length;
  window.benchStep ??= (await fanout.train({ steps: 1 })).step;
  const startMs = performance.now();
  const { step, stopped } = await fanout.train({ seconds: atLeastMs / 1_000 });
  const elapsedMs = performance.now() - startMs;
  if (stopped) throw new Error(stopped);
  const made = step - window.benchStep;
  window.benchStep = step;
  return (made * batchSize * 1_000) / (elapsedMs * window.benchSamples);
};

/** Answers per second: each of 64 callers awaits its own answer before it asks again. */
export const askOnPage = async (atLeastMs) => {
  const { fanout, benchRows } = window;
  const startMs = performance.now();
  let answers = 0;
  const caller = async (index) => {
    for (let i = index; performance.now() - startMs < atLeastMs; i += 64) {
      await fanout.request(benchRows[i % benchRows.length]);
      answers++;
    }
  };
  await Promise.all(Array.from({ length: 64 }, (_, index) => caller(index)));
  return (answers * 1_000) / (performance.now() - startMs);
};
