/** Every chart, at every size: no text leaves the canvas, and no two ticks of a row overlap. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentText } from '#messages/numberText.ts';
import { LatencyHistogram } from '#trace/LatencyHistogram.ts';
import { tickText } from './axisTicks.ts';
import { paintBatchSizes } from './paintBatchSizes.ts';
import { paintLatencyHistogram } from './paintLatencyHistogram.ts';
import { paintSpectrum, spectrumFrame } from './paintSpectrum.ts';
import { axisAround, lossAxis, shareAxis } from './plot/axisRange.ts';
import { paintPlotTexts } from './plot/paintPlotTexts.ts';
import { recordingContext, type Recording } from './testing/recordingContext.ts';
import { testTheme } from './testing/testTheme.ts';
import { paintTickRow } from './tickRow.ts';
import { latencyRange } from './timePlot.ts';

const width = fc.integer({ min: 180, max: 2_400 });
const height = fc.integer({ min: 90, max: 900 });

function expectWithin(recording: Recording, widthPx: number): void {
  const extents = recording.textExtents();
  expect(extents.filter(({ left, right }) => left < 0 || right > widthPx)).toEqual([]);
}

test('a text moves inwards where it would be cut off, and gives way to the last', () => {
  const recording = recordingContext();
  const ticks = [0, 40, 80, 98, 100].map((x) => ({ x, text: '1000' }));
  paintTickRow(recording.context, ticks, { y: 0, leftPx: -4, rightPx: 104 });
  expect(recording.textExtents().map(({ left }) => left)).toEqual([80, 28, -4]);
});

describe('within the canvas at every size', () => {
  test('charts of loss, accuracy, sweeps and time', () => {
    const value = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(
        width,
        height,
        fc.array(value, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.5, max: 5_000_000, noNaN: true }),
        fc.constantFrom(' epochs', ' requests/s', ' in flight', ' s', ''),
        fc.boolean(),
        (widthPx, heightPx, values, xHigh, unit, logX) => {
          const x = logX ? axisAround(values, true) : { low: 0, high: xHigh, log: false };
          const axes = [
            { ...lossAxis(values), text: tickText },
            { ...shareAxis(values.map((one) => one / 1e9)), text: (one: number) => percentText(one, 0) },
            { ...axisAround(values, true), text: tickText },
          ];
          for (const y of axes) {
            const recording = recordingContext();
            const frame = { left: 44, top: 18, width: widthPx - 56, height: heightPx - 38 };
            const chart = {
              title: 'Loss',
              note: 'a note that needs some room',
              x: { ...x, unit, hasTexts: true },
              y,
              lines: [],
              rightPx: 12,
              hasEndNames: false,
              goal: { y: y.high / 2, text: 'goal 10 ms' },
              mark: null,
            };
            paintPlotTexts(recording.context, frame, widthPx, chart, testTheme, () => true);
            expectWithin(recording, widthPx);
          }
        },
      ),
    );
  });

  test('latency, percentiles and batch sizes', () => {
    const latency = fc.double({ min: 0.05, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(
        width,
        height,
        fc.array(latency, { minLength: 1, maxLength: 20 }),
        (widthPx, heightPx, latencies) => {
          const histogram = new LatencyHistogram();
          for (const each of latencies) histogram.add(each);
          const range = latencyRange(histogram.minMs, histogram.maxMs);
          const picture = { response: histogram, service: histogram, ...range, goalMs: 0 };
          const frame = spectrumFrame(widthPx, heightPx);
          for (const paint of [
            (context: CanvasRenderingContext2D) => paintLatencyHistogram(context, frame, picture, testTheme),
            (context: CanvasRenderingContext2D) =>
              paintBatchSizes(context, frame, latencies.map(Math.round), testTheme),
          ]) {
            const recording = recordingContext();
            paint(recording.context);
            expectWithin(recording, widthPx);
          }
          const recording = recordingContext();
          paintSpectrum(recording.context, frame, picture, testTheme);
          // Its legend needs that much.
          if (widthPx > 260) expectWithin(recording, widthPx);
        },
      ),
    );
  });
});
