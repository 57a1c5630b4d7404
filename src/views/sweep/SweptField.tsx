/** One field of a sweep: which it is, and its values as chips; words are picked, numbers typed. */
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { Experiment } from '#experiment/experiment.ts';
import type { SweepSpec } from '#experiment/sweepSpec.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { readNumber } from '#messages/readNumber.ts';
import { fieldText, valueText } from '#scene/trainingSweep/fieldTexts.ts';
import { fieldsOf, sweepFieldAt, type SweepValue } from '#sweep/sweepFields.ts';
import { withValues } from '#sweep/withValues.ts';
import { Select } from '../controls/Select.tsx';

type Swept = SweepSpec['over'][number];

interface SweptFieldProps {
  readonly experiment: Experiment;
  readonly field: Swept;
  readonly place: number;
  /** Paths of the other fields. */
  readonly taken: readonly string[];
  onChange(field: Swept): void;
  onRemove(): void;
}

export function SweptField({ experiment, field, place, taken, onChange, onRemove }: SweptFieldProps) {
  const { path, values } = field;
  const name = fieldText(path);
  const known = fieldsOf(experiment);
  const paths = [...new Set([path, ...known.map((each) => each.path)])].filter(
    (each) => !taken.includes(each),
  );
  const choose = (next: string): void =>
    onChange({ path: next, values: [...(sweepFieldAt(next)?.proposed(experiment) ?? values)] });
  return (
    <div className="swept-field" role="group" aria-label={name}>
      <div className="swept-head">
        <Select
          label={say.fieldNumber({ place })}
          value={path}
          options={paths.map((each) => ({ value: each, label: fieldText(each) }))}
          onChange={choose}
        />
        <button
          type="button"
          className="button-plain"
          aria-label={say.removeField({ field: name })}
          onClick={onRemove}
        >
          <X size={14} aria-hidden />
        </button>
      </div>
      <Chips experiment={experiment} field={field} onChange={(next) => onChange({ path, values: next })} />
    </div>
  );
}

interface ChipsProps {
  readonly experiment: Experiment;
  readonly field: Swept;
  onChange(values: Swept['values']): void;
}

function Chips({ experiment, field: { path, values }, onChange }: ChipsProps) {
  const known = sweepFieldAt(path);
  const name = fieldText(path);
  if (known?.kind === 'word') {
    const words = known.words(experiment);
    const toggle = (word: string): void => {
      const next = words.filter((each) => (each === word ? !values.includes(word) : values.includes(each)));
      if (next.length > 0) onChange([...next]);
    };
    return (
      <div className="sweep-chips">
        {words.map((word) => (
          <button
            key={word}
            type="button"
            className="sweep-chip"
            aria-pressed={values.includes(word)}
            aria-label={say.valueOf({ field: name, value: valueText(path, word) })}
            onClick={() => toggle(word)}
          >
            {valueText(path, word)}
          </button>
        ))}
      </div>
    );
  }
  const remove = (value: SweepValue): void => {
    if (values.length > 1) onChange(values.filter((each) => each !== value));
  };
  return (
    <div className="sweep-chips">
      {values.map((value) => (
        <button
          key={value}
          type="button"
          className="sweep-chip"
          aria-label={say.removeValue({ field: name, value: valueText(path, value) })}
          onClick={() => remove(value)}
        >
          {valueText(path, value)}
        </button>
      ))}
      <NewValue
        name={name}
        onAdd={(value) => {
          // The schema says what is wrong with it.
          withValues(experiment, { [path]: value });
          const next = [...new Set([...values, value])];
          if (next.every((each) => typeof each === 'number')) next.sort((a, b) => a - b);
          onChange(next);
        }}
      />
    </div>
  );
}

/** @param onAdd throws an error with a sentence where the value does not fit */
function NewValue({ name, onAdd }: { readonly name: string; onAdd(value: number): void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  const close = (): void => {
    setDraft(null);
    setProblem(null);
  };
  const take = (): void => {
    if (draft === null || draft.trim() === '') return close();
    const read = readNumber(draft, { whole: false });
    if ('problem' in read) return setProblem(read.problem.text);
    try {
      onAdd(read.value);
      close();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  if (draft === null) {
    return (
      <button
        type="button"
        className="sweep-chip sweep-chip-new"
        aria-label={say.addValue({ field: name })}
        onClick={() => setDraft('')}
      >
        <Plus size={12} aria-hidden />
      </button>
    );
  }
  return (
    <>
      <input
        className="sweep-chip-input"
        aria-label={say.newValue({ field: name })}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        inputMode="decimal"
        autoComplete="off"
        autoFocus
        value={draft}
        onChange={(event) => {
          setProblem(null);
          setDraft(event.target.value);
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape') {
            event.preventDefault();
            close();
          }
        }}
      />
      {problem !== null && (
        <p id={problemId} className="sweep-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
