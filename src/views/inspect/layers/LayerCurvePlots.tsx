/** Gradient norm and update over weight over the run, computed from the kept moments while training rests. */
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { nearestIndex } from '#canvas/plot/axisScale.ts';
import type { Theme } from '#canvas/theme.ts';
import type { Answer } from '#commands/questions.ts';
import * as say from '#messages/generated/inspectLayers.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { layerCurveChart, layerCurveText, type LayerCurve } from '#scene/inspect/layerCurveCharts.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { useLayerCurves } from '../../charts/useLayerCurves.ts';
import { PictureCursor } from '../../pictures/PictureCursor.tsx';
import { Plot } from '../../plot/Plot.tsx';
import { createPlotLink, type PlotLink } from '../../plot/plotLink.ts';
import { useFeed } from '../../useFeed.ts';

interface LayerCurvePlotsProps {
  readonly shape: NetworkShape;
  readonly chosen: number;
}

export function LayerCurvePlots({ shape, chosen }: LayerCurvePlotsProps) {
  const [link] = useState(createPlotLink);
  const { curves, problem } = useLayerCurves(true, true);
  const playing = useStore(trainingStore, ({ phase }) => phase === 'playing');
  if (problem !== null) return <p className="inspect-note">{problem}</p>;
  if (!curves || curves.layers.length !== shape.layers.length)
    return <p className="inspect-note">{playing ? say.curvesAtRest() : say.measuring()}</p>;
  if (curves.epoch.length < 2) return <p className="inspect-text">{say.curvesLater()}</p>;
  const shared = { shape, chosen, curves, link };
  return (
    <div className="layer-curves">
      <LayerCurvePlot {...shared} of="gradientNorm" label={say.gradientNormOf()} />
      <LayerCurvePlot {...shared} of="updateRatio" label={say.updateRatioOf()} />
      {playing && <p className="inspect-note">{say.curvesAtRest()}</p>}
    </div>
  );
}

interface LayerCurvePlotProps extends LayerCurvePlotsProps {
  readonly curves: Answer<'layerCurves'>;
  readonly of: LayerCurve;
  readonly label: string;
  readonly link: PlotLink;
}

function LayerCurvePlot({ curves, of, label, link, shape, chosen }: LayerCurvePlotProps) {
  const at = useFeed(link.cursor);
  const last = curves.epoch.length - 1;
  const chart = useCallback(
    (theme: Theme) => layerCurveChart(curves, of, shape, chosen, theme),
    [curves, of, shape, chosen],
  );
  // By its epoch: of a run that goes on the kept moments are thinned, and their numbers mean others.
  const index = at === null ? last : Math.max(0, nearestIndex(curves.epoch, at));
  const text = layerCurveText(curves, of, shape, index);
  return (
    <div className="layer-curve">
      <div className="picture-box">
        <PictureCursor
          label={`${label}. ${say.moment()}`}
          max={last}
          value={index}
          text={text}
          onChange={(next) => link.cursor.publish(curves.epoch[next] ?? null)}
          onBlur={() => link.cursor.publish(null)}
        />
        <Plot chart={chart} label={label} link={link} onZoom={NO_ZOOM} />
      </div>
      <p className="inspect-note">{text}</p>
    </div>
  );
}

const NO_ZOOM = (): void => undefined;
