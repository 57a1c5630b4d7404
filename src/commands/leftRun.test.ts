import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import { leftRun, leftRunText, runOfText } from './leftRun.ts';

const experiment = defaultExperiment('circle');
const runWith = (state: Float32Array, loss = 0.5): KeptRun => ({
  experiment,
  checkpoint: { state, step: 7, epoch: 1, batch: 2, slotsSince: 0 },
  curve: [
    {
      epoch: 0,
      step: 0,
      trainLoss: loss,
      testLoss: 1,
      trainAccuracy: 0,
      testAccuracy: 0,
      batchLoss: Number.NaN,
    },
  ],
});

test('any run comes back to the bit', () => {
  fc.assert(
    fc.property(fc.float32Array(), fc.double(), (state, loss) => {
      const run = runWith(state, loss);
      const back = runOfText(leftRunText(run)!);
      expect(back).toEqual({ ...run, curve: [{ ...run.curve[0], trainLoss: loss + 0 }] });
      expect(new Uint32Array(back!.checkpoint.state.buffer)).toEqual(new Uint32Array(state.slice().buffer));
    }),
  );
});

/** A storage of one's own, with a limit. */
function storageOf(most: number): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > most) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  } as never;
}

test('what is too large, or refused, leaves no older run behind', () => {
  const small = runWith(Float32Array.of(1, 2));
  for (const large of [runWith(new Float32Array(600_000)), runWith(new Float32Array(20_000)), null]) {
    const kept = leftRun(() => storage);
    const storage = storageOf(10_000);
    kept.keep(small);
    expect(kept.read()).toEqual(small);
    kept.keep(large);
    expect(kept.read()).toBeUndefined();
  }
});

test('storage that is denied, or holds something else, is no run', () => {
  const denied = leftRun(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  denied.keep(runWith(Float32Array.of(1)));
  expect(denied.read()).toBeUndefined();
  for (const text of ['', '{}', '[]', 'null', '{"state":"AAA="}']) {
    const storage = storageOf(100);
    storage.setItem('fanout.left', text);
    expect(leftRun(() => storage).read()).toBeUndefined();
  }
});
