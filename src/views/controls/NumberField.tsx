/**
 * A number field, with decimal point or comma. The text belongs to the user while they type; Enter or blur commits it if it can be
 * read and lies within the limits, else it stays with an error below. Escape reverts.
 */
import { useEffect, useId, useRef, useState } from 'react';
import * as say from '#messages/generated/parts.ts';
import { settingText } from '#messages/numberText.ts';
import { readNumber } from '#messages/readNumber.ts';

/** Gap between the field and the error. */
const GAP_PX = 4;

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
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  const field = useRef<HTMLSpanElement>(null);
  const message = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const [box, shown] = [field.current?.getBoundingClientRect(), message.current];
    if (problem === null || !box || !shown) return;
    // In the top layer, where no panel around the field clips it.
    if ('showPopover' in shown) shown.showPopover();
    const { width, height } = shown.getBoundingClientRect();
    const isBelow = box.bottom + height + GAP_PX < window.innerHeight;
    shown.style.left = `${Math.max(GAP_PX, box.right - width)}px`;
    shown.style.top = `${isBelow ? box.bottom + GAP_PX : box.top - height - GAP_PX}px`;
  }, [problem]);
  const giveUp = (): void => {
    setDraft(null);
    setProblem(null);
  };
  const take = (): void => {
    if (draft === null || draft.trim() === '') return giveUp();
    const read = readNumber(draft, { whole });
    if ('problem' in read) return setProblem(read.problem.text);
    const next = read.value;
    if (next < min || next > max || (whole && !Number.isInteger(next))) {
      const limits = { min: settingText(min), max: settingText(max) };
      return setProblem(whole ? say.wholeNumberNeeded(limits) : say.numberNeeded(limits));
    }
    giveUp();
    if (next !== value) onChange(next);
  };
  return (
    <span className="number-field" ref={field}>
      <input
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        inputMode={whole && min >= 0 ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={draft ?? settingText(value)}
        onChange={(event) => {
          setProblem(null);
          setDraft(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape' && draft !== null) {
            // The first Escape reverts the text, the second closes what the field is in.
            event.preventDefault();
            giveUp();
          }
        }}
        onBlur={take}
      />
      {unit}
      {problem !== null && (
        <span ref={message} className="number-problem" id={problemId} role="alert" popover="manual">
          {problem}
        </span>
      )}
    </span>
  );
}
