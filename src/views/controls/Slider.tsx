/** A labelled value over a native range input. One drag is one gesture, so it makes one undo step. */
import { useId, useRef, type CSSProperties } from 'react';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly text: string;
  /** A short explanation below the track. */
  readonly hint?: string;
  onChange(value: number, gesture: string): void;
}

export function Slider({ label, value, min, max, step, text, hint, onChange }: SliderProps) {
  const id = useId();
  const drag = useRef(0);
  const filled = `${max > min ? ((value - min) / (max - min)) * 100 : 0}%`;
  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{text}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        aria-describedby={hint ? `${id}-hint` : undefined}
        style={{ '--filled': filled } as CSSProperties}
        onPointerDown={() => (drag.current += 1)}
        onFocus={() => (drag.current += 1)}
        onChange={(event) => onChange(event.target.valueAsNumber, `${label} ${drag.current}`)}
      />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}
