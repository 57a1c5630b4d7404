/** The network that is pointed at, else the best: what it has learned, large, its numbers, and its curve among all. */
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { createMapPainter } from '#canvas/paintPredictionMap.ts';
import type { Theme } from '#canvas/theme.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { countText, percentText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import { mapOf } from '#scene/trainingSweep/cellPictures.ts';
import { cellText } from '#scene/trainingSweep/fieldTexts.ts';
import { bestOf } from '#scene/trainingSweep/runRows.ts';
import { sweepViewStore } from '#state/sweepViewStore.ts';
import { sweepFeed, trainingSweepStore } from '#state/trainingSweepStore.ts';
import type { SweepCell } from '#sweep/sweepCells.ts';
import { Canvas } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { useThrottledFeed } from '../useThrottledFeed.ts';
import { SweepCharts } from './SweepCharts.tsx';

const NUMBERS_MS = 200;

export function ChosenNetwork() {
  const commands = useCommands();
  const { cells, base, order } = useStore(trainingSweepStore);
  const pointed = useStore(sweepViewStore, (state) => state.pointed);
  const results = useThrottledFeed(sweepFeed, NUMBERS_MS);
  const id = pointed ?? bestOf(results) ?? 0;
  const [cell, result] = [cells[id], results[id]];
  if (!cell || !result || !base) return null;
  const last = result.points.at(-1);
  return (
    <div className="chosen-network">
      <h2>{cellText(cell, (order?.choice.starts ?? 1) > 1)}</h2>
      <div className="chosen-facts">
        {factsOf(base.data).kind === 'plane' && <NetworkMap cell={cell} />}
        <dl>
          <Fact name={say.epochReached()} value={countText(last?.epoch ?? 0)} />
          <Fact name={say.trainLoss()} value={last ? lossText(last.trainLoss) : '–'} />
          <Fact name={say.testLoss()} value={last ? lossText(last.testLoss) : '–'} />
          {last?.trainAccuracy !== undefined && (
            <Fact name={say.trainAccuracy()} value={percentText(last.trainAccuracy)} />
          )}
          {last?.testAccuracy !== undefined && (
            <Fact name={say.testAccuracy()} value={percentText(last.testAccuracy)} />
          )}
        </dl>
      </div>
      <Button
        className="button-filled"
        disabled={!result.checkpoint}
        onClick={() => commands.takeNetwork(id)}
      >
        {say.take()}
      </Button>
      <p className="sweep-about">{say.takenAbout()}</p>
      <SweepCharts chosen={id} />
    </div>
  );
}

const FEEDS = [sweepFeed];

/** What a network has learned, as it learns it. */
function NetworkMap({ cell }: { readonly cell: SweepCell }) {
  const [painter] = useState(createMapPainter);
  const paint = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number, theme: Theme) => {
      const values = sweepFeed.latest[cell.id]?.map;
      const picture = {
        map: values ? mapOf(cell, values) : null,
        discrete: false,
        train: null,
        test: null,
        pointClasses: 0,
        scaleTexts: null,
        bare: true,
      };
      painter.paint(context, width, height, picture, theme);
    },
    [painter, cell],
  );
  return <Canvas paint={paint} feeds={FEEDS} label={say.mapOf()} className="chosen-map" />;
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
