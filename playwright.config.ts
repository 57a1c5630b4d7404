/**
 * User stories on the production build, in real Chromium, twice: with a (software) WebGPU adapter, and without any,
 * which is the fallback most people without a supported GPU get. Build first; `npm test` does.
 */
import { defineConfig } from '@playwright/test';
import type { ProjectOptions } from './e2e/fanoutTest.ts';

const PORT = 4180;
const executablePath = process.env['FANOUT_CHROMIUM'];

/** The headless shell has no WebGPU, so the full browser is started in its own headless mode. */
const chromium = (...flags: string[]) => ({
  launchOptions: {
    headless: false,
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...flags,
    ],
  },
});

export default defineConfig<ProjectOptions>({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Training takes all the cores there are: tests side by side would only time each other out.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${PORT}/plain/fanout/`,
    viewport: { width: 1440, height: 900 },
    trace: 'off',
  },
  projects: [
    {
      name: 'webgpu',
      use: { hasGpu: true, ...chromium('--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader') },
    },
    // Some builds find a software adapter by themselves; without WebGPU means without.
    { name: 'fallback', use: { hasGpu: false, ...chromium('--disable-features=WebGPU', '--disable-gpu') } },
  ],
  webServer: {
    command: 'node e2e/serveDist.mjs',
    url: `http://localhost:${PORT}/plain/fanout/`,
    env: { PORT: String(PORT) },
    reuseExistingServer: false,
  },
});
