/** The columns of a table with what they hold over all rows, in their units. */
import { tableSamples } from '#data/tableSamples.ts';
import type { TableSet } from '#datasets/DataSet.ts';
import type { TableSpec } from '#experiment/tableData.ts';
import * as say from '#messages/generated/data.ts';
import { settingText, singleDigits } from '#messages/numberText.ts';
import { useExperiment } from '../useExperiment.ts';
import { useCommands } from '../CommandsContext.ts';

/** More columns scroll by themselves. */
const SHOWN_COLUMNS = 12;

export function TableColumns({ set }: { readonly set: TableSet }) {
  const { columns } = set;
  const own = useExperiment(({ data }) => (data.set === 'table' ? data.table : undefined));
  const scrolls = columns.length > SHOWN_COLUMNS;
  const note = set.task === 'regression' ? say.scaledValues : say.scaled;
  return (
    <section className="group" aria-label={say.inputs()}>
      <div className="region-head">
        <h2>{say.inputs()}</h2>
        <span className="region-note">{say.columns({ count: columns.length })}</span>
      </div>
      <div
        className="columns-list"
        {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': say.inputs(), 'data-scrolls': '' } : {})}
      >
        <table className="columns-table">
          <thead>
            <tr>
              <th scope="col">{say.column()}</th>
              <th scope="col">{say.least()}</th>
              <th scope="col">{say.most()}</th>
            </tr>
          </thead>
          <tbody>{rowsOf(set, own)}</tbody>
        </table>
      </div>
      <p className="region-note">{note()}</p>
      {own && <OwnTarget table={own} />}
    </section>
  );
}

function rowsOf(set: TableSet, own: TableSpec | undefined) {
  const { columns } = set;
  const { raw, count } = tableSamples(set);
  return columns.map((name, c) => {
    const column = own?.columns[c];
    if (column && 'values' in column) {
      return (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td colSpan={2}>{say.kindCategory({ count: column.values.length })}</td>
        </tr>
      );
    }
    let least = Infinity;
    let most = -Infinity;
    for (let row = 0; row < count; row++) {
      const value = raw[row * columns.length + c]!;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return (
      <tr key={name}>
        <th scope="row">{name}</th>
        <td>{settingText(singleDigits(least))}</td>
        <td>{settingText(singleDigits(most))}</td>
      </tr>
    );
  });
}

/** What is predicted, and the way back to the sheet. */
function OwnTarget({ table: { target } }: { readonly table: TableSpec }) {
  const commands = useCommands();
  return (
    <div className="own-target">
      <span>{say.predicts({ name: target.name })}</span>
      <button type="button" className="button" onClick={() => commands.changeTable()}>
        {say.changeColumns()}
      </button>
    </div>
  );
}
