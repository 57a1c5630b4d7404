/** Gradient norm and update over weight of each layer over the run, as two charts that share a cursor; one layer stands out. */
import { tickText } from '#canvas/axisTicks.ts';
import { axisAround } from '#canvas/plot/axisRange.ts';
import type { Chart } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import type { Answer } from '#commands/questions.ts';
import * as say from '#messages/generated/inspectLayers.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { layerName } from '../network/unitNames.ts';
import { smallText } from './smallText.ts';

type LayerCurves = Answer<'layerCurves'>;
export type LayerCurve = 'gradientNorm' | 'updateRatio';

const NAMES_PX = 64;
/** What a step usually changes. */
const USUAL_RATIO = 1e-3;

export function layerCurveChart(
  curves: LayerCurves,
  of: LayerCurve,
  shape: NetworkShape,
  chosen: number,
  theme: Theme,
): Chart {
  const drawn = (value: number): number => (value > 0 && Number.isFinite(value) ? value : Number.NaN);
  const lines = curves.layers.map((layer, i) => ({
    name: layerName(shape, i),
    color: i === chosen ? theme.ink : theme.lineControl,
    widthPx: i === chosen ? 2 : 1.2,
    dash: i === chosen ? [] : [4, 2],
    x: curves.epoch,
    y: layer[of].map(drawn),
  }));
  const known = lines.flatMap(({ y }) => y.filter((value) => !Number.isNaN(value)));
  const usual = of === 'updateRatio' ? [USUAL_RATIO] : [];
  return {
    title: of === 'gradientNorm' ? say.gradientNorm() : say.updateRatio(),
    note: '',
    x: {
      low: 0,
      high: Math.max(1, curves.epoch.at(-1) ?? 1),
      log: false,
      unit: ` ${say.epochs()}`,
      hasTexts: true,
    },
    y: { ...axisAround(known.length > 0 ? [...known, ...usual] : [1e-3, 1], true), text: tickText },
    // The layer that stands out is drawn last.
    lines: [...lines.filter((_, i) => i !== chosen), ...lines.filter((_, i) => i === chosen)],
    rightPx: NAMES_PX,
    hasEndNames: true,
    goal: of === 'updateRatio' ? { y: USUAL_RATIO, text: say.usual() } : null,
    mark: null,
  };
}

/** The values of all layers at one kept moment. */
export function layerCurveText(
  curves: LayerCurves,
  of: LayerCurve,
  shape: NetworkShape,
  index: number,
): string {
  const at = Math.min(Math.max(0, index), curves.epoch.length - 1);
  const values = curves.layers.map((layer, i) =>
    say.momentValue({ layer: layerName(shape, i), value: smallText(layer[of][at]!) }),
  );
  return say.momentText({ epoch: Math.round(curves.epoch[at] ?? 0), values: values.join(', ') });
}
