/** How the file is written: separator, decimal mark, header. All are guessed, and corrected here. */
import * as say from '#messages/generated/importTable.ts';
import type { TableOptions } from '#experiment/tableReading.ts';
import { withForm } from '#scene/table/tableSettings.ts';
import { Select } from '../controls/Select.tsx';
import { FileButton } from './FileButton.tsx';
import type { OpenSheet } from './useTableSheet.ts';

interface FormRowProps {
  readonly sheet: OpenSheet;
  onSource(source: File): void;
  onChange(options: TableOptions): void;
}

export function FormRow({ sheet: { look, options, problem }, onSource, onChange }: FormRowProps) {
  const separators = [
    { value: ',', label: say.comma() },
    { value: ';', label: say.semicolon() },
    { value: '\t', label: say.tab() },
    { value: '|', label: say.bar() },
  ];
  const isOther = separators.every(({ value }) => value !== look.separator);
  return (
    <div className="import-form">
      <FileButton className="button" onFile={onSource}>
        {say.chooseAnother()}
      </FileButton>
      <label>
        <span>{say.separator()}</span>
        <Select
          small
          label={say.separator()}
          value={look.separator}
          options={
            isOther
              ? [
                  ...separators,
                  { value: look.separator, label: say.otherSeparator({ mark: look.separator }) },
                ]
              : separators
          }
          onChange={(separator) => onChange(withForm(options, { separator }))}
        />
      </label>
      <label>
        <span>{say.decimal()}</span>
        <Select
          small
          label={say.decimal()}
          value={look.decimal}
          options={[
            { value: '.', label: say.point() },
            { value: ',', label: say.decimalComma() },
          ]}
          onChange={(decimal) => onChange(withForm(options, { decimal }))}
        />
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={look.header}
          onChange={(event) => onChange(withForm(options, { header: event.target.checked }))}
        />
        {say.header()}
      </label>
      {problem !== null && (
        <p className="import-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
