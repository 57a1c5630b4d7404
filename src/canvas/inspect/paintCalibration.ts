/** Reliability diagram (Guo et al. 2017): accuracy by confidence, with the line on which both are equal. */
import type { Theme } from '../theme.ts';

export interface CalibrationPicture {
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly accuracy: number;
  }[];
  readonly texts: { readonly sure: string; readonly right: string };
}

const LEFT_PX = 50;
const BOTTOM_PX = 30;
const TOP_PX = 6;

export function paintCalibration(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { bins, texts }: CalibrationPicture,
  theme: Theme,
): void {
  const right = widthPx - 6;
  const bottom = heightPx - BOTTOM_PX;
  const x = (share: number): number => LEFT_PX + share * (right - LEFT_PX);
  const y = (share: number): number => bottom - share * (bottom - TOP_PX);
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const share of [0, 0.5, 1]) {
    const at = Math.round(y(share)) + 0.5;
    context.strokeStyle = theme.line;
    context.beginPath();
    context.moveTo(LEFT_PX, at);
    context.lineTo(right, at);
    context.stroke();
    context.fillStyle = theme.ink3;
    context.textAlign = 'right';
    context.fillText(`${share * 100}\u202f%`, LEFT_PX - 5, Math.max(TOP_PX + 2, at));
    context.textAlign = share === 0 ? 'left' : share === 1 ? 'right' : 'center';
    context.fillText(`${share * 100}\u202f%`, x(share), bottom + 11);
  }
  const most = Math.max(1, ...bins.map(({ count }) => count));
  for (const { from, to, count, accuracy } of bins) {
    if (count === 0) continue;
    // Few samples say little: the fewer, the paler.
    context.globalAlpha = 0.35 + 0.65 * Math.sqrt(count / most);
    context.fillStyle = theme.segCompute;
    const left = x(from) + 1;
    context.fillRect(left, y(accuracy), x(to) - left - 1, Math.max(1, bottom - y(accuracy)));
  }
  context.globalAlpha = 1;
  context.strokeStyle = theme.ink;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(x(0), y(0));
  context.lineTo(x(1), y(1));
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = theme.ink2;
  context.textAlign = 'center';
  context.fillText(texts.sure, (LEFT_PX + right) / 2, bottom + 23);
  context.save();
  context.translate(8, (TOP_PX + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(texts.right, 0, 0);
  context.restore();
}
