/** A link carries the experiment; Back and Forward move through the edits; a bad link breaks nothing. */
import type { Page } from '@playwright/test';
import { expect, test, waitUntilReady } from './fanoutTest.ts';

const experimentOf = (page: Page) => page.evaluate(() => window.fanout.experiment());
const fragmentOf = (link: string): string => new URL(link).hash.slice(1);

test('a link opened elsewhere restores everything, and trains to the same losses', async ({
  open,
  context,
}) => {
  const page = await open();
  const { link, experiment, loss } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.useDevice('wasm');
    await fanout.open({
      title: 'Für Ada — “xor” <b>',
      data: { set: 'xor', samples: 320, noise: 0.2, seed: 42, features: ['x1', 'x2', 'sin(x1)'] },
      network: {
        hidden: [
          { units: 3, activation: 'gelu' },
          { units: 2, activation: 'sigmoid' },
        ],
        initializer: 'heNormal',
        seed: 9,
      },
      training: {
        loss: 'huber',
        optimizer: { name: 'nesterov', learningRate: 0.02 },
        batchSize: 16,
        l2: 0.001,
      },
      serving: { maxBatchSize: 7, inFlight: 33 },
    });
    return {
      link: await fanout.link(),
      experiment: fanout.experiment(),
      loss: (await fanout.train({ epochs: 2 })).testLoss,
    };
  });
  expect(link.length).toBeLessThan(1_500);
  const other = await context.newPage();
  await open({ fragment: fragmentOf(link) }, other);
  expect(await experimentOf(other)).toEqual(experiment);
  const again = await other.evaluate(async () => {
    await window.fanout.useDevice('wasm');
    return (await window.fanout.train({ epochs: 2 })).testLoss;
  });
  expect(again).toBe(loss);
});

test('open takes a whole link, a fragment and JSON text alike', async ({ open }) => {
  const page = await open();
  const { wanted, got } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.open({ data: { set: 'moons', seed: 3 } });
    const wanted = fanout.experiment();
    const link = await fanout.link();
    const got = [];
    for (const source of [link, new URL(link).hash, new URL(link).hash.slice(1), JSON.stringify(wanted)]) {
      await fanout.open({});
      await fanout.open(source);
      got.push(fanout.experiment());
    }
    return { wanted, got };
  });
  for (const experiment of got) expect(experiment).toEqual(wanted);
});

test('each edit moves the address; Back and Forward restore the experiments, engine included', async ({
  open,
}) => {
  const page = await open();
  const setNow = async () => (await experimentOf(page)).data.set;
  const features = () => page.evaluate(async () => (await window.fanout.parameters())[0]!.kernel.length);
  for (const set of ['xor', 'spiral', 'iris'] as const) {
    const before = page.url();
    await page.evaluate((set) => window.fanout.open({ data: { set } }), set);
    await expect.poll(() => page.url()).not.toBe(before);
  }
  await page.goBack();
  await expect.poll(setNow).toBe('spiral');
  expect(await features()).toBe(2);
  await page.goBack();
  await page.goBack();
  await expect.poll(setNow).toBe('circle');
  expect(new URL(page.url()).hash).toBe('');
  await page.goForward();
  await page.goForward();
  await page.goForward();
  await expect.poll(setNow).toBe('iris');
  await expect.poll(features).toBe(4);
});

test('a reload keeps the experiment', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.fanout.open({ data: { set: 'blobs' }, title: 'Four clouds' }));
  await expect.poll(() => new URL(page.url()).hash.length).toBeGreaterThan(10);
  await page.reload();
  await waitUntilReady(page);
  expect((await experimentOf(page)).title).toBe('Four clouds');
});

