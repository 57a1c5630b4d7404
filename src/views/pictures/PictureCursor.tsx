/**
 * Keyboard reading of a chart: an invisible slider over it, whose text is the value at its position. Arrow keys, Home, End and
 * Page keys are the browser's own; the chart marks the position.
 */
import type { KeyboardEvent } from 'react';
import './PictureCursor.css';

interface PictureCursorProps {
  readonly label: string;
  readonly min?: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  /** Text of the value under the cursor. */
  readonly text: string;
  readonly describedBy?: string | undefined;
  onChange(value: number): void;
  onKeyDown?(event: KeyboardEvent<HTMLInputElement>): void;
  onBlur(): void;
}

export function PictureCursor({
  label,
  min = 0,
  max,
  step = 1,
  value,
  text,
  describedBy,
  onChange,
  onKeyDown,
  onBlur,
}: PictureCursorProps) {
  return (
    <input
      type="range"
      className="picture-cursor"
      aria-label={label}
      aria-valuetext={text}
      aria-describedby={describedBy}
      min={min}
      max={max}
      step={step}
      value={value}
      // The pointer reads the chart directly; a first key press shows where the cursor is.
      onFocus={(event) => event.target.matches(':focus-visible') && onChange(value)}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    />
  );
}
