import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkShape } from '#experiment/networkShape.ts';
import { arbitraryExperiment } from '#experiment/testing/arbitraryExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { decodeLink } from './decodeLink.ts';
import { encodeFile } from './encodeFile.ts';
import { encodeLink } from './encodeLink.ts';
import { LinkError } from './LinkError.ts';
import { packWeights, roundedWeights, unpackWeights } from './trainedWeights.ts';

const weights = (length: number, size = 3): Float32Array =>
  Float32Array.from({ length }, (_, i) => size * Math.sin(12.9898 * (i + 1)));

test('numbers come back within half a step of a half', () => {
  const given = weights(1_000);
  const back = unpackWeights(packWeights(given), 1_000)!;
  for (const [i, value] of given.entries()) {
    expect(Math.abs(back[i]! - value)).toBeLessThanOrEqual(Math.abs(value) * 2 ** -11 + 2 ** -25);
  }
  expect(roundedWeights(given)).toEqual(back);
});

test('numbers that are too large for halves come back to the bit', () => {
  const given = Float32Array.of(1e5, -3.3, 2e30);
  expect(unpackWeights(packWeights(given), 3)).toEqual(given);
});

test.each(['', 'h', 'hAAAAAA', 'x1234', 'h!!!!', 'hAHw'])('%s is refused', (text) => {
  expect(unpackWeights(text, 1)).toBeNull();
});

test('an experiment and its weights come back from their link, at their place', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryExperiment, fc.nat(), fc.nat(), async (experiment, epoch, step) => {
      const count = parameterCount(networkShape(experiment));
      fc.pre(count < 5_000);
      const parameters = weights(count);
      const link = await encodeLink(experiment, { parameters, epoch, step });
      expect(link).toMatch(/^v[23]\.[\w-]+$/);
      const opened = await decodeLink(link);
      expect(opened.experiment).toEqual(experiment);
      expect(opened.trained).toEqual({ parameters: roundedWeights(parameters), epoch, step });
    }),
    { numRuns: 100 },
  );
});

test('a link without weights has the format that an older Fanout reads', async () => {
  expect(await encodeLink(defaultExperiment())).toMatch(/^v1\./);
  expect((await decodeLink(await encodeLink(defaultExperiment()))).trained).toBeUndefined();
});

test('weights of another network, or none, are refused in words', async () => {
  const experiment = defaultExperiment();
  const count = parameterCount(networkShape(experiment));
  for (const trained of [
    { parameters: weights(count - 1), epoch: 1, step: 25 },
    { parameters: weights(count + 1), epoch: 1, step: 25 },
    { parameters: weights(count), epoch: -1, step: 25 },
    { parameters: weights(count), epoch: 1, step: 0.5 },
    { parameters: weights(count).fill(NaN), epoch: 1, step: 25 },
  ]) {
    const opening = decodeLink(await encodeLink(experiment, trained));
    await expect(opening).rejects.toBeInstanceOf(LinkError);
    await expect(opening).rejects.toThrow('do not fit the network');
  }
});

test('a file holds experiment and weights to the bit', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryExperiment, async (experiment) => {
      const count = parameterCount(networkShape(experiment));
      fc.pre(count < 5_000);
      const trained = { parameters: weights(count), epoch: 3, step: 75 };
      expect(await decodeLink(encodeFile(experiment, trained))).toEqual({ experiment, trained });
      expect(await decodeLink(encodeFile(experiment, null))).toEqual({ experiment });
    }),
    { numRuns: 50 },
  );
});

test('too many weights make no link, and the reason is said', async () => {
  const trained = { parameters: weights(120_000), epoch: 1, step: 25 };
  await expect(encodeLink(defaultExperiment(), trained)).rejects.toThrow(
    '120,000 weights are too many for a link.',
  );
});
