/** The columns of a table one under the other, for a phone. */
import type { TableLook, TableOptions } from '#experiment/tableReading.ts';
import { roleOf } from '#scene/table/tableSettings.ts';
import { ColumnHolds, RoleSelect, TypeSelect } from './ColumnSelects.tsx';
import './ColumnCards.css';

interface ColumnCardsProps {
  readonly look: TableLook;
  readonly options: TableOptions;
  onChange(options: TableOptions): void;
}

export function ColumnCards({ look, options, onChange }: ColumnCardsProps) {
  return (
    <ul className="import-cards">
      {look.columns.map(({ name }, c) => (
        <li key={name} data-role={roleOf(look, c)}>
          <div className="import-card-head">
            <b>{name}</b>
            <ColumnHolds look={look} c={c} />
          </div>
          <div className="import-card-selects">
            <RoleSelect look={look} c={c} options={options} onChange={onChange} />
            <TypeSelect look={look} c={c} options={options} onChange={onChange} />
          </div>
        </li>
      ))}
    </ul>
  );
}
