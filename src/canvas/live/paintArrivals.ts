/** The strip under the live view: answers over the time of the run, with the moment shown; it is the scrubber of the replay. */
import type { Theme } from '../theme.ts';

/** Width of a bar with the gap after it. */
export const BAR_PX = 4;
const FOOT_PX = 3.5;
const KNOB_PX = 3.5;

export interface ArrivalsScene {
  /** Answers in each bar, over the whole run. */
  readonly counts: ArrayLike<number>;
  /** Share of the run that has been shown, 0 to 1. */
  readonly share: number;
  /** The knob is not drawn while nothing can be played. */
  readonly hasKnob: boolean;
}

export function paintArrivals(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { counts, share, hasKnob }: ArrivalsScene,
  theme: Theme,
): void {
  const base = heightPx - FOOT_PX;
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  context.beginPath();
  context.moveTo(0, base);
  context.lineTo(widthPx, base);
  context.stroke();
  let most = 1;
  for (let i = 0; i < counts.length; i++) most = Math.max(most, counts[i]!);
  context.fillStyle = theme.segRead;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (count === 0) continue;
    // Short bars stay visible: an answer is never left out.
    const height = Math.max(2, (count / most) * (heightPx - 8));
    context.globalAlpha = (i + 1) / counts.length <= share ? 1 : 0.3;
    context.fillRect(i * BAR_PX, base - height, BAR_PX - 1, height);
  }
  context.globalAlpha = 1;
  if (!hasKnob) return;
  const x = Math.min(widthPx - KNOB_PX, Math.max(KNOB_PX, share * widthPx));
  context.fillStyle = theme.fill;
  context.fillRect(x - 1, 0, 2, heightPx - 3);
  context.beginPath();
  context.arc(x, heightPx - 4, KNOB_PX, 0, 2 * Math.PI);
  context.fill();
}
