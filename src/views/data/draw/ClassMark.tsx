/** Mark of a class, or of a value, as the points on the map have it. */
import type { CSSProperties } from 'react';
import { PointMark } from '../../output/PointKey.tsx';

export function ClassMark({ index, classes }: { readonly index: number; readonly classes: number }) {
  return <PointMark index={index} classes={classes} sizePx={14} />;
}

/** The colour of a value as on the map, near enough for a mark. */
export function ValueMark({ value }: { readonly value: number }) {
  const style = {
    '--end': `var(--value-${value < 0 ? 'n5' : 'p5'})`,
    '--share': `${Math.round(Math.abs(value) * 100)}%`,
  } as CSSProperties;
  return (
    <svg className="value-mark" width="14" height="14" viewBox="-7 -7 14 14" style={style} aria-hidden>
      <circle r="5.5" />
    </svg>
  );
}

/** Colour of the brush. */
export function labelColor(label: number, classes: number): string {
  if (classes === 0) return 'var(--ink)';
  if (classes === 2) return label === 0 ? 'var(--class-neg)' : 'var(--class-pos)';
  return `var(--class-${'abcd'[label] ?? 'a'})`;
}
