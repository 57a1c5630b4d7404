/** All of the network at a glance: sizes and histograms of its layers, the plane it bends, the loss around its weights. */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/inspect.ts';
import { gradientText, layerRows } from '#scene/inspect/layerRows.ts';
import { diagnosisStore } from '#state/diagnosisStore.ts';
import { Rich } from '../../Rich.tsx';
import { LossAround, useHasPath } from '../landscape/LossAround.tsx';
import { BentPlane, LayerChoice, seenLayers, usualLayer } from '../plane/BentPlane.tsx';
import { useAsked } from '../useAsked.ts';
import { useShape } from '../useShape.ts';
import { LayerHistograms } from './LayerHistograms.tsx';

const BINS = { bins: 25 };

export function OverviewPane() {
  const shape = useShape();
  const { value: found, problem } = useAsked('distributions', BINS);
  const diagnosis = useStore(diagnosisStore, (state) => state.diagnosis);
  const hasPath = useHasPath();
  const [picked, setPicked] = useState<number | null>(null);
  const layer = picked !== null && seenLayers(shape).includes(picked) ? picked : usualLayer(shape);
  const around = useMemo(
    () => ({ directions: hasPath ? ('path' as const) : ('random' as const), side: 33, radius: 1, seed: 1 }),
    [hasPath],
  );
  const rows = found ? layerRows(shape, found) : [];
  const shown = diagnosis?.sentence ?? (found && gradientText(shape, found));
  return (
    <div className="inspect-columns">
      <div className="inspect-side">
        <div className="region-head">
          <h2>{say.layers()}</h2>
          {found && <span className="region-note">{say.atEpoch({ epoch: Math.floor(found.epoch) })}</span>}
        </div>
        {problem !== null && <p className="inspect-note">{problem}</p>}
        <table className="inspect-table">
          <thead>
            <tr>
              <th scope="col">{say.layer()}</th>
              <th scope="col">{say.weights()}</th>
              <th scope="col">{say.gradient()}</th>
              <th scope="col">{say.flat()}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, weights, gradient, flat }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{weights}</td>
                <td>{gradient}</td>
                <td>{flat}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="inspect-note">{say.sizesNote()}</p>
        {shown !== null && shown !== undefined && (
          <section className="inspect-group" aria-label={say.whatThisShows()}>
            <h3>{say.whatThisShows()}</h3>
            <p>
              <Rich text={shown} />
            </p>
          </section>
        )}
        {found && <p className="inspect-note">{say.measuredOn({ samples: found.samples })}</p>}
      </div>
      <div className="inspect-middle">
        {found && rows.length > 0 && <LayerHistograms shape={shape} found={found} />}
        <section className="overview-plane">
          <LayerChoice shape={shape} layer={layer} onChange={setPicked} />
          <BentPlane shape={shape} layer={layer} />
        </section>
      </div>
      <div className="inspect-side inspect-side-right">
        <div className="region-head">
          <h2>{say.lossAround()}</h2>
        </div>
        <LossAround params={around} />
      </div>
    </div>
  );
}
