/** Weights, biases, gradients and activations of one layer: four histograms, and their numbers under them. */
import * as say from '#messages/generated/inspectLayers.ts';
import { countText, percentText } from '#messages/numberText.ts';
import { DESCRIBED_ACTIVATIONS } from '#nn/activations.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { Distributions } from '#scene/inspect/layerRows.ts';
import { smallText } from '#scene/inspect/smallText.ts';
import { layerName } from '#scene/network/unitNames.ts';
import { Histogram } from '../overview/LayerHistograms.tsx';

interface LayerNumbersProps {
  readonly shape: NetworkShape;
  readonly layer: number;
  readonly found: Distributions['layers'][number];
}

export function LayerNumbers({ shape, layer, found }: LayerNumbersProps) {
  const { range } = DESCRIBED_ACTIVATIONS[shape.layers[layer]?.activation ?? 'linear'];
  const kinds = [
    { name: say.weights(), of: found.weights },
    { name: say.biases(), of: found.biases },
    { name: say.gradients(), of: found.gradients },
    { name: say.activations(), of: found.activations, range },
  ];
  return (
    <div className="layer-numbers">
      <div className="layer-kinds">
        {kinds.map((kind) => (
          <section key={kind.name} aria-label={kind.name}>
            <h3>{kind.name}</h3>
            <Histogram {...kind} />
          </section>
        ))}
      </div>
      <table className="inspect-table">
        <caption className="visually-hidden">{say.numbersOf({ layer: layerName(shape, layer) })}</caption>
        <thead>
          <tr>
            <th scope="col">{say.kind()}</th>
            <th scope="col">{say.min()}</th>
            <th scope="col">{say.max()}</th>
            <th scope="col">{say.mean()}</th>
            <th scope="col">{say.std()}</th>
            <th scope="col">{say.zeros()}</th>
            <th scope="col">{say.nan()}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ name, of: { min, max, mean, std, zeroShare, nanCount } }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{smallText(min)}</td>
              <td>{smallText(max)}</td>
              <td>{smallText(mean)}</td>
              <td>{smallText(std)}</td>
              <td>{percentText(zeroShare)}</td>
              <td>{countText(nanCount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
