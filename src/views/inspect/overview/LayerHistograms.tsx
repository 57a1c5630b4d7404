/** Weights, gradients and activations of every layer as histograms, a row a layer. */
import { useMemo, type CSSProperties } from 'react';
import { paintHistogram } from '#canvas/inspect/paintHistogram.ts';
import * as say from '#messages/generated/inspect.ts';
import { DESCRIBED_ACTIVATIONS } from '#nn/activations.ts';
import type { Distribution } from '#nn/layerStatistics.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { distributionText, histogramPicture } from '#scene/inspect/histogramPicture.ts';
import type { Distributions } from '#scene/inspect/layerRows.ts';
import { layerName } from '#scene/network/unitNames.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';

interface LayerHistogramsProps {
  readonly shape: NetworkShape;
  readonly found: Distributions;
}

export function LayerHistograms({ shape, found: { layers } }: LayerHistogramsProps) {
  return (
    <table className="layer-histograms" style={{ '--rows': layers.length } as CSSProperties}>
      <thead>
        <tr>
          <td />
          <th scope="col">{say.weights()}</th>
          <th scope="col">{say.gradients()}</th>
          <th scope="col">{say.activations()}</th>
        </tr>
      </thead>
      <tbody>
        {layers.map(({ weights, gradients, activations }, layer) => {
          const name = layerName(shape, layer);
          const activation = shape.layers[layer]?.activation ?? 'linear';
          const { range } = DESCRIBED_ACTIVATIONS[activation];
          return (
            <tr key={layer}>
              <th scope="row">
                {name}
                <small>{say.weightsOf({ count: weights.count })}</small>
              </th>
              <td>
                <Histogram name={say.weightsIn({ layer: name })} of={weights} />
              </td>
              <td>
                <Histogram name={say.gradientsIn({ layer: name })} of={gradients} />
              </td>
              <td>
                <Histogram name={say.activationsIn({ layer: name })} of={activations} range={range} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface HistogramProps {
  readonly name: string;
  readonly of: Distribution;
  readonly range?: readonly [number, number];
}

export function Histogram({ name, of, range }: HistogramProps) {
  const paint: Paint = useMemo(() => {
    const picture = histogramPicture(of, range);
    return (context, widthPx, heightPx, theme) => paintHistogram(context, widthPx, heightPx, picture, theme);
  }, [of, range]);
  return <Canvas paint={paint} label={distributionText(name, of)} />;
}
