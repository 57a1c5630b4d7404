/**
 * Scatter plot of completion rank (y) over send rank (x), one dot per request. On the diagonal: not overtaken; above it:
 * overtaken by others; below it: overtook others.
 */
import * as say from '#messages/generated/plots.ts';
import { OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import { tickText } from './axisTicks.ts';
import type { Frame } from './Frame.ts';
import { paintTitle, strokeLine } from './plot/paintTitle.ts';
import type { Theme } from './theme.ts';

export interface OrderDots {
  /** Ranks in both orders, and index into OUTCOMES, of as many requests. */
  readonly sent: ArrayLike<number>;
  readonly cameBack: ArrayLike<number>;
  readonly outcomes: ArrayLike<number>;
  /** First rank of both axes; they span as many ranks as there are dots. */
  readonly from: number;
  /** Index of the pinned dot; −1 for none. */
  readonly pinned: number;
}

export const outcomeColors = (theme: Theme): Readonly<Record<Outcome, string>> => ({
  ok: theme.segRead,
  rejected: theme.error,
  timedOut: theme.warn,
  cancelled: theme.ink3,
  wasted: theme.segCompute,
  failed: theme.error,
});

export function paintOrder(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  dots: OrderDots,
  theme: Theme,
): void {
  const frame: Frame = {
    left: 44,
    top: 20,
    width: Math.max(20, widthPx - 56),
    height: Math.max(16, heightPx - 52),
  };
  const { left, top, width, height } = frame;
  const count = dots.sent.length;
  paintTitle(context, frame, say.orderOfCompletion(), say.notOvertaken(), theme);
  context.strokeStyle = theme.lineControl;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  strokeLine(context, left, top + height, left + width, top);
  context.textAlign = 'center';
  context.fillStyle = theme.ink2;
  context.fillText(say.orderOfSending(), left + width / 2, top + height + 24);
  if (count === 0) return;
  paintEnds(context, frame, dots.from, count, theme);
  const share = (place: number): number => Math.min(1, Math.max(0, (place - dots.from + 0.5) / count));
  const x = (i: number): number => left + share(dots.sent[i]!) * width;
  const y = (i: number): number => top + (1 - share(dots.cameBack[i]!)) * height;
  const colors = outcomeColors(theme);
  const side = count > 500 ? 2 : 3;
  // Failures are painted last: they are rare and must not be covered.
  OUTCOMES.forEach((outcome, index) => {
    context.fillStyle = colors[outcome];
    for (let i = 0; i < count; i++) {
      if (dots.outcomes[i] === index) context.fillRect(x(i) - side / 2, y(i) - side / 2, side, side);
    }
  });
  if (dots.pinned < 0) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x(dots.pinned), y(dots.pinned), 5, 0, 2 * Math.PI);
  context.stroke();
}

/** First and last rank on both axes. */
function paintEnds(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Frame,
  from: number,
  count: number,
  theme: Theme,
): void {
  const [low, high] = [tickText(from), tickText(from + count - 1)];
  context.fillStyle = theme.ink3;
  context.textAlign = 'right';
  context.fillText(high, left - 6, top + 5);
  context.fillText(low, left - 6, top + height - 5);
  context.fillText(high, left + width, top + height + 10);
  context.textAlign = 'left';
  context.fillText(low, left, top + height + 10);
}
