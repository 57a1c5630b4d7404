/** All runs of the sweep as a table, sorted by any column, and as files. It is also the table behind the small pictures. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/trainingSweep.ts';
import { countText, percentText, settingText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import { fieldText, valueText } from '#scene/trainingSweep/fieldTexts.ts';
import { bestOf, rowsOf, runsCsv, sortRows, sweepJson, type RunRow } from '#scene/trainingSweep/runRows.ts';
import { pointAt, setSweepView, sweepViewStore } from '#state/sweepViewStore.ts';
import { sweepFeed, trainingSweepStore, type CellStatus } from '#state/trainingSweepStore.ts';
import { Button } from '../controls/Button.tsx';
import { saveFile } from '../saveFile.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';
import { NothingSwept } from './NothingSwept.tsx';

const EVERY_MS = 1_000;

const STATUS: Readonly<Record<CellStatus, () => string>> = {
  waiting: say.statusWaiting,
  training: say.statusTraining,
  done: say.statusDone,
  diverged: say.statusDiverged,
  dropped: say.statusDropped,
};

interface Column {
  readonly by: string;
  readonly name: string;
  text(row: RunRow): string;
}

export function RunsPane() {
  const { cells, order, base } = useStore(trainingSweepStore);
  const results = useThrottledFeed(sweepFeed, EVERY_MS);
  const sort = useStore(sweepViewStore, (state) => state.sort);
  const pointed = useStore(sweepViewStore, (state) => state.pointed);
  const rows = useMemo(() => rowsOf(cells, results), [cells, results]);
  const shown = useMemo(() => sortRows(rows, sort), [rows, sort]);
  if (rows.length === 0) return <NothingSwept text={say.emptyRuns()} />;
  const paths = Object.keys(cells[0]!.values);
  const best = bestOf(results);
  const columns = columnsOf(paths, rows);
  return (
    <div className="runs-pane">
      <div className="grid-bar">
        <Button
          className="button"
          onClick={() => saveFile(new Blob([runsCsv(shown, paths)], { type: 'text/csv' }), 'fanout-runs.csv')}
        >
          {say.asCsv()}
        </Button>
        <Button
          className="button"
          onClick={() =>
            saveFile(
              new Blob([sweepJson(base, order, rows)], { type: 'application/json' }),
              'fanout-sweep.json',
            )
          }
        >
          {say.asJson()}
        </Button>
      </div>
      <div className="runs-scroll" tabIndex={0} role="region" aria-label={say.runsTable()}>
        <table>
          <thead>
            <tr>
              {columns.map(({ by, name }) => (
                <th
                  key={by}
                  scope="col"
                  aria-sort={by === sort.by ? (sort.descends ? 'descending' : 'ascending') : undefined}
                >
                  <button
                    type="button"
                    aria-label={say.sortBy({ column: name })}
                    onClick={() => setSweepView({ sort: { by, descends: by === sort.by && !sort.descends } })}
                  >
                    {name}
                    {by === sort.by && <span aria-hidden>{sort.descends ? ' ↓' : ' ↑'}</span>}
                  </button>
                </th>
              ))}
              <th scope="col">{say.status()}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr
                key={row.id}
                data-best={row.id === best || undefined}
                data-pointed={row.id === pointed || undefined}
                onPointerEnter={() => pointAt(row.id)}
              >
                {columns.map((column, i) =>
                  i === 0 ? (
                    <th key={column.by} scope="row">
                      <button type="button" aria-pressed={row.id === pointed} onClick={() => pointAt(row.id)}>
                        {column.text(row)}
                      </button>
                    </th>
                  ) : (
                    <td key={column.by}>{column.text(row)}</td>
                  ),
                )}
                <td>{STATUS[row.result.status]()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function columnsOf(paths: readonly string[], rows: readonly RunRow[]): Column[] {
  const last = ({ result }: RunRow) => result.points.at(-1);
  const hasAccuracy = rows.some((row) => last(row)?.testAccuracy !== undefined);
  const seeds = new Set(rows.map(({ cell }) => cell.seed)).size > 1;
  return [
    { by: 'run', name: say.run(), text: ({ id }) => countText(id + 1) },
    ...paths.map((path) => ({
      by: path,
      name: fieldText(path),
      text: ({ cell }: RunRow) => valueText(path, cell.values[path]),
    })),
    ...(seeds
      ? [{ by: 'seed', name: say.weightSeed(), text: ({ cell }: RunRow) => settingText(cell.seed) }]
      : []),
    { by: 'epoch', name: say.epochReached(), text: (row) => countText(last(row)?.epoch ?? 0) },
    { by: 'trainLoss', name: say.trainLoss(), text: (row) => lossOf(last(row)?.trainLoss) },
    { by: 'testLoss', name: say.testLoss(), text: (row) => lossOf(last(row)?.testLoss) },
    ...(hasAccuracy
      ? [
          {
            by: 'testAccuracy',
            name: say.testAccuracy(),
            text: (row: RunRow) => percentText(last(row)?.testAccuracy ?? NaN),
          },
        ]
      : []),
  ];
}

const lossOf = (loss: number | undefined): string => (loss === undefined ? '–' : lossText(loss));
