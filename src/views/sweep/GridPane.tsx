/** The grid: rows by the first field, columns by the second, a stepper through the others. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CellLook } from '#canvas/sweep/paintCells.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { settingText } from '#messages/numberText.ts';
import { cellGrid, columnsFor, slicesOf } from '#scene/trainingSweep/cellGrid.ts';
import { CAPTION_PX } from '#scene/trainingSweep/cellPictures.ts';
import { fieldText, valueText } from '#scene/trainingSweep/fieldTexts.ts';
import { setSweepView, sweepViewStore } from '#state/sweepViewStore.ts';
import { trainingSweepStore } from '#state/trainingSweepStore.ts';
import type { SweepOrder } from '#sweep/readSettings.ts';
import { Button } from '../controls/Button.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { useElementSize } from '../useElementSize.ts';
import { CellPictures } from './CellPictures.tsx';
import { NothingSwept } from './NothingSwept.tsx';
import { SweepSummary } from './SweepSummary.tsx';

/** A column with the name of its value over it. */
const NARROWEST_PX = 52;

const LOOKS: Readonly<Record<CellLook, () => string>> = {
  maps: say.maps,
  curves: say.curves,
  losses: say.losses,
  mistakes: say.mistakes,
};
const ABOUT: Readonly<Record<CellLook, () => string>> = {
  maps: say.gridAbout,
  curves: say.curvesAbout,
  losses: say.lossesAbout,
  mistakes: say.mistakesAbout,
};

export function GridPane() {
  const { order, base } = useStore(trainingSweepStore);
  return order && base ? <Grid order={order} base={base} /> : <NothingSwept text={say.emptyGrid()} />;
}

interface GridProps {
  readonly order: SweepOrder;
  readonly base: Experiment;
}

/** Mounted with its box, which is measured. */
function Grid({ order, base }: GridProps) {
  const cells = useStore(trainingSweepStore, (state) => state.cells);
  const { look, slice } = useStore(sweepViewStore);
  const [box, { widthPx, heightPx }] = useElementSize<HTMLDivElement>();
  const isDrawn = order.choice.over.length !== 1 || order.choice.method === 'random';
  const widest = isDrawn
    ? columnsFor(Math.max(1, cells.length), widthPx, heightPx - 40, CAPTION_PX)
    : Math.max(1, Math.floor(widthPx / NARROWEST_PX));
  const grid = useMemo(() => cellGrid(order, cells, slice, widest), [order, cells, slice, widest]);
  const facts = factsOf(base.data);
  const looks: CellLook[] = [
    ...(facts.kind === 'plane' ? (['maps'] as const) : []),
    'curves',
    'losses',
    ...(facts.task === 'regression' ? [] : (['mistakes'] as const)),
  ];
  const shown = looks.includes(look) ? look : looks[0]!;
  return (
    <div className="grid-pane" ref={box}>
      <div className="grid-bar">
        <Segmented
          label={say.show()}
          value={shown}
          options={looks.map((value) => ({ value, label: LOOKS[value]() }))}
          onChange={(chosen) => setSweepView({ look: chosen })}
        />
        {slicesOf(order) > 1 && <SliceStepper />}
        <p>{ABOUT[shown]()}</p>
      </div>
      <CellPictures grid={grid} look={shown} solvedBelow={null} />
      <SweepSummary />
    </div>
  );
}

/** Goes through the values of the fields beyond the second, and the starts. */
function SliceStepper() {
  const { order, cells } = useStore(trainingSweepStore);
  const slice = useStore(sweepViewStore, (state) => state.slice);
  if (!order) return null;
  const count = slicesOf(order);
  const cell = cells[slice];
  const others = order.choice.over
    .slice(2)
    .map(({ path }) => say.slice({ field: fieldText(path), value: valueText(path, cell?.values[path]) }));
  const seed = order.choice.starts > 1 && cell ? [say.seedWord({ seed: settingText(cell.seed) })] : [];
  const text = [...others, ...seed].join(' · ');
  const step = (by: number): void => setSweepView({ slice: (slice + by + count) % count });
  return (
    <div className="slice-stepper">
      <Button className="button-plain" aria-label={say.previous({ field: text })} onClick={() => step(-1)}>
        <ChevronLeft size={14} aria-hidden />
      </Button>
      <span aria-live="polite">{text}</span>
      <Button className="button-plain" aria-label={say.next({ field: text })} onClick={() => step(1)}>
        <ChevronRight size={14} aria-hidden />
      </Button>
    </div>
  );
}
