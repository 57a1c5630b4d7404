/** The terms of the sum as a waterfall, read by pointer and keys, and the activation's curve with the sum on it. */
import { useId, useMemo, useState, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { paintActivationCurve } from '#canvas/inspect/paintActivationCurve.ts';
import { barAt, paintWaterfall } from '#canvas/inspect/paintWaterfall.ts';
import * as say from '#messages/generated/inspectSample.ts';
import { ACTIVATION_FUNCTIONS } from '#nn/activations.ts';
import { ACTIVATION_LABELS } from '#scene/labels.ts';
import { formulaNumber } from '#scene/inspect/formulaText.ts';
import { symbolOf, symbolText } from '#scene/inspect/inspectNames.ts';
import { waterfall, type UnitStory } from '#scene/inspect/sampleStory.ts';
import { unitName, type NameSources } from '#scene/network/unitNames.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { PictureCursor } from '../../pictures/PictureCursor.tsx';
import { PictureTable } from '../../pictures/PictureTable.tsx';

interface TermPlotProps {
  readonly names: NameSources;
  readonly story: UnitStory;
}

export function WaterfallPlot({ names, story }: TermPlotProps) {
  const id = useId();
  const term = useStore(inspectStore, (state) => state.term);
  const [cursor, setCursor] = useState(0);
  const { unit, terms, z } = story;
  const bars = useMemo(
    () =>
      waterfall(story).map(({ from, low, high }) => ({
        from,
        low,
        high,
        label:
          from === null
            ? say.rest()
            : from < 0
              ? say.bias()
              : symbolText(symbolOf(names, story.unit.layer, from)),
      })),
    [story, names],
  );
  const paint: Paint = useMemo(
    () => (context, widthPx, heightPx, theme) => {
      const marked = bars.map((bar) => ({ ...bar, isMarked: bar.from !== null && bar.from === term }));
      paintWaterfall(context, widthPx, heightPx, { bars: marked, total: z, totalLabel: say.sum() }, theme);
    },
    [bars, z, term],
  );
  const mark = (bar: number): void => inspectStore.setState({ term: bars[bar]?.from ?? null });
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    mark(barAt(event.clientX - box.left, box.width, bars.length));
  };
  const textOf = (from: number | null | undefined): string => {
    const found = terms.find((each) => each.from === from);
    if (!found) return say.rest();
    const weight = formulaNumber(found.weight);
    if (found.from < 0) return say.biasText({ weight });
    return say.termText({
      name: unitName(names, unit.layer - 1, found.from),
      weight,
      input: formulaNumber(found.input),
      product: formulaNumber(found.product),
    });
  };
  const summary = say.waterfallText({ unit: unitName(names, unit.layer, unit.unit), sum: formulaNumber(z) });
  return (
    <figure className="waterfall">
      <figcaption>{say.waterfall()}</figcaption>
      <div
        className="picture-box"
        onPointerMove={onPointerMove}
        onPointerLeave={() => inspectStore.setState({ term: null })}
      >
        <Canvas paint={paint} label={say.waterfall()} describedBy={id} />
        <PictureCursor
          label={say.term()}
          describedBy={id}
          max={bars.length - 1}
          value={Math.min(cursor, bars.length - 1)}
          text={textOf(bars[Math.min(cursor, bars.length - 1)]?.from)}
          onChange={(bar) => {
            setCursor(bar);
            mark(bar);
          }}
          onBlur={() => inspectStore.setState({ term: null })}
        />
      </div>
      <PictureTable
        id={id}
        summary={summary}
        caption={say.waterfall()}
        head={[say.term(), say.weight(), say.value(), say.product()]}
        rows={terms.map(({ from, weight, input, product }) => [
          from < 0 ? say.bias() : unitName(names, unit.layer - 1, from),
          formulaNumber(weight),
          formulaNumber(input),
          formulaNumber(product),
        ])}
      />
    </figure>
  );
}

/** Softmax looks at a whole row and has no curve. */
export function ActivationPlot({ names, story: { unit, z, a } }: TermPlotProps) {
  const activation = names.shape.layers[unit.layer]?.activation ?? 'linear';
  const paint: Paint = useMemo(
    () => (context, widthPx, heightPx, theme) => {
      if (activation === 'softmax') return;
      const { value } = ACTIVATION_FUNCTIONS[activation];
      paintActivationCurve(context, widthPx, heightPx, { value, z, a }, theme);
    },
    [activation, z, a],
  );
  if (activation === 'softmax') return null;
  const name = ACTIVATION_LABELS[activation].short;
  return (
    <figure className="activation-plot">
      <figcaption>{name}</figcaption>
      <Canvas
        paint={paint}
        label={say.curveText({ activation: name, z: formulaNumber(z), a: formulaNumber(a) })}
      />
    </figure>
  );
}
