/** What the map of the Output region shows: what the network answers, or what the hovered unit makes of the plane. */
import type { PreparedData } from '../../data/PreparedData.ts';
import { DATA_SETS } from '../../spec/dataSets.ts';
import type { Experiment } from '../../spec/experiment.ts';
import type { NetworkShape } from '../../spec/networkShape.ts';
import type { Picture } from '../../state/feeds.ts';
import type { UnitId } from '../../state/uiStore.ts';
import type { MapValues } from '../../paint/mapColors.ts';
import { unitIndex } from '../../paint/networkScene.ts';
import { fixedText } from '../../paint/numberText.ts';
import type { PredictionMap } from '../../paint/paintPredictionMap.ts';
import { fullRange, unitShade, type Shade } from '../../paint/unitShade.ts';
import { planeInputs } from '../network/planeInputs.ts';

interface ShownMap {
  readonly map: MapValues;
  readonly scaleTexts: readonly [string, string, string] | null;
}

/**
 * Map, samples and scale as the painter wants them.
 * @param beside the map stands beside its numbers and needs the room of the scale itself
 */
export function predictionMap(
  { data: { set }, view }: Pick<Experiment, 'data' | 'view'>,
  picture: Picture | null,
  data: PreparedData | null,
  hovered: UnitId | null,
  beside: boolean,
): PredictionMap {
  const { classes } = DATA_SETS[set];
  const shown = shownMap(picture, data, hovered);
  // Points whose raw rows are no points of the plane belong to another set, on its way out.
  const points = data?.train.raw.length === (data?.train.count ?? 0) * 2 ? data : null;
  return {
    map: shown?.map ?? null,
    discrete: view.discrete,
    train: points && view.showTrain ? points.train : null,
    test: points && view.showTest ? points.test : null,
    pointClasses: classes.length,
    scaleTexts: beside || classes.length > 2 ? null : (shown?.scaleTexts ?? ['−1', '0', '+1']),
  };
}

function shownMap(
  picture: Picture | null,
  data: PreparedData | null,
  hovered: UnitId | null,
): ShownMap | null {
  if (!picture) return null;
  const { shape, snapshot } = picture;
  if (hovered && hovered.layer < 0) return data && inputMap(data, hovered.unit);
  const isOutput = hovered === null || hovered.layer === shape.layers.length - 1;
  if (isOutput && snapshot.outputMap && (hovered === null || shape.layers.at(-1)?.units === 1)) {
    return outputMap(shape, snapshot.outputMap);
  }
  if (!hovered || !snapshot.maps) return null;
  const { side, units } = snapshot.maps;
  const from = (unitIndex(shape, hovered.layer) + hovered.unit) * side * side;
  if (from + side * side > units.length) return null;
  const shade = unitShade(shape, hovered.layer, hovered.unit, units, from, from + side * side);
  return signedMap(side, units, from, shade);
}

function outputMap(shape: NetworkShape, { side, values }: { side: number; values: Float32Array }): ShownMap {
  const last = shape.layers.length - 1;
  const { units = 1, activation = 'linear' } = shape.layers[last] ?? {};
  if (units === 1) return signedMap(side, values, 0, unitShade(shape, last, 0, values));
  // Two probabilities that add up to 1 say one thing: how much more likely +1 is.
  if (units === 2) return signedMap(side, values, side * side, { factor: 2, shift: -1 });
  const signed = activation === 'linear' || activation === 'tanh';
  return {
    map: { side, values, from: 0, classes: units, factor: 1, shift: 0, signed },
    scaleTexts: null,
  };
}

function inputMap(data: PreparedData, unit: number): ShownMap | null {
  const { side, units } = planeInputs(data);
  const from = unit * side * side;
  if (from + side * side > units.length) return null;
  return signedMap(side, units, from, { factor: fullRange(units, from, from + side * side), shift: 0 });
}

function signedMap(side: number, values: Float32Array, from: number, shade: Shade): ShownMap {
  const textAt = (place: number): string => {
    const value = (place - shade.shift) / shade.factor;
    const size = Math.abs(value);
    const text = fixedText(value, size >= 10 || Number.isInteger(value) ? 0 : 1);
    return place > 0 && shade.shift === 0 && value > 0 ? `+${text}` : text;
  };
  return {
    map: { side, values, from, classes: 0, ...shade, signed: false },
    scaleTexts: [textAt(-1), textAt(0), textAt(1)],
  };
}
