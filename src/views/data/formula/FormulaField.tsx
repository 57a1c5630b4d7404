/**
 * A field for a formula. A formula that cannot be read is shown under the field with the place that does not fit marked, and why; it is
 * told once the field is left, or at Enter, and goes with the next key that mends it.
 */
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { FormulaError } from '#formula/FormulaError.ts';
import './FormulaField.css';

interface FormulaFieldProps {
  readonly label: string;
  /** Written before the field; without it the label is for screen readers alone. */
  readonly before?: string | undefined;
  readonly text: string;
  readonly placeholder?: string;
  readonly problem: FormulaError | null;
  /** Tells the problem though the field has not been left: a button was pressed. */
  readonly told?: boolean;
  onChange(text: string): void;
  /** Enter, where there is no problem. */
  onEnter?(): void;
}

export function FormulaField(props: FormulaFieldProps) {
  const { label, before, text, placeholder, problem, told = false, onChange, onEnter } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(false);
  const isTold = problem !== null && (left || told);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    setLeft(true);
    if (!problem) onEnter?.();
    else input.current?.setSelectionRange(problem.at, wrongEnd(text, problem.at));
  };
  return (
    <div className="formula-field">
      <label htmlFor={id} className={before === undefined ? 'visually-hidden' : undefined}>
        {before ?? label}
      </label>
      <input
        ref={input}
        id={id}
        className="text-field"
        aria-label={label}
        aria-invalid={isTold}
        aria-describedby={isTold ? `${id}-problem` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => setLeft(true)}
        onKeyDown={onKeyDown}
      />
      {isTold && (
        <p id={`${id}-problem`} className="formula-problem" role="alert">
          <WrongPlace text={text} at={problem.at} />
          {problem.message}
        </p>
      )}
    </div>
  );
}

/** The formula with what does not fit marked; an empty mark at the end, where something is missing. */
function WrongPlace({ text, at }: { readonly text: string; readonly at: number }) {
  if (text.trim() === '') return null;
  const end = wrongEnd(text, at);
  return (
    <code aria-hidden>
      {text.slice(0, at)}
      <mark>{text.slice(at, end) || ' '}</mark>
      {text.slice(end)}
    </code>
  );
}

/** End of the word or sign that begins at `at`. */
function wrongEnd(text: string, at: number): number {
  const word = /^[\p{L}\p{N}_.]+/u.exec(text.slice(at))?.[0].length ?? 1;
  return Math.min(text.length, at + word);
}
