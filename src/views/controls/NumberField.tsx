/**
 * A number that is typed. The text is the person's own while they write; Enter or leaving the field takes it over
 * when it lies within the limits, and says the limits when it does not. Escape goes back.
 */
import { useState } from 'react';
import { settingText } from '../../paint/numberText.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly unit?: string;
  onChange(value: number): void;
}

export function NumberField({ label, value, min, max, whole = false, unit, onChange }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const explain = (problem: string): void => {
    input?.setCustomValidity(problem);
    input?.reportValidity();
  };
  const take = (): void => {
    if (draft === null) return;
    const next = parseNumber(draft);
    if (Number.isNaN(next) || next < min || next > max || (whole && !Number.isInteger(next))) {
      const kind = whole ? 'A whole number' : 'A number';
      explain(`${kind} from ${settingText(min)} to ${settingText(max)} is needed.`);
      return;
    }
    setDraft(null);
    if (next !== value) onChange(next);
  };
  return (
    <span className="number-field">
      <input
        ref={setInput}
        aria-label={label}
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={draft ?? settingText(value)}
        onChange={(event) => {
          event.target.setCustomValidity('');
          setDraft(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape' && draft !== null) {
            // The first Escape gives up the text, the second closes what the field is in.
            event.preventDefault();
            explain('');
            setDraft(null);
          }
        }}
        onBlur={() => {
          explain('');
          if (draft !== null && !Number.isNaN(parseNumber(draft))) {
            const next = Math.min(max, Math.max(min, parseNumber(draft)));
            onChange(whole ? Math.round(next) : next);
          }
          setDraft(null);
        }}
      />
      {unit}
    </span>
  );
}

/** People write 1,000 and −3; an empty field is no number. */
function parseNumber(text: string): number {
  const plain = text.trim().replaceAll(',', '').replaceAll('−', '-');
  return plain === '' ? Number.NaN : Number(plain);
}
