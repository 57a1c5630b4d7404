/**
 * User stories on the production build, in real Chromium, twice: with a (software) WebGPU adapter, and without any,
 * which is the fallback most people without a supported GPU get. Build first; `npm test` does.
 */
import { defineConfig } from '@playwright/test';
import type { ProjectOptions } from './e2e/fanoutTest.ts';

/** Another one lets two checkouts run their stories side by side. */
const PORT = Number(process.env['FANOUT_E2E_PORT'] ?? 4180);
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

const WITH_GPU = { hasGpu: true, ...chromium('--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader') };
/** Some builds find a software adapter by themselves; without WebGPU means without. */
const WITHOUT_GPU = { hasGpu: false, ...chromium('--disable-features=WebGPU', '--disable-gpu') };

const ALONE = 'alone/**/*.spec.ts';
/** Files, the frame and the browser's own quirks: nothing there depends on the device. */
const PAGE_ONLY = [
  'firstPicture.spec.ts',
  'missingFiles.spec.ts',
  'browserQuirks.spec.ts',
  'offline.spec.ts',
];

export default defineConfig<ProjectOptions>({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  // Shared machines stall for seconds: a story that fails is told once more in a fresh browser. A fault fails twice, and
  // the report lists what passed only then as flaky.
  retries: 1,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${PORT}/plain/fanout/`,
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    // It would answer in the place of files that a story delays or makes fail; `offline.spec.ts` allows it.
    serviceWorkers: 'block',
  },
  // Two stories side by side wait for each other's screens and timers. Those in `alone/` measure: they have the machine.
  workers: 2,
  projects: [
    { name: 'webgpu', testIgnore: [ALONE, ...PAGE_ONLY], use: WITH_GPU },
    { name: 'fallback', testIgnore: ALONE, use: WITHOUT_GPU },
    {
      name: 'webgpu-alone',
      testMatch: ALONE,
      workers: 1,
      use: WITH_GPU,
      dependencies: ['webgpu', 'fallback'],
    },
    {
      name: 'fallback-alone',
      testMatch: ALONE,
      workers: 1,
      use: WITHOUT_GPU,
      dependencies: ['webgpu-alone'],
    },
  ],
  webServer: {
    command: 'node e2e/serveDist.mjs',
    url: `http://localhost:${PORT}/plain/fanout/`,
    env: { PORT: String(PORT) },
    reuseExistingServer: false,
  },
});
