/**
 * Small multiples: one canvas for all pictures, and over each picture a button that hovers, focuses and takes its network. One stop of the
 * Tab key; arrow keys go from network to network.
 */
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { createCellPainter, type CellLook } from '#canvas/sweep/paintCells.ts';
import type { Theme } from '#canvas/theme.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { lossText } from '#messages/valueText.ts';
import { bestOf } from '#scene/trainingSweep/runRows.ts';
import { cellAfter, type CellGrid } from '#scene/trainingSweep/cellGrid.ts';
import { cellPictures, layOutCells } from '#scene/trainingSweep/cellPictures.ts';
import { cellText, fieldText, valueText } from '#scene/trainingSweep/fieldTexts.ts';
import { pointAt, sweepViewStore } from '#state/sweepViewStore.ts';
import { sweepFeed, trainingSweepStore, type CellResult } from '#state/trainingSweepStore.ts';
import type { SweepCell } from '#sweep/sweepCells.ts';
import { Canvas } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useElementSize } from '../useElementSize.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

interface CellPicturesProps {
  readonly grid: CellGrid;
  readonly look: CellLook;
  /** Below it a network is solved; null where that does not matter. */
  readonly solvedBelow: number | null;
}

const ROW_NAMES_PX = 84;
const COLUMN_NAMES_PX = 42;
/** Names of the buttons are read, not watched. */
const NAMES_MS = 1_000;

export function CellPictures({ grid, look, solvedBelow }: CellPicturesProps) {
  const commands = useCommands();
  const cells = useStore(trainingSweepStore, (state) => state.cells);
  const hasStarts = useStore(trainingSweepStore, ({ order }) => (order?.choice.starts ?? 1) > 1);
  const pointed = useStore(sweepViewStore, (state) => state.pointed);
  const results = useThrottledFeed(sweepFeed, NAMES_MS);
  const [box, { widthPx, heightPx }] = useElementSize<HTMLDivElement>();
  const [painter] = useState(createCellPainter);
  const layout = useMemo(
    () =>
      layOutCells(grid, widthPx, heightPx, grid.down ? ROW_NAMES_PX : 0, grid.across ? COLUMN_NAMES_PX : 0),
    [grid, widthPx, heightPx],
  );
  const paint = useCallback(
    (context: CanvasRenderingContext2D, _width: number, _height: number, theme: Theme) => {
      const now = sweepFeed.latest;
      const shown = { best: bestOf(now), pointed, solvedBelow };
      painter.paint(context, cellPictures(cells, now, layout, shown), look, theme);
    },
    [painter, cells, layout, look, pointed, solvedBelow],
  );
  const best = bestOf(results);
  const stop = layout.places.some(({ id }) => id === pointed) ? pointed : (layout.places[0]?.id ?? null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const from = Number((event.target as HTMLElement).dataset['cell'] ?? NaN);
    const next = cellAfter(event.key, from, grid);
    if (next === null) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
  };
  return (
    <div className="cells" ref={box}>
      <div className="cells-sheet" style={{ height: layout.heightPx }}>
        <Canvas paint={paint} feeds={FEEDS} label="" className="cells-canvas" />
        <GridNames grid={grid} columnsX={layout.columnsX} rowsY={layout.rowsY} />
        <div role="group" aria-label={say.networks()} onKeyDown={onKeyDown}>
          {layout.places.map(({ id, x, y }) => (
            <button
              key={id}
              type="button"
              className="cell"
              data-cell={id}
              tabIndex={id === stop ? 0 : -1}
              aria-label={nameOf(cells[id], results[id], id === best, hasStarts)}
              style={{ left: x, top: y, width: layout.sidePx, height: layout.sidePx }}
              onPointerEnter={() => pointAt(id)}
              onFocus={() => pointAt(id)}
              onClick={() => commands.takeNetwork(id)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const FEEDS = [sweepFeed];

function nameOf(
  cell: SweepCell | undefined,
  result: CellResult | undefined,
  isBest: boolean,
  hasStarts: boolean,
): string {
  if (!cell || !result) return '';
  const values = cellText(cell, hasStarts);
  const last = result.points.at(-1);
  if (!last) return say.cellWaiting({ values });
  if (result.status === 'diverged') return say.cellDiverged({ values, epoch: last.epoch });
  const loss = lossText(last.testLoss);
  return isBest ? say.cellBest({ values, loss }) : say.cell({ values, loss });
}

interface GridNamesProps {
  readonly grid: CellGrid;
  readonly columnsX: readonly number[];
  readonly rowsY: readonly number[];
}

/** Names of the two fields and their values, at the edges; each button says its own. */
function GridNames({ grid: { down, across }, columnsX, rowsY }: GridNamesProps) {
  return (
    <div aria-hidden>
      {across && (
        <span className="cells-field" style={{ left: down ? ROW_NAMES_PX : 0 }}>
          {fieldText(across.path)}
        </span>
      )}
      {across?.values.map((value, column) => (
        <b key={column} className="cells-column" style={{ left: columnsX[column] }}>
          {valueText(across.path, value)}
        </b>
      ))}
      {down && <span className="cells-corner">{fieldText(down.path)}</span>}
      {down?.values.map((value, row) => (
        <b key={row} className="cells-row" style={{ top: rowsY[row], width: ROW_NAMES_PX - 10 }}>
          {valueText(down.path, value)}
        </b>
      ))}
    </div>
  );
}
