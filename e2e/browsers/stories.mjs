/**
 * The main path, told once for every browser that is not Chromium (which the specs beside this folder drive). A story
 * gets the browser with nothing kept from before, the page's address, and the faults of the server; it throws when
 * something is not as it must be.
 */
import assert from 'node:assert/strict';
import { ONE_FILE } from '../oneFile.mjs';

const DESKTOP = [1440, 900];
const PHONE = [390, 844];
const STARTS = 20;

/** An element's text, or nothing while it is not there. */
const textOf = (selector) => document.querySelector(selector)?.innerText ?? '';

async function openReady({ browser, address }, fragment = '') {
  await browser.open(address + fragment);
  await browser.ready();
}

export const STORIES = [
  {
    title: `starts ${STARTS} times out of ${STARTS}, and answers each time`,
    async run({ browser, address }) {
      for (let turn = 1; turn <= STARTS; turn++) {
        await browser.open(`${address}?start=${turn}`);
        await browser.ready();
        const { output } = await browser.evaluate(() => window.fanout.request([0, 0]));
        assert.equal(output.length, 1, `start ${turn}`);
      }
    },
  },
  {
    title: 'trains by its button and by a script, and learns',
    async run(here) {
      const { browser } = here;
      await openReady(here);
      await browser.click('button', 'Play');
      await browser.until('the epoch moves', () => /Epoch\s+[1-9]/.test(document.body.innerText));
      await browser.press(' ');
      const { trainLoss, trainAccuracy } = await browser.evaluate(() => window.fanout.train({ epochs: 100 }));
      assert.ok(trainLoss < 0.01, `loss ${trainLoss}`);
      assert.equal(trainAccuracy, 1);
    },
  },
  {
    title: 'answers 256 requests of a click, and a load',
    async run(here) {
      const { browser } = here;
      await openReady(here);
      await browser.click('button', 'Send 256 requests');
      // The burst is a load of its own, and there is one at a time.
      const report = await browser.until('a load after the burst', () =>
        window.fanout.load({ mode: 'closed', inFlight: 64, durationMs: 1_500 }).catch((error) => {
          if (!/is running/.test(error.message)) throw error;
        }),
      );
      assert.ok(report.ok > 1_000, `${report.ok} answered`);
      assert.equal(report.ok, report.sent);
      for (const pane of ['Timeline', 'Latency', 'Answers', 'Time windows', 'Code']) {
        await browser.click('.lab-tabs button', pane);
        await browser.until(
          `the pane ${pane}`,
          () => document.querySelector('.lab-pane')?.innerText.length > 20,
        );
      }
      assert.equal(await browser.evaluate(() => document.querySelectorAll('.broken-part').length), 0);
    },
  },
  {
    title: 'is one file, opened without a server: trains, serves, knows digits',
    async run({ browser }) {
      await browser.open(ONE_FILE);
      await browser.ready();
      const { device, trainLoss, testAccuracy } = await browser.evaluate(async () => {
        const { fanout } = window;
        const { name: device } = await fanout.ready;
        const { trainLoss } = await fanout.train({ epochs: 100 });
        await fanout.open({ data: { set: 'mnist' } });
        const { testAccuracy } = await fanout.train({ epochs: 3 });
        return { device, trainLoss, testAccuracy };
      });
      assert.notEqual(device, 'cpu');
      assert.ok(trainLoss < 0.01, `loss ${trainLoss}`);
      assert.ok(testAccuracy > 0.75, `accuracy ${testAccuracy}`);
      const served = await browser.evaluate(() =>
        window.fanout.load({ mode: 'closed', inFlight: 16, requests: 200 }).then(
          ({ ok }) => ok,
          (error) => error.message,
        ),
      );
      // WebKit starts no worker inside a worker of a page on file:, and a load has a worker of its own.
      if (browser.title.startsWith('WebKit')) assert.match(served, /from a web server/);
      else assert.equal(served, 200);
    },
  },
  {
    title: 'reads the digits and learns them',
    async run(here) {
      const { browser } = here;
      await openReady(here);
      const { trainAccuracy } = await browser.evaluate(async () => {
        await window.fanout.open({ data: { set: 'mnist' } });
        return window.fanout.train({ epochs: 2 });
      });
      assert.ok(trainAccuracy > 0.8, `accuracy ${trainAccuracy}`);
    },
  },
  {
    title: 'opens its own link to an equal experiment',
    async run(here) {
      const { browser } = here;
      await openReady(here);
      const shared = await browser.evaluate(async () => {
        await window.fanout.open({
          title: 'Spiral arms',
          data: { set: 'spiral', noise: 0.1 },
          network: {
            hidden: [
              { units: 7, activation: 'tanh' },
              { units: 5, activation: 'relu' },
            ],
          },
        });
        return { link: await window.fanout.link(), experiment: window.fanout.experiment() };
      });
      await browser.open(shared.link);
      await browser.ready();
      assert.deepEqual(await browser.evaluate(() => window.fanout.experiment()), shared.experiment);
    },
  },
  {
    title: 'is played by keys: play, step, reset, send, theme, help',
    async run(here) {
      const { browser } = here;
      await openReady(here);
      await browser.until('epoch 0', () => /Epoch\s+0\b/.test(document.body.innerText));
      // System, light, dark: one of the two presses changes what is seen.
      await browser.press('t', 't');
      await browser.until('the dark theme', () => document.documentElement.dataset.theme === 'dark');
      await browser.press('Shift+S');
      await browser.until('one epoch', () => /Epoch\s+1\b/.test(document.body.innerText));
      await browser.press('r');
      await browser.until('reset', () => /Epoch\s+0\b/.test(document.body.innerText));
      await browser.press('b');
      await browser.until('answers', textOf, '.requests-results');
      await browser.press('?');
      await browser.until('the shortcuts', () => document.querySelector('dialog[open]') !== null);
      await browser.press('Escape');
      await browser.until('no dialog', () => document.querySelector('dialog[open]') === null);
    },
  },
  {
    title: 'fits a phone, where tabs and Play work',
    size: PHONE,
    async run(here) {
      const { browser } = here;
      await openReady(here);
      for (const tab of ['Data', 'Requests', 'Device', 'Network']) {
        await browser.click('.phone-tabs button', tab);
        const wide = await browser.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${tab} is ${wide} px too wide`);
      }
      await browser.click('.phone-transport button', 'Play');
      await browser.until('the epoch moves', () => /Epoch\s+[1-9]/.test(document.body.innerText));
    },
  },
  {
    title: 'waits for a style sheet that comes late',
    async run(here) {
      here.faults.set(/assets\/index-.*\.css/, { delayMs: 600 });
      for (const turn of [1, 2, 3]) await openReady(here, `?late=${turn}`);
      await here.browser.click('button', 'Play');
    },
  },
  {
    title: 'says so when the style sheet never comes',
    async run({ browser, address, faults }) {
      faults.set(/assets\/index-.*\.css/, { status: 404 });
      await browser.open(`${address}?unstyled`);
      await browser.until('the sentence', () => /style sheet/.test(document.body?.innerText));
      assert.ok(
        await browser.evaluate(() => document.querySelector('#early-word button')?.innerText === 'Reload'),
      );
    },
  },
  {
    title: 'asks again for a worker whose file failed once, and does without a wasm file',
    async run(here) {
      const asked = here.faults.set(/engine\/serveRole-/, { status: 503, times: 1 });
      const askedForLoad = here.faults.set(/engine\/createLoad-/, { status: 503, times: 1 });
      here.faults.set(/denseRelaxed-.*\.wasm/, { status: 404 });
      here.faults.set(/tfjs-backend-wasm-simd-.*\.wasm/, { status: 404 });
      await openReady(here, '?missing');
      const { adapter } = await here.browser.evaluate(() => window.fanout.useDevice('wasm'));
      assert.match(adapter, /SIMD/);
      assert.ok(asked() > 1, 'the worker was not asked for again');
      const { ok, sent } = await here.browser.evaluate(() =>
        window.fanout.load({ mode: 'closed', inFlight: 8, requests: 100 }),
      );
      assert.deepEqual([ok, sent], [100, 100]);
      assert.ok(askedForLoad() > 1, 'the load worker was not asked for again');
    },
  },
  {
    title: 'tells of a part that failed, and offers another try and a reload',
    // WebKit keeps scripts in its process, whatever their headers say: another one has never seen this part.
    fresh: true,
    async run(here) {
      here.faults.set(/assets\/DeviceTab-.*\.js/, { status: 404 });
      await openReady(here, '?part');
      await here.browser.click('[role="tab"]', 'Device');
      const words = await here.browser.until('the sentence', textOf, '.broken-part');
      assert.match(words, /could not be loaded/);
      assert.match(words, /Try again/);
      assert.match(words, /Reload/);
    },
  },
].map((story) => ({ size: DESKTOP, ...story }));
