/** Over each column: what it is used as, its type, and what it holds. */
import * as say from '#messages/generated/importTable.ts';
import type { TableLook, TableOptions } from '#experiment/tableReading.ts';
import { columnBars, holdsText, notNumbers } from '#scene/table/tableOutcome.ts';
import { roleOf, typeOf, withRole, withType } from '#scene/table/tableSettings.ts';
import { Select } from '../controls/Select.tsx';

export interface ColumnProps {
  readonly look: TableLook;
  readonly c: number;
  readonly options: TableOptions;
  onChange(options: TableOptions): void;
}

export function RoleSelect({ look, c, options, onChange }: ColumnProps) {
  const { name } = look.columns[c]!;
  return (
    <Select
      small
      label={say.roleOf({ name })}
      value={roleOf(look, c)}
      options={[
        { value: 'input', label: say.input() },
        { value: 'target', label: say.target() },
        { value: 'ignore', label: say.leaveOut() },
      ]}
      onChange={(role) => onChange(withRole(options, look, c, role))}
    />
  );
}

export function TypeSelect({ look, c, options, onChange }: ColumnProps) {
  const { name } = look.columns[c]!;
  return (
    <Select
      small
      label={say.typeOf({ name })}
      value={typeOf(look, c)}
      disabled={roleOf(look, c) === 'ignore'}
      options={[
        { value: 'number', label: say.typeNumber() },
        { value: 'category', label: say.typeCategory() },
      ]}
      onChange={(type) => onChange(withType(options, look, c, type))}
    />
  );
}

export function ColumnHolds({ look, c }: Pick<ColumnProps, 'look' | 'c'>) {
  const { missing } = look.columns[c]!;
  const wrong = notNumbers(look, c);
  return (
    <>
      <ColumnBars heights={columnBars(look, c)} />
      <span className="import-holds">{holdsText(look, c)}</span>
      {missing > 0 && <span className="import-warn">{say.missing({ count: missing })}</span>}
      {wrong > 0 && <span className="import-wrong">{say.notNumbers({ count: wrong })}</span>}
    </>
  );
}

const WIDTH = 96;
const HEIGHT = 16;

/** A picture beside the range in words. */
function ColumnBars({ heights }: { readonly heights: readonly number[] }) {
  const step = WIDTH / Math.max(12, heights.length);
  return (
    <svg className="import-bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      {heights.map((height, i) => (
        <rect
          key={i}
          x={i * step}
          y={HEIGHT - Math.max(1, height * HEIGHT)}
          width={Math.max(1, step - 1)}
          height={Math.max(1, height * HEIGHT)}
        />
      ))}
    </svg>
  );
}
