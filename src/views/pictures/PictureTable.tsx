/**
 * The values of a chart for screen readers: a sentence and a visually hidden table beside the canvas. Render it rarely: a table
 * that changes thirty times per second cannot be read.
 */
interface PictureTableProps {
  /** For `aria-describedby` of the picture. */
  readonly id?: string;
  readonly summary: string;
  readonly caption: string;
  readonly head: readonly string[];
  /** First the row's header, then its values. */
  readonly rows: readonly (readonly string[])[];
}

export function PictureTable({ id, summary, caption, head, rows }: PictureTableProps) {
  return (
    <div className="visually-hidden">
      <p id={id}>{summary}</p>
      {rows.length > 0 && (
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...values], row) => (
              <tr key={row}>
                <th scope="row">{name}</th>
                {values.map((value, column) => (
                  <td key={column}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
