/** The plane: what the network answers everywhere, with the samples on it, and what of it is shown. */
import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { DATA_SETS } from '../../spec/dataSets.ts';
import type { ViewSpec } from '../../spec/experiment.ts';
import { networkShape } from '../../spec/networkShape.ts';
import { dataFeed, pictureFeed } from '../../state/feeds.ts';
import { uiStore } from '../../state/uiStore.ts';
import { createMapPainter } from '../../paint/paintPredictionMap.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { unitName } from '../network/unitNames.ts';
import { useExperiment } from '../useExperiment.ts';
import { PointKey } from './PointKey.tsx';
import { predictionMap } from './predictionMap.ts';

interface PredictionPanelProps {
  readonly beside: boolean;
}

export function PredictionPanel({ beside }: PredictionPanelProps) {
  const commands = useCommands();
  const view = useExperiment((experiment) => experiment.view);
  const data = useExperiment((experiment) => experiment.data);
  const hovered = useStore(uiStore, (state) => state.hovered);
  const [painter] = useState(createMapPainter);
  const { classes, task } = DATA_SETS[data.set];
  const paint: Paint = useCallback(
    (context, widthPx, heightPx, theme) => {
      const map = predictionMap({ data, view }, pictureFeed.latest, dataFeed.latest, hovered, beside);
      painter.paint(context, widthPx, heightPx, map, theme);
    },
    [painter, hovered, view, data, beside],
  );
  const setView = (change: Partial<ViewSpec>): void =>
    commands.edit((experiment) => ({ ...experiment, view: { ...experiment.view, ...change } }));
  return (
    <>
      <Canvas
        className={beside ? 'prediction-map prediction-map-small' : 'prediction-map'}
        paint={paint}
        feeds={MAP_FEEDS}
        label={`Map of ${hovered ? 'one unit' : 'the output'} over x1 and x2 from −6 to 6, with the ${task === 'regression' ? 'values' : 'classes'} of the samples.`}
      />
      <div className="map-settings">
        <Check label="Train" on={view.showTrain} onChange={(showTrain) => setView({ showTrain })} />
        <Check label="Test" on={view.showTest} onChange={(showTest) => setView({ showTest })} />
        <Check label="Discrete" on={view.discrete} onChange={(discrete) => setView({ discrete })} />
        {!beside && <PointKey classes={classes} />}
      </div>
    </>
  );
}

const MAP_FEEDS = [pictureFeed, dataFeed];

/** What the map is of, for the region's head; empty while it is the output. */
export function useMapTitle(): string {
  const hovered = useStore(uiStore, (state) => state.hovered);
  const data = useExperiment((experiment) => experiment.data);
  const network = useExperiment((experiment) => experiment.network);
  const shape = useMemo(() => networkShape({ data, network }), [data, network]);
  if (!hovered) return '';
  const { kind, columns, classes } = DATA_SETS[data.set];
  if (kind !== 'plane') return '';
  const outputs = shape.layers.at(-1)?.units ?? 1;
  const names = { shape, inputNames: data.features ?? columns, outputNames: outputs > 1 ? classes : [] };
  const name = unitName(names, hovered.layer, hovered.unit);
  return hovered.layer < 0 ? `Input ${name}` : name;
}

interface CheckProps {
  readonly label: string;
  readonly on: boolean;
  onChange(on: boolean): void;
}

function Check({ label, on, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
