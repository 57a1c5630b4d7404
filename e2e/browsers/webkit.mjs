/**
 * WebKitGTK's MiniBrowser over plain W3C WebDriver: Safari's engine, where no Safari is. It needs a screen, so an Xvfb of
 * its own is started beside it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { startProgram, stopProgram } from './programs.mjs';

const DRIVERS = ['/usr/bin/WebKitWebDriver'];
const XVFB = '/usr/bin/Xvfb';

export function findWebkit() {
  const driver = DRIVERS.find((path) => existsSync(path));
  return driver && existsSync(XVFB) ? driver : null;
}

/** @returns {Promise<import('./Browser.mjs').Transport>} */
export async function startWebkit(driver) {
  const screen = spawn(XVFB, ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [display] = await startProgram(screen, /\d+/);
  const port = 20_000 + (process.pid % 20_000);
  const program = spawn(driver, [`--port=${port}`], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...process.env, DISPLAY: `:${display}`, GDK_BACKEND: 'x11' },
  });
  const stop = async () => {
    await stopProgram(program);
    await stopProgram(screen);
  };
  const base = `http://127.0.0.1:${port}`;
  await untilUp(`${base}/status`);
  const created = await ask(`${base}/session`, 'POST', { capabilities: { alwaysMatch: CAPABILITIES } });
  const { sessionId, capabilities } = created;
  const session = `${base}/session/${sessionId}`;
  const post = (path, body) => ask(`${session}/${path}`, 'POST', body);
  await post('timeouts', { script: 120_000, pageLoad: 60_000 });
  return {
    title: `WebKitGTK ${capabilities.browserVersion}`,
    async go(url) {
      await post('url', { url });
      // Nothing waits for the load, so a script could still run in the document before.
      const at = () => post('execute/sync', { script: 'return location.href', args: [] });
      while ((await at().catch(() => '')) !== new URL(url).href) await pause(20);
    },
    async evaluate(body) {
      const answer = await post('execute/async', {
        script: `const tell = arguments[arguments.length - 1];
          (async () => { ${body} })().then(
            (value) => tell({ value: value === undefined ? null : value }),
            (error) => tell({ error: String(error) }));`,
        args: [],
      });
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value;
    },
    act: (actions) => post('actions', { actions }),
    async resize(widthPx, heightPx) {
      // The window's own bars come on top: measured once, then added.
      await post('window/rect', { width: widthPx, height: heightPx });
      const inner = await post('execute/sync', { script: 'return [innerWidth, innerHeight]', args: [] });
      const [width, height] = [2 * widthPx - inner[0], 2 * heightPx - inner[1]];
      await post('window/rect', { width, height });
    },
    async close() {
      await ask(session, 'DELETE').catch(() => undefined);
      await stop();
    },
  };
}

const CAPABILITIES = {
  browserName: 'MiniBrowser',
  // A page that never finishes loading must not block the test that looks at it.
  pageLoadStrategy: 'none',
  'webkitgtk:browserOptions': { args: ['--automation'] },
};

async function ask(url, method, body) {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'Content-Type': 'application/json' },
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function untilUp(url, limitMs = 10_000) {
  const endMs = Date.now() + limitMs;
  for (;;) {
    try {
      return await ask(url, 'GET');
    } catch (error) {
      if (Date.now() > endMs) throw error;
      await pause(100);
    }
  }
}
