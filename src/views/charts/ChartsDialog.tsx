/**
 * The charts of the run at a size for work: which are shown, along what, on which scale; runs that are kept to compare with; files.
 */
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { XRange } from '#canvas/plot/axisScale.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/charts.ts';
import { CHART_KINDS, wholeAxis, type ChartState } from '#scene/charts/runCharts.ts';
import { shownRuns } from '#scene/charts/shownRuns.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { historyFeed, timelineFeed } from '#state/feeds.ts';
import { runsStore } from '#state/runsStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { createPlotLink } from '../plot/plotLink.ts';
import { rangeWithin } from '../plot/zoomKeys.ts';
import { useExperiment } from '../useExperiment.ts';
import type { ChartsChoice } from './chartsChoice.ts';
import { ChartsSettings } from './ChartsSettings.tsx';
import { RunChart } from './RunChart.tsx';
import { RunsTable } from './RunsTable.tsx';
import { useLayerCurves } from './useLayerCurves.ts';
import './ChartsDialog.css';

/** As it was left, for the next opening. */
let lastChoice: ChartsChoice = {
  kinds: ['loss', 'accuracy', 'gradient', 'rate'],
  x: 'epochs',
  log: true,
  parts: { train: true, test: true },
};

export function ChartsDialog({ onClose }: { onClose(): void }) {
  const { bringRuns } = useCommands();
  useEffect(() => bringRuns(), [bringRuns]);
  const [choice, setChoice] = useState(lastChoice);
  const [range, setRange] = useState<XRange | null>(null);
  const [link] = useState(createPlotLink);
  const kept = useStore(runsStore, ({ runs }) => runs);
  const present = useExperiment((experiment) => experiment);
  const hasAccuracy = factsOf(present.data).task !== 'regression';
  const offered = CHART_KINDS.filter((kind) => kind !== 'accuracy' || hasAccuracy);
  const kinds = offered.filter((kind) => choice.kinds.includes(kind));
  const { curves: layers, problem } = useLayerCurves(kinds.includes('gradient') || kinds.includes('ratio'));
  const choose = (change: Partial<ChartsChoice>): void => {
    lastChoice = { ...choice, ...change };
    setChoice(lastChoice);
    if (!change.x) return;
    // Both are places along the axis that is left.
    setRange(null);
    link.cursor.publish(null);
  };
  const { x, log, parts } = choice;
  const state = useCallback((): ChartState => {
    const { experiment } = experimentStore.getState();
    const layerNames = [
      ...experiment.network.hidden.map((_, i) => say.layer({ number: i + 1 })),
      say.outputLayer(),
    ];
    const runs = shownRuns(historyFeed.latest, timelineFeed.latest.branches, kept, experiment);
    return { x, log, parts, runs, layers, layerNames, range };
  }, [x, log, parts, kept, layers, range]);
  const onZoom = useCallback(
    (next: XRange | null) => setRange(next && rangeWithin(wholeAxis(state()), next)),
    [state],
  );
  return (
    <Dialog open title={say.charts()} onClose={onClose}>
      <div className="charts">
        <ChartsSettings
          offered={offered}
          choice={{ ...choice, kinds }}
          state={state}
          onChoose={choose}
          onWhole={range ? () => setRange(null) : null}
        />
        <div className="charts-plots" data-count={kinds.length}>
          {problem !== null && (
            <p role="alert" className="charts-note">
              {problem}
            </p>
          )}
          {kinds.length === 0 && <p className="charts-empty">{say.nothingChosen()}</p>}
          {kinds.map((kind) => (
            <RunChart key={kind} kind={kind} state={state} link={link} onZoom={onZoom} />
          ))}
        </div>
        <RunsTable state={state} link={link} hasAccuracy={hasAccuracy} />
      </div>
    </Dialog>
  );
}
