/** Scene of the map in the Output region: predictions of the network, or values of the hovered unit. */
import type { MapValues } from '#canvas/mapColors.ts';
import { unitIndex } from '#canvas/networkScene.ts';
import type { PredictionMap } from '#canvas/paintPredictionMap.ts';
import { fullRange, unitShade, type Shade } from '#canvas/unitShade.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { fixedText } from '#messages/numberText.ts';
import { isShare } from '#nn/classOf.ts';
import { type NetworkShape, outputLayer } from '#nn/NetworkShape.ts';
import type { OutputActivation } from '#nn/vocabulary.ts';
import type { Snapshot } from '#state/feeds.ts';
import type { UnitId } from '#state/uiStore.ts';
import { planeInputs } from '../network/planeInputs.ts';

/** What of a snapshot is pictured. */
type Pictured = Pick<Snapshot, 'shape' | 'maps' | 'outputMap'>;

interface ShownMap {
  readonly map: MapValues;
  readonly scaleTexts: readonly [string, string, string] | null;
}

/**
 * Map, samples and colour scale for the painter.
 * @param beside the map is beside the metrics and needs the room of the scale
 */
export function predictionMap(
  { data: spec, view }: Pick<Experiment, 'data' | 'view'>,
  snapshot: Pictured | null,
  data: PreparedData | null,
  hovered: UnitId | null,
  beside: boolean,
): PredictionMap {
  const { classes } = factsOf(spec);
  const shown = shownMap(snapshot, data, hovered);
  // Raw rows that are not points belong to another data set, which is being replaced.
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
  snapshot: Pictured | null,
  data: PreparedData | null,
  hovered: UnitId | null,
): ShownMap | null {
  if (!snapshot) return null;
  const { shape } = snapshot;
  if (hovered && hovered.layer < 0) return data && inputMap(data, hovered.unit);
  const isOutput = hovered === null || hovered.layer === shape.layers.length - 1;
  if (isOutput && snapshot.outputMap && (hovered === null || outputLayer(shape).units === 1)) {
    return outputMap(shape, snapshot.outputMap);
  }
  if (!hovered || !snapshot.maps) return null;
  const { side, units } = snapshot.maps;
  const from = (unitIndex(shape, hovered.layer) + hovered.unit) * side * side;
  if (from + side * side > units.length) return null;
  const shade = unitShade(shape, hovered.layer, hovered.unit, units, from, from + side * side);
  return signedMap(side, units, from, shade);
}

/** Values of an output map as colours are made of them. */
export const outputMapValues = (
  shape: NetworkShape,
  map: { readonly side: number; readonly values: Float32Array },
): MapValues => outputMap(shape, map).map;

function outputMap(shape: NetworkShape, { side, values }: { side: number; values: Float32Array }): ShownMap {
  const last = shape.layers.length - 1;
  const { units = 1, activation = 'linear' } = shape.layers[last] ?? {};
  const answers = { activation: activation as OutputActivation, units };
  if (units === 1) return signedMap(side, values, 0, unitShade(shape, last, 0, values), answers);
  // Two probabilities that add up to 1 carry one value: how much more likely +1 is.
  if (units === 2) return signedMap(side, values, side * side, { factor: 2, shift: -1 }, answers);
  const signed = !isShare(answers.activation);
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

function signedMap(
  side: number,
  values: Float32Array,
  from: number,
  shade: Shade,
  answers?: MapValues['answers'],
): ShownMap {
  const textAt = (place: number): string => {
    const value = (place - shade.shift) / shade.factor;
    const size = Math.abs(value);
    const text = fixedText(value, size >= 10 || Number.isInteger(value) ? 0 : 1);
    return place > 0 && shade.shift === 0 && value > 0 ? `+${text}` : text;
  };
  return {
    map: { side, values, from, classes: 0, ...shade, signed: false, ...(answers ? { answers } : {}) },
    scaleTexts: [textAt(-1), textAt(0), textAt(1)],
  };
}
