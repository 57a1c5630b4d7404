/** The sweep in a sentence, for who does not see the pictures; the pane Runs is its table. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/trainingSweep.ts';
import { lossText } from '#messages/valueText.ts';
import { cellText } from '#scene/trainingSweep/fieldTexts.ts';
import { bestOf } from '#scene/trainingSweep/runRows.ts';
import { sweepFeed, trainingSweepStore } from '#state/trainingSweepStore.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

const EVERY_MS = 3_000;

export function SweepSummary() {
  const { cells, done } = useStore(trainingSweepStore);
  const results = useThrottledFeed(sweepFeed, EVERY_MS);
  const best = bestOf(results);
  const [cell, result] = best === null ? [] : [cells[best], results[best]];
  const count = cells.length;
  return (
    <p className="visually-hidden">
      {cell && result
        ? say.summary({
            count,
            done,
            loss: lossText(result.points.at(-1)?.testLoss ?? NaN),
            values: cellText(cell, true),
          })
        : say.summaryOpen({ count })}
    </p>
  );
}
