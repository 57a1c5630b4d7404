import { expect, test } from 'vitest';
import { windowsScript } from './windowsScript.ts';

test('the script has a watermark, tumbling and hopping windows, and a p95 that a view can have', async () => {
  const script = windowsScript('Penguins', { sizeMs: 1_000, hopMs: 500, delayMs: 200 });
  await expect(script).toMatchFileSnapshot('windows.golden.sql');
  // RisingWave refuses it in a materialized view ("percentile_disc aggregation in materialized view").
  expect(script).not.toMatch(/percentile_/);
});

test('the p95 of the script is that of its own rows, within half a percent', () => {
  const script = windowsScript('Penguins', { sizeMs: 1_000, hopMs: 500, delayMs: 200 });
  const gamma = Number(/ln\((1\.\d+)\)/.exec(script)![1]);
  const values = Array.from({ length: 1_000 }, (_, i) => 0.05 * 1.01 ** i);
  const counts = new Map<number, number>();
  for (const value of values) {
    const bucket = Math.ceil(Math.log(Math.max(value, 0.001) / 0.001) / Math.log(gamma));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  let upTo = 0;
  const [bucket] = [...counts]
    .sort(([a], [b]) => a - b)
    .find(([, n]) => (upTo += n) >= Math.ceil(0.95 * values.length))!;
  const p95 = (0.001 * 2 * gamma ** bucket) / (gamma + 1);
  const exact = values[949]!;
  expect(Math.abs(p95 - exact) / exact).toBeLessThanOrEqual(0.005);
});
