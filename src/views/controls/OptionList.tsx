/**
 * Radio buttons as rows, each with a description. A click on a row chooses it and closes the list around it; arrow keys
 * move through the rows and leave it open.
 */
import { useId } from 'react';
import { Select } from './Select.tsx';
import './OptionList.css';

interface ListOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string | undefined;
}

interface OptionListProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly ListOption<T>[];
  readonly columns?: number;
  /** A native select in one row instead, where the list is one of several. */
  readonly compact?: boolean;
  onChange(value: T): void;
  onChosen?: (() => void) | undefined;
}

export function OptionList<T extends string>({
  label,
  value,
  options,
  columns = 1,
  compact = false,
  onChange,
  onChosen,
}: OptionListProps<T>) {
  const name = useId();
  if (compact) {
    return (
      <div className="setting-row">
        {label}
        <Select label={label} value={value} options={options} onChange={onChange} />
      </div>
    );
  }
  return (
    <div
      className="option-list"
      role="radiogroup"
      aria-label={label}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {options.map((option) => (
        <label key={option.value} className="option-row">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            // A click caused by an arrow key has a count of 0.
            onClick={(event) => event.detail > 0 && onChosen?.()}
            onKeyDown={(event) => event.key === 'Enter' && onChosen?.()}
          />
          <span>{option.label}</span>
          {option.hint !== undefined && <small>{option.hint}</small>}
        </label>
      ))}
    </div>
  );
}
