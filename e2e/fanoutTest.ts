/**
 * The fixture of all end-to-end tests: `page` is watched, and a test fails when anything was logged as an error, threw,
 * or asked another origin for something. `open` loads the playground and waits until its engine is ready.
 */
import { test as base, expect, type Page } from '@playwright/test';
import type { DeviceName } from '../src/experiment/vocabulary.ts';
import type { Fanout } from '../src/app/Fanout.ts';
import type { FanoutFaults } from '../src/app/fanoutFaults.ts';

/** The scripting surface, as the specs find it on `window`. */
declare global {
  interface Window {
    fanout: Fanout;
    fanoutFaults?: FanoutFaults;
  }
}

interface OpenOptions {
  /** Served with COOP and COEP. */
  readonly isolated?: boolean;
  /** Without "#". */
  readonly fragment?: string;
  readonly query?: string;
}

export interface ProjectOptions {
  /** Whether the project's browser has a WebGPU adapter; set in `playwright.config.ts`. */
  readonly hasGpu: boolean;
}

interface Fixtures {
  /** What went wrong on any watched page so far. A test that causes an error on purpose empties it. */
  readonly problems: string[];
  /** Loads the playground on `page` (or another) and waits for the engine. */
  readonly open: (options?: OpenOptions, on?: Page) => Promise<Page>;
  /** Devices that must work in this project. */
  readonly devices: readonly DeviceName[];
}

export const test = base.extend<Fixtures & ProjectOptions>({
  hasGpu: [false, { option: true }],

  problems: async ({ context, baseURL }, use) => {
    const problems: string[] = [];
    const origin = new URL(baseURL!).origin;
    context.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => problems.push(`uncaught: ${error.error().message}`));
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !/^(data|blob|file):/.test(url))
        problems.push(`outside request: ${url}`);
    });
    await use(problems);
    expect(problems, 'no errors, no requests elsewhere').toEqual([]);
  },

  open: async ({ page, baseURL, problems }, use) => {
    expect(problems).toEqual([]);
    await use(async ({ isolated = false, fragment = '', query = '' } = {}, on = page) => {
      const url = new URL(isolated ? '../../isolated/fanout/' : './', baseURL);
      url.search = query;
      url.hash = fragment;
      await on.goto(url.href);
      await waitUntilReady(on);
      return on;
    });
  },

  devices: async ({ hasGpu }, use) => {
    await use(hasGpu ? ['webgpu', 'wasm', 'cpu'] : ['wasm', 'cpu']);
  },
});

export async function waitUntilReady(page: Page): Promise<void> {
  await page.waitForFunction(() => 'fanout' in window);
  await page.evaluate(async () => {
    await window.fanout.ready;
  });
}

export { expect } from '@playwright/test';
