/** The layers of a network in one table: sizes of weights and gradients, and how much of a layer can hardly learn. */
import type { Answer } from '#commands/questions.ts';
import * as say from '#messages/generated/inspect.ts';
import { percentText } from '#messages/numberText.ts';
import { DESCRIBED_ACTIVATIONS } from '#nn/activations.ts';
import type { Distribution } from '#nn/layerStatistics.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { layerName } from '../network/unitNames.ts';
import { smallText } from './smallText.ts';

export type Distributions = Answer<'distributions'>;

/** Root mean square. */
export const rms = ({ mean, std }: Pick<Distribution, 'mean' | 'std'>): number => Math.hypot(mean, std);

export interface LayerRow {
  readonly name: string;
  readonly weights: string;
  readonly gradient: string;
  /** Saturated activations, or dead units; a dash for activations that know neither. */
  readonly flat: string;
}

/** Of a network of another shape there are no rows. */
export function layerRows(shape: NetworkShape, { layers }: Distributions): LayerRow[] {
  if (layers.length !== shape.layers.length) return [];
  return layers.map((layer, i) => ({
    name: layerName(shape, i),
    weights: smallText(rms(layer.weights)),
    gradient: smallText(rms(layer.gradients)),
    flat: flatText(shape, layer, i),
  }));
}

function flatText(shape: NetworkShape, layer: Distributions['layers'][number], i: number): string {
  const { activation, units } = shape.layers[i]!;
  if (activation === 'relu') return percentText(layer.dead.length / units, 0);
  return isFlattening(activation) ? percentText(layer.saturatedShare, 0) : '–';
}

const isFlattening = (activation: keyof typeof DESCRIBED_ACTIVATIONS): boolean =>
  activation !== 'softmax' && DESCRIBED_ACTIVATIONS[activation].range.every(Number.isFinite);

/** What these numbers show, where nothing is known to be wrong: on which layer the loss depends most. */
export function gradientText(shape: NetworkShape, { layers }: Distributions): string | null {
  if (layers.length !== shape.layers.length || layers.length < 2) return null;
  const sizes = layers.map(({ gradients }) => rms(gradients));
  const [most, least] = [Math.max(...sizes), Math.min(...sizes)];
  if (!(least > 0) || !Number.isFinite(most)) return null;
  const [big, small] = [sizes.indexOf(most), sizes.indexOf(least)];
  const times = most / least;
  const names = { most: layerName(shape, big), least: layerName(shape, small) };
  const lead =
    times < 1.5
      ? say.gradientsAlike()
      : say.gradientMost({ ...names, times: times < 10 ? times.toFixed(1) : String(Math.round(times)) });
  const flat = layers[big]!.saturatedShare;
  return times >= 1.5 && flat >= 0.05 ? `${lead} ${say.flatAlready({ share: percentText(flat, 0) })}` : lead;
}
