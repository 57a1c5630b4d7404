// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { nextName } from './KeptNetworks.tsx';
import { measuredSidesText } from './sideText.ts';

test('both sides are named with network, device and settings', () => {
  const { serving } = defaultExperiment('circle');
  const settings = {
    ...serving,
    policy: 'triton',
    maxBatchSize: 32,
    maxQueueDelayUs: 2_000,
    instances: 1,
  } as const;
  expect(
    measuredSidesText([
      { network: null, step: 1_200, device: 'wasm', serving: { ...settings, pattern: 'unbatched' } },
      {
        network: 'Deep',
        step: 40,
        device: 'cpu',
        serving: { ...settings, pattern: 'batched', instances: 2 },
      },
    ]),
  ).toMatchInlineSnapshot(
    `"A was the present network at step 1,200 on WASM, all at once, 1 instance. B was Deep at step 40 on CPU, in batches (Wait for a batch, up to 32, delay 2,000 µs), 2 instances."`,
  );
});

test('the name that is proposed is not taken', () => {
  expect(nextName([])).toBe('Network 1');
  expect(nextName([{ name: 'Network 2' }])).toBe('Network 3');
  expect(nextName([{ name: 'Deep' }, { name: 'Wide' }])).toBe('Network 3');
});
