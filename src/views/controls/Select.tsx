/** The native select, styled: it opens the system's own list, which works with keyboard, touch and screen readers. */
import { ChevronDown } from 'lucide-react';

interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly small?: boolean;
  readonly disabled?: boolean;
  onChange(value: T): void;
}

export function Select<T extends string>({
  label,
  value,
  options,
  small = false,
  disabled = false,
  onChange,
}: SelectProps<T>) {
  return (
    <span className={small ? 'select select-small' : 'select'}>
      <select
        aria-label={label}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value as T)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden />
    </span>
  );
}
