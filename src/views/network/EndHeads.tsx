/** Heads of the input and output columns, and the output's bias. */
import type { NetworkLayout } from '#canvas/networkLayout.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { inputWidth } from '#experiment/networkShape.ts';
import { outputShape } from '#experiment/output.ts';
import * as say from '#messages/generated/network.ts';
import { ACTIVATION_LABELS } from '#scene/labels.ts';
import { countText } from '#messages/numberText.ts';
import { signedText } from '#messages/valueText.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { weightAt } from '#scene/network/weightAt.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { useExperiment, useFacts } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { type Place } from './NetworkTip.tsx';

interface HeadProps {
  readonly xPx: number;
  readonly compact: boolean;
}

export function InputHead({ xPx, compact }: HeadProps) {
  const data = useExperiment((experiment) => experiment.data);
  const width = inputWidth(data);
  const { kind } = factsOf(data);
  const whole = { image: say.pixels, table: say.columns, plane: say.features }[kind];
  return (
    <div className="layer-head" style={{ left: xPx }}>
      <h3 title={say.input()}>{say.input()}</h3>
      <div className="layer-note">{compact ? countText(width) : whole({ count: width })}</div>
    </div>
  );
}

export function OutputHead({ xPx, compact }: HeadProps) {
  const activation = useExperiment((experiment) => experiment.network.output.activation);
  const { units } = outputShape(useFacts(), activation);
  const word = ACTIVATION_LABELS[activation].short;
  const whole =
    activation === 'softmax'
      ? say.logits({ count: units })
      : units > 1
        ? say.unitsOf({ count: units, activation: word })
        : word;
  return (
    <div className="layer-head" style={{ left: xPx }}>
      <h3 title={say.output()}>{say.output()}</h3>
      <div className="layer-note">{compact ? word : whole}</div>
    </div>
  );
}

interface OutputBiasProps {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  onOpen(place: Place): void;
}

/** The bias of a single output is labelled below its tile, since it is easily overlooked. */
export function OutputBias({ layout, shape, onOpen }: OutputBiasProps) {
  const snapshot = useFeed(snapshotFeed);
  const layer = shape.layers.length - 1;
  const tile = layout.columns.at(-1)?.tiles[0];
  if (!tile || shape.layers[layer]?.units !== 1) return null;
  if (!snapshot || !isSameShape(snapshot.shape, shape)) return null;
  const bias = weightAt(shape, snapshot.parameters, layer, null, 0);
  return (
    <button
      type="button"
      className="output-bias"
      tabIndex={-1}
      style={{ left: tile.x + tile.size / 2, top: tile.y + tile.size + 10 }}
      onClick={() => onOpen({ layer, unit: 0 })}
    >
      <span>{say.bias()}</span> {signedText(bias).replace('+', '')}
    </button>
  );
}
