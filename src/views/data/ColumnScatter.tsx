/** The rows of a table in the plane of two of its columns, chosen by hand. */
import { useCallback, useState } from 'react';
import { paintDataThumb } from '#canvas/dataThumb.ts';
import type { TableSet } from '#datasets/DataSet.ts';
import * as say from '#messages/generated/data.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { Select } from '../controls/Select.tsx';
import { setPoints } from './setPoints.ts';

interface ColumnScatterProps {
  readonly set: TableSet;
  /** Columns of numbers, at least two. */
  readonly numeric: readonly number[];
}

export function ColumnScatter({ set, numeric }: ColumnScatterProps) {
  const [chosen, setChosen] = useState<readonly [number, number]>([numeric[0]!, numeric[1]!]);
  // Another table may have fewer columns.
  const [x, y] = chosen.every((c) => numeric.includes(c)) ? chosen : [numeric[0]!, numeric[1]!];
  const paint = useCallback<Paint>(
    (context, widthPx, _heightPx, theme) =>
      paintDataThumb(context, setPoints(set, 0, [x, y]), widthPx, theme, DOT_PX),
    [set, x, y],
  );
  const options = numeric.map((c) => ({ value: String(c), label: set.columns[c]! }));
  return (
    <section className="group" aria-label={say.scatter()}>
      <div className="region-head">
        <h2>{say.scatter()}</h2>
      </div>
      <Canvas
        className="column-scatter"
        paint={paint}
        label={say.scatterOf({ x: set.columns[x]!, y: set.columns[y]! })}
      />
      <div className="scatter-axes">
        <label>
          <span>{say.scatterX()}</span>
          <Select
            small
            label={say.scatterX()}
            value={String(x)}
            options={options}
            onChange={(c) => setChosen([Number(c), y])}
          />
        </label>
        <label>
          <span>{say.scatterY()}</span>
          <Select
            small
            label={say.scatterY()}
            value={String(y)}
            options={options}
            onChange={(c) => setChosen([x, Number(c)])}
          />
        </label>
      </div>
    </section>
  );
}
/** Radius of a row's mark. */
const DOT_PX = 2.2;
