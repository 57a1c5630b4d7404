/** A number of the plan that may be off: what it is, the usual values to pick from, and a field for any other. */
import * as say from '#messages/generated/planPanels.ts';
import { settingText } from '#messages/numberText.ts';
import { NumberField } from '../controls/NumberField.tsx';

interface TermRowProps {
  readonly label: string;
  readonly about: string;
  readonly value: number;
  /** 0 is off. */
  readonly values: readonly number[];
  readonly range: { readonly min: number; readonly max: number };
  readonly whole?: boolean;
  onChange(value: number): void;
}

export function TermRow({ label, about, value, values, range, whole = false, onChange }: TermRowProps) {
  return (
    <div className="plan-term" role="group" aria-label={label}>
      <div className="setting-row">
        <span>
          <b>{label}</b> <small>{about}</small>
        </span>
        <NumberField label={label} value={value} {...range} whole={whole} onChange={onChange} />
      </div>
      <div className="rate-buttons">
        {values.map((each) => (
          <button key={each} type="button" aria-pressed={each === value} onClick={() => onChange(each)}>
            {each === 0 ? say.off() : settingText(each)}
          </button>
        ))}
      </div>
    </div>
  );
}
