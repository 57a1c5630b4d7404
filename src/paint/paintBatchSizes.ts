/** How many batches had which size. A batch of n answers n requests, so requests of a size over the size are batches. */
import { linearTicks, tickText } from './axisTicks.ts';
import type { Frame } from './paintChart.ts';
import type { Theme } from './theme.ts';
import { paintEmpty, paintLinearAxis, paintTitle, roundUp } from './timePlot.ts';

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
  const note = total > 0 ? `mean ${(requests / total).toFixed(1)}` : '';
  paintTitle(context, frame, 'Batches by size', note, theme);
  context.fillStyle = theme.ink3;
  context.textAlign = 'center';
  for (const size of linearTicks(1, largest, Math.max(2, Math.floor(frame.width / 40)))) {
    if (!Number.isInteger(size)) continue;
    context.fillText(tickText(size), frame.left + (size - 0.5) * barWidth, bottom + 10);
  }
  if (total === 0) paintEmpty(context, frame, 'Each batch adds to the bar of its size.', theme);
  context.fillStyle = theme.segCompute;
  batches.forEach((count, size) => {
    const height = (count / high) * frame.height;
    const gap = barWidth > 3 ? 1 : 0;
    if (count > 0) {
      context.fillRect(frame.left + (size - 1) * barWidth, bottom - height, barWidth - gap, height);
    }
  });
}
