/** Layers: the numbers of one layer as histograms and in a table, and how the gradients of all layers went over the run. */
import { useId, useState } from 'react';
import * as say from '#messages/generated/inspectLayers.ts';
import { countText } from '#messages/numberText.ts';
import { layerName } from '#scene/network/unitNames.ts';
import { useAsked } from '../useAsked.ts';
import { useShape } from '../useShape.ts';
import { LayerCurvePlots } from './LayerCurvePlots.tsx';
import { LayerNumbers } from './LayerNumbers.tsx';
import './LayersPane.css';

const BINS = { bins: 40 };

export function LayersPane() {
  const shape = useShape();
  const name = useId();
  const { value: found, problem } = useAsked('distributions', BINS);
  const [picked, setPicked] = useState(0);
  const layer = Math.min(picked, shape.layers.length - 1);
  const fits = found?.layers.length === shape.layers.length ? found : null;
  const chosen = fits?.layers[layer];
  return (
    <div className="inspect-columns">
      <div className="inspect-side">
        <table className="inspect-table layer-choice">
          <caption className="visually-hidden">{say.choose()}</caption>
          <thead>
            <tr>
              <th scope="col">{say.layer()}</th>
              <th scope="col">{say.dead()}</th>
              <th scope="col">{say.flat()}</th>
              <th scope="col">{say.nan()}</th>
            </tr>
          </thead>
          <tbody>
            {fits?.layers.map(({ dead, saturated, weights, biases, gradients, activations }, i) => (
              <tr key={i}>
                <th scope="row">
                  <label>
                    <input type="radio" name={name} checked={i === layer} onChange={() => setPicked(i)} />
                    {layerName(shape, i)}
                  </label>
                </th>
                <td>{countText(dead.length)}</td>
                <td>{countText(saturated.length)}</td>
                <td>
                  {countText(
                    [weights, biases, gradients, activations].reduce(
                      (sum, { nanCount }) => sum + nanCount,
                      0,
                    ),
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {problem !== null && <p className="inspect-note">{problem}</p>}
        {chosen && chosen.dead.length > 0 && (
          <p className="inspect-text">{say.deadUnits(unitsOf(chosen.dead))}</p>
        )}
        {chosen && chosen.saturated.length > 0 && (
          <p className="inspect-text">{say.flatUnits(unitsOf(chosen.saturated))}</p>
        )}
        <p className="inspect-note">{say.about()}</p>
      </div>
      <div className="inspect-middle">
        {chosen ? (
          <LayerNumbers shape={shape} layer={layer} found={chosen} />
        ) : (
          <p className="inspect-note">{say.measuring()}</p>
        )}
      </div>
      <div className="inspect-side inspect-side-right">
        <LayerCurvePlots shape={shape} chosen={layer} />
      </div>
    </div>
  );
}

/** By number as the diagram counts them, the first few. */
const MOST_NAMED = 12;

function unitsOf(units: readonly number[]): { count: number; units: string } {
  const named = units.slice(0, MOST_NAMED).map((unit) => countText(unit + 1));
  return {
    count: units.length,
    units: units.length > MOST_NAMED ? `${named.join(', ')}, …` : named.join(', '),
  };
}
