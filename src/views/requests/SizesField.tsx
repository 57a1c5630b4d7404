/** A few batch sizes, typed as a list: "4, 8, 16". Enter or leaving the field takes it over; Escape goes back. */
import { useState } from 'react';
import { LIMITS } from '../../spec/limits.ts';
import { parseSizes } from './parseSizes.ts';

interface SizesFieldProps {
  readonly label: string;
  readonly sizes: readonly number[];
  /** What an empty list means. */
  readonly empty: string;
  readonly most: number;
  onChange(sizes: number[]): void;
}

export function SizesField({ label, sizes, empty, most, onChange }: SizesFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const take = (input: HTMLInputElement): void => {
    if (draft === null) return;
    const next = parseSizes(draft, most, LIMITS.maxBatchSize);
    if (typeof next === 'string') {
      input.setCustomValidity(next);
      input.reportValidity();
      return;
    }
    setDraft(null);
    if (next.join() !== sizes.join()) onChange(next);
  };
  return (
    <div className="setting-row">
      <span>{label}</span>
      <span className="number-field sizes-field">
        <input
          aria-label={`${label}, empty for ${empty}`}
          value={draft ?? sizes.join(', ')}
          placeholder={empty}
          onChange={(event) => {
            event.target.setCustomValidity('');
            setDraft(event.target.value);
          }}
          onBlur={(event) => take(event.target)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take(event.currentTarget);
            if (event.key === 'Escape') setDraft(null);
          }}
        />
      </span>
    </div>
  );
}
