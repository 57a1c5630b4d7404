/** The columns of a table with their ranges over all rows, in their units. */
import { tableSamples } from '#data/tableSamples.ts';
import type { TableSet } from '#datasets/DataSet.ts';
import * as say from '#messages/generated/data.ts';
import { settingText, singleDigits } from '#messages/numberText.ts';

export function TableColumns({ set }: { readonly set: TableSet }) {
  const { columns } = set;
  const { raw, count } = tableSamples(set);
  const ranges = columns.map((_, column) => {
    const values = Array.from(
      { length: count },
      (_, row) => raw[row * columns.length + column] ?? Number.NaN,
    );
    return [Math.min(...values), Math.max(...values)] as const;
  });
  return (
    <section className="group" aria-label={say.inputs()}>
      <div className="region-head">
        <h2>{say.inputs()}</h2>
        <span className="region-note">{say.columns({ count: columns.length })}</span>
      </div>
      <table className="columns-table">
        <thead>
          <tr>
            <th scope="col">{say.column()}</th>
            <th scope="col">{say.least()}</th>
            <th scope="col">{say.most()}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, i) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td>{settingText(singleDigits(ranges[i]?.[0] ?? Number.NaN))}</td>
              <td>{settingText(singleDigits(ranges[i]?.[1] ?? Number.NaN))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="region-note">{say.scaled()}</p>
    </section>
  );
}
