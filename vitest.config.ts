/** `unit` runs in Node; `kernels` runs in a real Chromium, with and without a (software) WebGPU adapter. */
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Playwright's headless shell has no WebGPU: the full browser is started in its own headless mode. */
const chromium = playwright({
  launchOptions: {
    headless: false,
    ...(process.env['FANOUT_CHROMIUM'] ? { executablePath: process.env['FANOUT_CHROMIUM'] } : {}),
    args: [
      '--headless=new',
      '--no-sandbox',
      '--enable-unsafe-webgpu',
      '--use-webgpu-adapter=swiftshader',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'],
          exclude: ['src/**/*.kernel.test.ts'],
          environment: 'node',
          // Property tests take their time on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        optimizeDeps: { include: ['@tensorflow/tfjs'] },
        test: {
          name: 'kernels',
          include: ['src/**/*.kernel.test.ts'],
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            provider: chromium,
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false,
          },
        },
      },
    ],
  },
});
