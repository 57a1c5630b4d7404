/**
 * The runs of the charts with their numbers, at the cursor or at their ends: legend and readout in one, and the table behind the
 * pictures. Here a run is kept, and removed.
 */
import { X } from 'lucide-react';
import { useId } from 'react';
import { useStore } from 'zustand';
import { nearestIndex } from '#canvas/plot/axisScale.ts';
import * as say from '#messages/generated/charts.ts';
import { chartLegend, runColor } from '#scene/charts/chartLegend.ts';
import type { ChartState, ShownRun } from '#scene/charts/runCharts.ts';
import { runTexts } from '#scene/charts/runTexts.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { historyFeed } from '#state/feeds.ts';
import { forgetCurve, keepCurve, MOST_RUNS, runsStore } from '#state/runsStore.ts';
import { Button } from '../controls/Button.tsx';
import { hint } from '../hint/hint.ts';
import { PictureCursor } from '../pictures/PictureCursor.tsx';
import type { PlotLink } from '../plot/plotLink.ts';
import { useFeed } from '../useFeed.ts';
import { useTheme } from '../useTheme.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

const REFRESH_MS = 250;

interface RunsTableProps {
  readonly link: PlotLink;
  readonly hasAccuracy: boolean;
  state(): ChartState;
}

export function RunsTable({ state, link, hasAccuracy }: RunsTableProps) {
  const history = useThrottledFeed(historyFeed, REFRESH_MS);
  const theme = useTheme();
  const kept = useStore(runsStore, ({ runs }) => runs);
  const at = useFeed(link.cursor);
  const id = useId();
  const { runs, x } = state();
  const present = runs[0]!.rows[x];
  const last = Math.max(0, present.length - 1);
  const i = at === null ? last : Math.max(0, nearestIndex(present, at));
  const isFull = kept.length >= MOST_RUNS;
  const note = isFull ? say.keepFull() : history.length < 2 ? say.nothingToKeep() : say.keepNote();
  const keep = (): void => {
    keepCurve(experimentStore.getState().experiment, historyFeed.latest);
  };
  const columns = [
    say.epoch(),
    say.trainLoss(),
    say.testLoss(),
    ...(hasAccuracy ? [say.trainAccuracy(), say.testAccuracy()] : []),
  ];
  return (
    <section className="charts-runs picture-box" aria-label={say.runs()}>
      <PictureCursor
        label={say.point()}
        max={last}
        value={i}
        text={runTexts(runs[0]!.rows, i, hasAccuracy).join(', ')}
        describedBy={id}
        onChange={(next) => link.cursor.publish(present[next] ?? null)}
        onBlur={() => link.cursor.publish(null)}
      />
      <table id={id}>
        <thead>
          <tr>
            <th scope="col">
              {say.run()} <small>{at === null ? say.atEnd() : say.atCursor()}</small>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {runs.map((run, row) => (
            <RunRow
              key={run.id ?? `left ${row}`}
              run={run}
              swatch={swatchOf(run, theme)}
              texts={runTexts(
                run.rows,
                at === null ? run.rows.epochs.length - 1 : nearestIndex(run.rows[x], at),
                hasAccuracy,
              )}
            />
          ))}
        </tbody>
      </table>
      <div className="charts-keep">
        <Button className="button" disabled={isFull || history.length < 2} onClick={keep}>
          {say.keep()}
        </Button>
        <span>{note}</span>
      </div>
    </section>
  );
}

type Swatch = readonly { readonly color: string; readonly dash: string }[];

const swatchOf = (run: ShownRun, theme: ReturnType<typeof useTheme>): Swatch =>
  chartLegend({ runs: [{ ...run, isFaint: false }], parts: { train: true, test: true } }, theme).map(
    ({ dash }, i) => ({ color: runColor(run, i === 0 ? 'train' : 'test', theme), dash: dash.join(' ') }),
  );

interface RunRowProps {
  readonly run: ShownRun;
  readonly swatch: Swatch;
  readonly texts: readonly string[];
}

function RunRow({ run: { id, name, isFaint }, swatch, texts }: RunRowProps) {
  const label = id === undefined ? '' : say.removeRun({ id, name });
  return (
    <tr>
      <th scope="row">
        <svg width={20} height={10} aria-hidden opacity={isFaint ? 0.4 : 1}>
          {swatch.map(({ color, dash }, i) => (
            <line
              key={dash}
              x1={0}
              x2={20}
              y1={3 + 4 * i}
              y2={3 + 4 * i}
              stroke={color}
              strokeWidth={2}
              strokeDasharray={dash}
            />
          ))}
        </svg>
        {name}
      </th>
      {texts.map((text, i) => (
        // Cells have no identity but their column.
        <td key={i}>{text}</td>
      ))}
      <td>
        {id !== undefined && (
          <button
            type="button"
            className="button-plain"
            aria-label={label}
            {...hint(say.remove())}
            onClick={() => forgetCurve(id)}
          >
            <X size={12} aria-hidden />
          </button>
        )}
      </td>
    </tr>
  );
}
