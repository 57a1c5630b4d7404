/**
 * Every device against double precision and against tfjs: activations, losses, outputs, optimisers, widths, depths,
 * batches, penalties, dropout and numbers of networks, pairwise (`agreementCase.ts`), through the registered kernels in a real
 * browser. Each number must be within the error bound of the operations that computed it (`precision.ts`,
 * `boundedStep.ts`).
 *
 * WebGPU compiles a shader for each network, which takes an emulated adapter a second or more: unless VITE_EVERY_PAIR is set, it
 * covers every level of every factor here, and the pairs in `webgpu/train.kernel.test.ts`.
 */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openNamedDevice } from '#engine/device/openDevice.ts';
import { DEVICE_NAMES, type DeviceName } from '#experiment/vocabulary.ts';
import { runCase } from '../testing/runCase.ts';
import { agreementCases, everyLevelOnce } from './agreementCase.ts';
import { farthest } from './Bounded.ts';
import { boundedStep } from './boundedStep.ts';
import { errorShares } from './errorShares.ts';
import { PRECISION, TFJS_OPS } from './precision.ts';
import { tfjsStep } from './tfjsStep.ts';

/**
 * Bounds assume independent errors; correlated errors may exceed them a little. No case has exceeded one bound on any device
 * so far.
 */
const MOST = 2;

const CASES = agreementCases();
const BY_OPS = new Map(
  CASES.map((given) => [given, given.states.map((start) => boundedStep(given, 0, start, TFJS_OPS))]),
);

function casesFor(name: DeviceName): typeof CASES {
  if (name !== 'webgpu' || import.meta.env['VITE_EVERY_PAIR']) return CASES;
  return everyLevelOnce().map((index) => CASES[index]!);
}

/** First step of every case and network in tfjs operations. */
let oracle: Map<(typeof CASES)[number], { state: Float32Array; loss: number }[]>;

beforeAll(async () => {
  await tf.setBackend('cpu');
  oracle = new Map(CASES.map((given) => [given, given.states.map((start) => tfjsStep(given, 0, start))]));
});

describe('the double-precision reference', () => {
  it('agrees with tfjs operations, differentiated by tfjs', () => {
    for (const given of CASES) {
      for (const [r, { state, loss }] of oracle.get(given)!.entries()) {
        const bounded = BY_OPS.get(given)![r]!;
        expect(farthest(state, bounded.state.value, bounded.state.error), given.name).toBeLessThan(MOST);
        const { metrics } = bounded;
        expect(Math.abs(loss - metrics.loss), given.name).toBeLessThan(MOST * metrics.lossError);
      }
    }
  });
});

describe.each(DEVICE_NAMES)('DenseTrain on %s', (name) => {
  beforeAll(async () => {
    await openNamedDevice(name, { baseUrl: location.href });
  });

  it('is as exact as its operations allow, compared with double precision and tfjs', async () => {
    for (const given of casesFor(name)) {
      const first = await runCase(given, 1);
      const both = await runCase(given, 2);
      for (const [r, start] of given.states.entries()) {
        const what = `${given.name}, network ${r}`;
        const bounded = boundedStep(given, 0, start, PRECISION[name]);
        const shares = errorShares(bounded, first.states[r]!, first.metrics[r]!);
        expect(shares, what).toEqual({
          state: expect.toSatisfy((share: number) => share < MOST),
          loss: expect.toSatisfy((share: number) => share < MOST),
          correct: 0,
        });

        const byTfjs = oracle.get(given)![r]!;
        const apart = bounded.state.error.map((error, i) => error + BY_OPS.get(given)![r]!.state.error[i]!);
        expect(farthest(first.states[r]!, byTfjs.state, apart), what).toBeLessThan(MOST);

        // The second step starts where the first ended: the same first loss, then a step of its own.
        expect(both.metrics[r]!.subarray(0, 2), what).toEqual(first.metrics[r]);
        const next = boundedStep(given, 1, first.states[r]!, PRECISION[name]);
        expect(errorShares(next, both.states[r]!, both.metrics[r]!.subarray(2)), what).toEqual({
          state: expect.toSatisfy((share: number) => share < MOST),
          loss: expect.toSatisfy((share: number) => share < MOST),
          correct: 0,
        });
      }
    }
  }, 600_000);
});
