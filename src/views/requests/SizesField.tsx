/** A list of batch sizes as text: "4, 8, 16". Enter or blur commits it; Escape reverts. */
import { useId, useState } from 'react';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/serverSettings.ts';
import { parseSizes } from '#scene/lab/parseSizes.ts';

interface SizesFieldProps {
  readonly label: string;
  readonly sizes: readonly number[];
  /** Meaning of an empty list. */
  readonly empty: string;
  readonly most: number;
  onChange(sizes: number[]): void;
}

export function SizesField({ label, sizes, empty, most, onChange }: SizesFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const problemId = useId();
  const take = (input: HTMLInputElement): void => {
    if (draft === null) return;
    const next = parseSizes(draft, most, LIMITS.maxBatchSize);
    if (typeof next === 'string') {
      input.setCustomValidity(next);
      input.reportValidity();
      setProblem(next);
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
          aria-invalid={problem !== ''}
          aria-describedby={problem === '' ? undefined : problemId}
          aria-label={say.emptyFor({ setting: label, meaning: empty })}
          value={draft ?? sizes.join(', ')}
          placeholder={empty}
          onChange={(event) => {
            event.target.setCustomValidity('');
            setProblem('');
            setDraft(event.target.value);
          }}
          onBlur={(event) => take(event.target)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take(event.currentTarget);
            if (event.key !== 'Escape') return;
            event.currentTarget.setCustomValidity('');
            setProblem('');
            setDraft(null);
          }}
        />
        {problem !== '' && (
          <span id={problemId} className="visually-hidden" role="alert">
            {problem}
          </span>
        )}
      </span>
    </div>
  );
}
