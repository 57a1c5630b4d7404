/** The columns of a table with the range of each in all of its rows, in the units of the measurement. */
import { settingText } from '../../paint/numberText.ts';
import { table, type TableName } from '../../data/tables.ts';
import { DATA_SETS } from '../../spec/dataSets.ts';

export function TableColumns({ set }: { readonly set: TableName }) {
  const { columns } = DATA_SETS[set];
  const { raw, count } = table(set);
  const ranges = columns.map((_, column) => {
    const values = Array.from(
      { length: count },
      (_, row) => raw[row * columns.length + column] ?? Number.NaN,
    );
    return [Math.min(...values), Math.max(...values)] as const;
  });
  return (
    <section className="group" aria-label="Inputs">
      <div className="region-head">
        <h2>Inputs</h2>
        <span className="region-note">{columns.length} columns</span>
      </div>
      <table className="columns-table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Least</th>
            <th scope="col">Most</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, i) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td>{settingText(ranges[i]?.[0] ?? Number.NaN)}</td>
              <td>{settingText(ranges[i]?.[1] ?? Number.NaN)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="region-note">Scaled to mean 0 and deviation 1 on the training part.</p>
    </section>
  );
}
