/** How many samples each class has, as bars from zero with the class under each. */
import type { Theme } from './theme.ts';

const LABEL_PX = 16;

export function paintClassBars(
  context: CanvasRenderingContext2D,
  counts: readonly number[],
  names: readonly string[],
  widthPx: number,
  heightPx: number,
  theme: Theme,
): void {
  const pitchPx = widthPx / Math.max(1, counts.length);
  const barPx = Math.min(pitchPx - 4, 48);
  const most = Math.max(1, ...counts);
  const plotPx = heightPx - LABEL_PX;
  context.font = `11px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  counts.forEach((count, i) => {
    const centre = (i + 0.5) * pitchPx;
    const barHeight = Math.round((count / most) * (plotPx - 2));
    context.fillStyle = theme.ink3;
    context.fillRect(Math.round(centre - barPx / 2), plotPx - barHeight, Math.round(barPx), barHeight);
    context.fillStyle = theme.ink2;
    context.fillText(names[i] ?? '', centre, heightPx - 3);
  });
}

/** Labels are class indices. */
export function countClasses(labels: ArrayLike<number>, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? -1;
    if (label >= 0 && label < classes) counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}
