/** A setting in a list: label on the left, control on the right. Most are numbers. */
import type { ReactNode } from 'react';
import { NumberField } from './NumberField.tsx';

export function SettingRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="setting-row">
      <span>{label}</span>
      {children}
    </div>
  );
}

interface NumberRowProps {
  readonly label: string;
  /** Accessible name of the control, where the label is not enough. */
  readonly name?: string;
  readonly value: number;
  readonly range: { readonly min: number; readonly max: number };
  readonly whole?: boolean;
  readonly unit?: string;
  onChange(value: number): void;
}

export function NumberRow({ label, name = label, range: { min, max }, ...field }: NumberRowProps) {
  return (
    <SettingRow label={label}>
      <NumberField label={name} min={min} max={max} {...field} />
    </SettingRow>
  );
}