/** Fragments that no Fanout has made: broken, hostile, huge. */
const BAD_FRAGMENTS: readonly [string, string][] = [
  ['noise', 'x%%%~~not-a-link'],
  ['markup', '<img src=x onerror=alert(1)>'],
  ['prototype', '{"__proto__":{"polluted":true}}'],
  ['huge', 'A'.repeat(300_000)],
];
for (const [name, fragment] of BAD_FRAGMENTS) {
  test(`a bad link (${name}) says what is wrong; the playground works with its default`, async ({ open }) => {
    const page = await open({ fragment });
    expect((await experimentOf(page)).data.set).toBe('circle');
    await expect(page.locator('[aria-live]').getByText(/link|experiment/i)).toBeVisible();
    expect((await page.evaluate(() => window.fanout.train({ steps: 4 }))).step).toBe(4);
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  });
}

test('a link cut short or altered is refused, and one that inflates to 50 MB does so at no cost', async ({
  open,
}) => {
  const page = await open();
  const link = await page.evaluate(() => window.fanout.link());
  const fragment = fragmentOf(link);
  const bomb = await page.evaluate(async (head) => {
    const text = `{"title":"${'a'.repeat(50_000_000)}"}`;
    const packed = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')));
    const bytes = new Uint8Array(await packed.arrayBuffer());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return head + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }, headOf(fragment));
  const CUT = /^This link is damaged or cut short\./;
  for (const [bad, expected] of [
    [fragment.slice(0, -8), CUT],
    [fragment.slice(0, 20), CUT],
    [bomb, /^This link unpacks to far more than any experiment/],
  ] as const) {
    const { message, seconds } = await page.evaluate(async (source) => {
      const started = performance.now();
      const message = await window.fanout.open(`#${source}`).then(
        () => 'was opened',
        (error: Error) => error.message,
      );
      return { message, seconds: (performance.now() - started) / 1000 };
    }, bad);
    expect(message).toMatch(expected);
    expect(seconds).toBeLessThan(2);
  }
  expect((await experimentOf(page)).data.set).toBe('circle');
});

/** What stands before the packed bytes, e.g. a version. */
function headOf(fragment: string): string {
  return /^[^A-Za-z0-9_-]*\w{0,3}[.=:~]/.exec(fragment)?.[0] ?? '';
}

test('what is opened starts as in a fresh tab, bit for bit; undo brings training back', async ({
  open,
  context,
}) => {
  const page = await open();
  const { link, opened, undone } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.useDevice('wasm');
    await fanout.train({ epochs: 50 });
    const trained = JSON.stringify(await fanout.parameters());
    await fanout.edit({ training: { optimizer: { learningRate: 0.1 } } });
    const kept = JSON.stringify(await fanout.parameters()) === trained;
    const link = await fanout.link();
    await fanout.open(link);
    const start = await fanout.parameters();
    const { step } = await fanout.train({ steps: 3 });
    const opened = { start, step, after: await fanout.parameters(), kept };
    return { link, opened, undone: trained };
  });
  expect(opened.kept).toBe(true);
  expect(opened.step).toBe(3);
  const other = await context.newPage();
  await open({ fragment: fragmentOf(link) }, other);
  const fresh = await other.evaluate(async () => {
    await window.fanout.useDevice('wasm');
    const start = await window.fanout.parameters();
    await window.fanout.train({ steps: 3 });
    return { start, after: await window.fanout.parameters() };
  });
  expect(opened.start).toEqual(fresh.start);
  expect(opened.after).toEqual(fresh.after);
  await page.locator('body').press('Control+z');
  await expect
    .poll(() => page.evaluate(async () => JSON.stringify(await window.fanout.parameters())))
    .toBe(undone);
});

