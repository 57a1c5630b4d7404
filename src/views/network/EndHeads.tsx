/** The heads of the first and last column, which say what goes in and what comes out, and the output's bias. */
import { DATA_SETS } from '../../spec/dataSets.ts';
import { inputWidth, type NetworkShape } from '../../spec/networkShape.ts';
import { outputShape } from '../../spec/output.ts';
import { pictureFeed } from '../../state/feeds.ts';
import { countText } from '../../paint/numberText.ts';
import type { NetworkLayout } from '../../paint/networkLayout.ts';
import { signedText } from '../../paint/valueText.ts';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { OUTPUT_WORDS } from '../words.ts';
import { isSameShape } from './isSameShape.ts';
import { weightAt, type Place } from './NetworkTip.tsx';

interface HeadProps {
  readonly xPx: number;
  readonly compact: boolean;
}

export function InputHead({ xPx, compact }: HeadProps) {
  const data = useExperiment((experiment) => experiment.data);
  const width = inputWidth(data);
  const { kind } = DATA_SETS[data.set];
  const what =
    kind === 'image'
      ? 'pixels, 0 to 1'
      : kind === 'table'
        ? 'columns, scaled'
        : width === 1
          ? 'feature'
          : 'features';
  return (
    <div className="layer-head" style={{ left: xPx }}>
      <h3>Input</h3>
      <div className="layer-note">{compact ? countText(width) : `${countText(width)} ${what}`}</div>
    </div>
  );
}

export function OutputHead({ xPx, compact }: HeadProps) {
  const set = useExperiment((experiment) => experiment.data.set);
  const activation = useExperiment((experiment) => experiment.network.output.activation);
  const { units } = outputShape(set, activation);
  const word = OUTPUT_WORDS[activation].short;
  const whole =
    activation === 'softmax' ? `${units} logits, then softmax` : units > 1 ? `${units} × ${word}` : word;
  return (
    <div className="layer-head" style={{ left: xPx }}>
      <h3>Output</h3>
      <div className="layer-note">{compact ? word : whole}</div>
    </div>
  );
}

interface OutputBiasProps {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
  onOpen(place: Place): void;
}

/** A single output's bias is named under its tile: that it has one is easily overlooked. */
export function OutputBias({ layout, shape, onOpen }: OutputBiasProps) {
  const picture = useFeed(pictureFeed);
  const layer = shape.layers.length - 1;
  const tile = layout.columns.at(-1)?.tiles[0];
  if (!tile || shape.layers[layer]?.units !== 1) return null;
  if (!picture || !isSameShape(picture.shape, shape)) return null;
  const bias = weightAt(shape, picture.snapshot.parameters, layer, null, 0);
  return (
    <button
      type="button"
      className="output-bias"
      tabIndex={-1}
      style={{ left: tile.x + tile.size / 2, top: tile.y + tile.size + 10 }}
      onClick={() => onOpen({ layer, unit: 0 })}
    >
      <span>bias</span> {signedText(bias).replace('+', '')}
    </button>
  );
}
