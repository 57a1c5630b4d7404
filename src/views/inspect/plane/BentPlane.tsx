/** The plane as one layer bends it, or where samples without a plane lie among its activations. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { paintWarped } from '#canvas/inspect/paintWarped.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/inspect.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { warpedPicture, warpedText } from '#scene/inspect/warpedPicture.ts';
import { layerName } from '#scene/network/unitNames.ts';
import { predictionMap } from '#scene/output/predictionMap.ts';
import { dataFeed, snapshotFeed } from '#state/feeds.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { Segmented } from '../../controls/Segmented.tsx';
import { Select } from '../../controls/Select.tsx';
import { useExperiment, useFacts } from '../../useExperiment.ts';
import { useAsked } from '../useAsked.ts';

interface BentPlaneProps {
  readonly shape: NetworkShape;
  readonly layer: number;
}

const SIDE = 45;

export function BentPlane({ shape, layer }: BentPlaneProps) {
  const data = useExperiment((experiment) => experiment.data);
  const view = useExperiment((experiment) => experiment.view);
  const followed = useStore(inspectStore, (state) => state.followed);
  const params = useMemo(() => ({ layer, side: SIDE }), [layer]);
  const { value, problem } = useAsked('warpedPlane', params);
  const paint: Paint | null = useMemo(() => {
    if (!value) return null;
    const { classes } = factsOf(data);
    const { map } = predictionMap({ data, view }, snapshotFeed.latest, dataFeed.latest, null, false);
    const marked = 'split' in followed && followed.split === 'train' ? followed.index : null;
    const picture = warpedPicture(value, map, classes, marked);
    return (context, widthPx, heightPx, theme) => paintWarped(context, widthPx, heightPx, picture, theme);
  }, [value, data, view, followed]);
  if (problem !== null) return <p className="inspect-note">{problem}</p>;
  if (!value || !paint) return <p className="inspect-note">{say.measuring()}</p>;
  const naming = { layer: layerName(shape, value.layer), samples: value.labels.length };
  const text = value.side > 0 ? say.bentPicture(naming) : say.samplesPicture(naming);
  return (
    <figure className="inspect-figure">
      <Canvas paint={paint} label={`${text} ${warpedText(value)}`} />
      <figcaption>{warpedText(value)}</figcaption>
    </figure>
  );
}

interface LayerChoiceProps extends BentPlaneProps {
  onChange(layer: number): void;
}

/** A few layers as a segmented control, many as a list. One output alone is no space to look at, unless it is all there is. */
export function LayerChoice({ shape, layer, onChange }: LayerChoiceProps) {
  const { kind } = useFacts();
  const label = kind === 'plane' ? say.planeBentBy() : say.samplesIn();
  const options = seenLayers(shape).map((value) => ({
    value: String(value),
    label: layerName(shape, value),
  }));
  const onPick = (value: string): void => onChange(Number(value));
  const Control = options.length <= 3 ? Segmented : Select;
  return (
    <div className="inspect-choice">
      <h3>{label}</h3>
      <Control label={label} value={String(layer)} options={options} onChange={onPick} />
    </div>
  );
}

export function seenLayers(shape: NetworkShape): readonly number[] {
  const all = shape.layers.map((_, layer) => layer);
  const isAlone = all.length === 1;
  return all.filter((layer) => isAlone || layer < all.length - 1 || shape.layers[layer]!.units > 1);
}

/** The last hidden layer: there the classes lie as far apart as the network has brought them. */
export const usualLayer = (shape: NetworkShape): number => Math.max(0, shape.layers.length - 2);
