/** Histogram of batch sizes. A batch of n holds n requests, so batches of size n = requests in such batches ÷ n. */
import * as say from '#messages/generated/plots.ts';
import { linearTicks, tickText } from './axisTicks.ts';
import type { Frame } from './Frame.ts';
import { paintTitle } from './plot/paintTitle.ts';
import type { Theme } from './theme.ts';
import { paintTickRow } from './tickRow.ts';
import { END_PX, paintLinearAxis, roundUp } from './timePlot.ts';

export function paintBatchSizes(
  context: CanvasRenderingContext2D,
  frame: Frame,
  requestsBySize: readonly number[],
  theme: Theme,
): void {
  const batches = Array.from(requestsBySize, (requests, size) => (size > 0 ? (requests ?? 0) / size : 0));
  const total = batches.reduce((sum, count) => sum + count, 0);
  const requests = batches.reduce((sum, count, size) => sum + count * size, 0);
  const largest = Math.max(8, batches.length - 1);
  const high = roundUp(Math.max(0, ...batches));
  const bottom = frame.top + frame.height;
  const barWidth = frame.width / largest;
  paintLinearAxis(context, frame, high, theme);
  const note = total > 0 ? say.mean({ mean: (requests / total).toFixed(1) }) : '';
  paintTitle(context, frame, say.batchesBySize(), note, theme);
  context.fillStyle = theme.ink3;
  paintTickRow(
    context,
    linearTicks(1, largest, Math.max(2, Math.floor(frame.width / 40)))
      .filter(Number.isInteger)
      .map((size) => ({ x: frame.left + (size - 0.5) * barWidth, text: tickText(size) })),
    { y: bottom + 10, leftPx: 0, rightPx: frame.left + frame.width + END_PX },
  );
  context.fillStyle = theme.segCompute;
  batches.forEach((count, size) => {
    const height = (count / high) * frame.height;
    const gap = barWidth > 3 ? 1 : 0;
    if (count > 0) {
      context.fillRect(frame.left + (size - 1) * barWidth, bottom - height, barWidth - gap, height);
    }
  });
}