test('Back among edits keeps what was trained, Back across a pasted link opens anew', async ({ open }) => {
  const page = await open();
  const weights = () => page.evaluate(async () => JSON.stringify(await window.fanout.parameters()));
  const units = () => page.evaluate(() => window.fanout.experiment().network.hidden[0]!.units);
  const start = await weights();
  await page.evaluate(() => window.fanout.train({ epochs: 10 }));
  const trained = await weights();
  const home = page.url();
  await page.evaluate(() => window.fanout.edit({ network: { hidden: [{ units: 11, activation: 'relu' }] } }));
  await expect.poll(() => page.url()).not.toBe(home);
  await page.goBack();
  await expect.poll(units).not.toBe(11);
  expect(await weights()).toBe(trained);
  await page.goForward();
  await expect.poll(units).toBe(11);
  const link = await page.evaluate(() => window.fanout.link());
  await page.goBack();
  await expect.poll(units).not.toBe(11);
  expect(await weights()).toBe(trained);
  await page.evaluate((hash) => (location.hash = hash), new URL(link).hash);
  await expect.poll(units).toBe(11);
  await page.goBack();
  await expect.poll(units).not.toBe(11);
  expect(await weights()).toBe(start);
});

test('a link of TensorFlow Playground opens the same experiment, and says what is not in it', async ({
  open,
}) => {
  const link =
    'activation=relu&batchSize=5&dataset=spiral&learningRate=0.1&noise=20&networkShape=6,3&seed=0.12345&percTrainData=70&x=true&y=true&sinX=true&problem=classification&playButton_hide=true';
  const page = await open({ fragment: link });
  const notice = page.getByText('1 hidden control is shown here.');
  await expect(notice).toBeVisible();
  const experiment = await experimentOf(page);
  expect(experiment.data).toMatchObject({ set: 'spiral', noise: 0.2, trainShare: 0.7 });
  expect(experiment.network.hidden.map(({ units }) => units)).toEqual([6, 3]);
  // Pasted into the address of an open page.
  await page.evaluate(() => (location.hash = 'problem=regression&regDataset=reg-gauss&networkShape='));
  await expect.poll(async () => (await experimentOf(page)).data.set).toBe('multi-gaussian');
  expect((await experimentOf(page)).network.hidden).toEqual([]);
  const { trainLoss } = await page.evaluate(() => window.fanout.train({ epochs: 2 }));
  expect(trainLoss).toBeGreaterThan(0);
});

test('a link with weights opens what was trained, in another tab and in this one', async ({
  open,
  context,
}) => {
  const page = await open();
  const { link, trained, testLoss } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.useDevice('wasm');
    await fanout.open({ data: { set: 'moons' } });
    await fanout.train({ epochs: 60 });
    const sent = await fanout.link({ weights: true });
    return {
      link: sent,
      trained: await fanout.parameters(),
      testLoss: (await fanout.evaluate('test')).loss,
    };
  });
  expect(link.length).toBeLessThan(500);
  const numbersOf = (layers: typeof trained): number[] =>
    layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);
  const other = await context.newPage();
  await open({ fragment: fragmentOf(link) }, other);
  await expect(other.getByText(/^60$/).first()).toBeVisible();
  const there = await other.evaluate(async () => ({
    parameters: await window.fanout.parameters(),
    testLoss: (await window.fanout.evaluate('test')).loss,
    // What the server answers with.
    output: (await window.fanout.request([1, 1])).output[0]!,
    predicted: (await window.fanout.predict([[1, 1]]))[0]![0]!,
    epoch: (await window.fanout.train({ epochs: 1 })).epoch,
  }));
  for (const [i, value] of numbersOf(there.parameters).entries()) {
    expect(Math.abs(value - numbersOf(trained)[i]!)).toBeLessThan(0.002);
  }
  expect(there.testLoss).toBeCloseTo(testLoss, 3);
  expect(there.output).toBeCloseTo(there.predicted, 5);
  expect(there.epoch).toBe(61);

  // Opened over another experiment, and undone: what was there comes back with its training.
  const again = await page.evaluate(async (sent) => {
    const { fanout } = window;
    await fanout.train({ epochs: 5 });
    await fanout.open(sent);
    return fanout.parameters();
  }, link);
  expect(numbersOf(again)).toEqual(numbersOf(there.parameters));
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText(/^65$/).first()).toBeVisible();
});
