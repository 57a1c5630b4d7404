/** Firefox over WebDriver BiDi, spoken to its own port: no driver program is needed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, stopProgram } from './programs.mjs';

const PATHS = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

export function findFirefox() {
  const named = process.env.FANOUT_FIREFOX;
  return (named ? [named] : PATHS).find((path) => existsSync(path)) ?? null;
}

/** @returns {Promise<import('./Browser.mjs').Transport>} */
export async function startFirefox(path) {
  const profile = mkdtempSync(join(tmpdir(), 'fanout-firefox-'));
  const program = spawn(
    path,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const [, address] = await startProgram(program, /WebDriver BiDi listening on (\S+)/);
  const socket = await openSocket(`${address}/session`);
  const { capabilities } = await socket.send('session.new', { capabilities: {} });
  const { contexts } = await socket.send('browsingContext.getTree', {});
  const { context } = contexts[0];
  return {
    title: `Firefox ${capabilities.browserVersion}`,
    go: (url) => socket.send('browsingContext.navigate', { context, url, wait: 'none' }),
    async evaluate(body) {
      const { type, result, exceptionDetails } = await socket.send('script.evaluate', {
        // JSON carries the answer: BiDi's own form of values would have to be taken apart here.
        expression: `(async () => { ${body} })().then((value) => JSON.stringify(value))`,
        target: { context },
        awaitPromise: true,
        userActivation: true,
      });
      if (type === 'exception') throw new Error(exceptionDetails.text);
      return result.value === undefined ? undefined : JSON.parse(result.value);
    },
    act: (actions) => socket.send('input.performActions', { context, actions }),
    resize: (width, height) =>
      socket.send('browsingContext.setViewport', { context, viewport: { width, height } }),
    async close() {
      socket.close();
      await stopProgram(program);
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Commands and their answers by id. */
async function openSocket(url) {
  const socket = new WebSocket(url);
  const waiting = new Map();
  let lastId = 0;
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`Firefox does not answer at ${url}`)));
  });
  socket.addEventListener('message', ({ data }) => {
    const { id, type, result, error, message } = JSON.parse(data);
    const call = waiting.get(id);
    if (!call) return; // an event
    waiting.delete(id);
    if (type === 'error') call.reject(new Error(`${call.method}: ${error}: ${message}`));
    else call.resolve(result);
  });
  socket.addEventListener('close', () => {
    for (const { method, reject } of waiting.values()) reject(new Error(`${method}: Firefox is gone`));
  });
  return {
    send(method, params) {
      const id = ++lastId;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve, reject) => waiting.set(id, { method, resolve, reject }));
    },
    close: () => socket.close(),
  };
}
