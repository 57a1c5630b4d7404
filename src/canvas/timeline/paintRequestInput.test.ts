/** The input of a request, by its draw commands. */
import { expect, test } from 'vitest';
import { DATA_SETS } from '#datasets/registry.ts';
import { valueScale } from '../colorScale.ts';
import { recordingContext } from '../testing/recordingContext.ts';
import { testTheme } from '../testing/testTheme.ts';
import { paintRequestInput } from './paintRequestInput.ts';

const scale = valueScale(testTheme);

test('a point of the plane has its position, and the shape of its class where that is known', () => {
  const painted = (label: number) => {
    const recording = recordingContext();
    paintRequestInput(recording.context, 60, [3, -3], DATA_SETS.circle, label, testTheme, scale);
    return recording;
  };
  const unknown = painted(-1);
  expect(unknown.named('arc')[0]!.args.slice(0, 2)).toEqual([45, 45]);
  expect(unknown.named('fill')[0]!.fillStyle).toBe(testTheme.ink);
  expect(painted(1).named('fill')[0]!.fillStyle).toBe(testTheme.classPos);
  // The other class is a diamond.
  expect(painted(0).named('arc')).toHaveLength(0);
});

test('a digit has a square for each pixel that is not paper, as strong as its ink', () => {
  const pixels = new Float32Array(784);
  pixels[0] = 1;
  pixels[783] = 0.5;
  const recording = recordingContext();
  paintRequestInput(recording.context, 56, pixels, DATA_SETS.mnist, 3, testTheme, scale);
  const squares = recording.named('fillRect');
  expect(squares.map(({ globalAlpha }) => globalAlpha)).toEqual([1, 0.5]);
  expect(squares[1]!.args.slice(0, 2)).toEqual([54, 54]);
});
