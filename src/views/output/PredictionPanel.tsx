/** Output for a plane: the map of predictions with the samples, and what of it is shown. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createMapPainter } from '#canvas/paintPredictionMap.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { inputNamesOf } from '#experiment/inputNames.ts';
import type { ViewSpec } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import * as say from '#messages/generated/output.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import { unitName } from '#scene/network/unitNames.ts';
import { predictionMap } from '#scene/output/predictionMap.ts';
import { dataFeed, snapshotFeed } from '#state/feeds.ts';
import { uiStore } from '#state/uiStore.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { lazyView } from '../lazyView.tsx';
import { useExperiment } from '../useExperiment.ts';
import { PointKey } from './PointKey.tsx';

const MapReader = lazyView(() => import('./MapReader.tsx').then((module) => module.MapReader), {
  tell: 'notice',
});

const FollowPoint = lazyView(
  () => import('../inspect/FollowPoint.tsx').then((module) => module.FollowPoint),
  { tell: 'notice' },
);

interface PredictionPanelProps {
  readonly beside: boolean;
}

export function PredictionPanel({ beside }: PredictionPanelProps) {
  const commands = useCommands();
  const view = useExperiment((experiment) => experiment.view);
  const data = useExperiment((experiment) => experiment.data);
  const hovered = useStore(uiStore, (state) => state.hovered);
  const [painter] = useState(createMapPainter);
  const box = useRef<HTMLDivElement>(null);
  const { classes, task } = factsOf(data);
  const kind = task === 'regression' ? 'values' : 'classes';
  const paint: Paint = useCallback(
    (context, widthPx, heightPx, theme) => {
      const map = predictionMap({ data, view }, snapshotFeed.latest, dataFeed.latest, hovered, beside);
      painter.paint(context, widthPx, heightPx, map, theme);
    },
    [painter, hovered, view, data, beside],
  );
  const setView = (change: Partial<ViewSpec>): void =>
    commands.edit((experiment) => ({ ...experiment, view: { ...experiment.view, ...change } }));
  return (
    <>
      <div ref={box} className="picture-box">
        <Canvas
          className={beside ? 'prediction-map prediction-map-small' : 'prediction-map'}
          paint={paint}
          feeds={MAP_FEEDS}
          label={hovered ? say.mapOfUnit({ kind }) : say.mapOfOutput({ kind })}
        />
        <MapReader box={box} withScale={!beside && classes.length <= 2} />
        <FollowPoint box={box} withScale={!beside && classes.length <= 2} />
      </div>
      <div className="map-settings">
        <Check label={say.train()} on={view.showTrain} onChange={(showTrain) => setView({ showTrain })} />
        <Check label={say.test()} on={view.showTest} onChange={(showTest) => setView({ showTest })} />
        <Check label={say.sharpEdges()} on={view.discrete} onChange={(discrete) => setView({ discrete })} />
        {!beside && <PointKey classes={classes} />}
      </div>
    </>
  );
}

const MAP_FEEDS = [snapshotFeed, dataFeed];

/** Name of the map, for the region's head; empty while it is the output. */
export function useMapTitle(): string {
  const hovered = useStore(uiStore, (state) => state.hovered);
  const data = useExperiment((experiment) => experiment.data);
  const network = useExperiment((experiment) => experiment.network);
  const shape = useMemo(() => networkShape({ data, network }), [data, network]);
  if (!hovered) return '';
  const { kind, classes } = factsOf(data);
  if (kind !== 'plane') return '';
  const outputs = outputLayer(shape).units;
  const names = { shape, inputNames: inputNamesOf(data), outputNames: outputs > 1 ? classes : [] };
  const name = unitName(names, hovered.layer, hovered.unit);
  return hovered.layer < 0 ? say.inputMap({ name }) : name;
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
