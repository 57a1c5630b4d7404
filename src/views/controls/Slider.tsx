/** A named value over a native range input. One drag is one gesture, so it makes one undo step. */
import { useId, useRef, type CSSProperties } from 'react';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly text: string;
  onChange(value: number, gesture: string): void;
}

export function Slider({ label, value, min, max, step, text, onChange }: SliderProps) {
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
        style={{ '--filled': filled } as CSSProperties}
        onPointerDown={() => (drag.current += 1)}
        onFocus={() => (drag.current += 1)}
        onChange={(event) => onChange(event.target.valueAsNumber, `${label} ${drag.current}`)}
      />
    </div>
  );
}
