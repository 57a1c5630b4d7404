/**
 * Every device against double precision and against tfjs: activations, losses, outputs, optimisers, widths, depths,
 * batches, penalties, dropout and numbers of networks, every two of them together (`agreementCase.ts`), through the
 * registered kernels in a real browser. A number may lie as far from the truth as the errors of the operations that made
 * it allow (`precision.ts`, `boundedStep.ts`), and no further.
 *
 * WebGPU compiles a shader for each network, on a software adapter for a second or more: unless VITE_EVERY_PAIR is set, it
 * meets every level of every factor here, and the pairs in `webgpu/train.kernel.test.ts`.
 */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEVICE_NAMES, type DeviceName } from '../../../spec/vocabulary.ts';
import { openNamedDevice } from '../../device/openDevice.ts';
import { agreementCases, everyLevelOnce } from './agreementCase.ts';
import { farthest } from './Bounded.ts';
import { boundedStep } from './boundedStep.ts';
import { PRECISION, TFJS_OPS } from './precision.ts';
import { runCase, sharesOf } from './runCase.ts';
import { tfjsStep } from './tfjsStep.ts';

/**
 * Bounds are those of independent errors; errors that go together may reach beyond, but not by much. None of these cases
 * has come to more than one bound on any device.
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

/** First step of every case and network by tfjs's own operations. */
let judged: Map<(typeof CASES)[number], { state: Float32Array; loss: number }[]>;

beforeAll(async () => {
  await tf.setBackend('cpu');
  judged = new Map(CASES.map((given) => [given, given.states.map((start) => tfjsStep(given, 0, start))]));
});

describe('the double-precision reference', () => {
  it("is where tfjs's operations, differentiated by tfjs, are", () => {
    for (const given of CASES) {
      for (const [r, { state, loss }] of judged.get(given)!.entries()) {
        const bounded = BY_OPS.get(given)![r]!;
        expect(farthest(state, bounded.state.value, bounded.state.error), given.name).toBeLessThan(MOST);
        const { figures } = bounded;
        expect(Math.abs(loss - figures.loss), given.name).toBeLessThan(MOST * figures.lossError);
      }
    }
  });
});

describe.each(DEVICE_NAMES)('DenseTrain on %s', (name) => {
  beforeAll(async () => {
    await openNamedDevice(name, { baseUrl: location.href });
  });

  it('is as exact as its operations allow, by double precision and by tfjs', async () => {
    for (const given of casesFor(name)) {
      const first = await runCase(given, 1);
      const both = await runCase(given, 2);
      for (const [r, start] of given.states.entries()) {
        const what = `${given.name}, network ${r}`;
        const bounded = boundedStep(given, 0, start, PRECISION[name]);
        const shares = sharesOf(bounded, first.states[r]!, first.metrics[r]!);
        expect(shares, what).toEqual({
          state: expect.toSatisfy((share: number) => share < MOST),
          loss: expect.toSatisfy((share: number) => share < MOST),
          right: 0,
        });

        const judge = judged.get(given)![r]!;
        const apart = bounded.state.error.map((error, i) => error + BY_OPS.get(given)![r]!.state.error[i]!);
        expect(farthest(first.states[r]!, judge.state, apart), what).toBeLessThan(MOST);

        // The second step starts where the first ended: the same first loss, then a step of its own.
        expect(both.metrics[r]!.subarray(0, 2), what).toEqual(first.metrics[r]);
        const next = boundedStep(given, 1, first.states[r]!, PRECISION[name]);
        expect(sharesOf(next, both.states[r]!, both.metrics[r]!.subarray(2)), what).toEqual({
          state: expect.toSatisfy((share: number) => share < MOST),
          loss: expect.toSatisfy((share: number) => share < MOST),
          right: 0,
        });
      }
    }
  }, 600_000);
});
