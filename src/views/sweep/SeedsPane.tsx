/** The seed lottery: all starts, best first, the share that was solved with its interval, and where their losses lie. */
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/trainingSweep.ts';
import { settingText } from '#messages/numberText.ts';
import { columnsFor, flow } from '#scene/trainingSweep/cellGrid.ts';
import { CAPTION_PX } from '#scene/trainingSweep/cellPictures.ts';
import { isLottery, lotteryOf } from '#scene/trainingSweep/lottery.ts';
import { paintPiles } from '#canvas/sweep/paintPiles.ts';
import type { Theme } from '#canvas/theme.ts';
import { sweepFeed, trainingSweepStore } from '#state/trainingSweepStore.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { Canvas } from '../Canvas.tsx';
import { useElementSize } from '../useElementSize.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';
import { CellPictures } from './CellPictures.tsx';
import { NothingSwept } from './NothingSwept.tsx';
import { SweepSummary } from './SweepSummary.tsx';
import { useSweepSpec } from './useSweepSpec.ts';

/** The order changes while networks learn: not more often than the eye can follow. */
const ORDER_MS = 500;

export function SeedsPane() {
  const { order, base } = useStore(trainingSweepStore);
  if (!isLottery(order) || !base) return <NothingSwept text={say.emptySeeds()} />;
  return <Lottery isPlane={factsOf(base.data).kind === 'plane'} />;
}

/** Mounted with its box, which is measured. */
function Lottery({ isPlane }: { readonly isPlane: boolean }) {
  const results = useThrottledFeed(sweepFeed, ORDER_MS);
  const [{ lottery }] = useSweepSpec();
  const below = lottery.solvedBelow;
  const [box, { widthPx, heightPx }] = useElementSize<HTMLDivElement>();
  const drawn = useMemo(() => lotteryOf(results, below), [results, below]);
  const columns = columnsFor(Math.max(1, results.length), widthPx, heightPx - 150, CAPTION_PX);
  const grid = useMemo(() => flow(drawn.order, columns), [drawn, columns]);
  const losses = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number, theme: Theme) => {
      const last = results.map(({ points }) => points.at(-1)?.testLoss ?? NaN);
      paintPiles(
        context,
        width,
        height,
        { losses: last, below, label: say.solvedLine({ loss: settingText(below) }) },
        theme,
      );
    },
    [results, below],
  );
  const { solved, known, interval } = drawn;
  return (
    <div className="grid-pane seeds-pane" ref={box}>
      <div className="grid-bar">
        <p>
          <b>{say.solvedTitle({ count: solved })}</b> {say.unsolved({ count: known - solved })}
        </p>
        <p>{say.bestFirst()}</p>
      </div>
      <CellPictures grid={grid} look={isPlane ? 'maps' : 'curves'} solvedBelow={below} />
      <div className="lottery-facts">
        <dl>
          <div>
            <dt>{say.solved()}</dt>
            <dd>
              <b>{settingText(solved)}</b> {say.ofAll({ count: known })}
            </dd>
          </div>
          <div title={say.intervalAbout()}>
            <dt>{say.chance()}</dt>
            <dd>
              <b>
                {say.interval({ low: Math.round(interval[0] * 100), high: Math.round(interval[1] * 100) })}
              </b>{' '}
              %
            </dd>
          </div>
        </dl>
        <Canvas paint={losses} label={say.lossOfEach()} className="lottery-piles" />
      </div>
      <SweepSummary />
    </div>
  );
}
