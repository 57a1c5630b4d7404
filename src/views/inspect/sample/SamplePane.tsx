/** One sample: which it is and how far it is followed; the chosen unit's sum, term by term; and what an update would make of it. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/inspectSample.ts';
import { namesOf } from '#scene/inspect/inspectNames.ts';
import { knownAt, phasesOf } from '#scene/inspect/phases.ts';
import { unitStory } from '#scene/inspect/sampleStory.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { useExperiment } from '../../useExperiment.ts';
import { Phases } from './Phases.tsx';
import { SamplePicker } from './SamplePicker.tsx';
import { UnitFormula } from './UnitFormula.tsx';
import { UpdateTable } from './UpdateTable.tsx';
import { useFollowed } from './useFollowed.ts';
import './SamplePane.css';

export function SamplePane() {
  const { sample, problem } = useFollowed();
  const data = useExperiment((experiment) => experiment.data);
  const network = useExperiment((experiment) => experiment.network);
  const names = useMemo(() => namesOf({ data, network }), [data, network]);
  const { found, chosen, phase } = useStore(inspectStore);
  const layers = names.shape.layers.length;
  const fits = found && found.inspection.shape.layers.length === layers ? found : null;
  const unit = chosen ?? { layer: layers - 1, unit: 0 };
  const story = fits && (unitStory(fits, unit) ?? unitStory(fits, { layer: layers - 1, unit: 0 }));
  const hasTarget = fits === null || fits.inspection.backward !== null;
  const phases = useMemo(() => phasesOf(layers, hasTarget), [layers, hasTarget]);
  const known = knownAt(phases, layers, phase);
  return (
    <div className="inspect-columns">
      <div className="inspect-side">
        <SamplePicker sample={sample} found={fits} known={known} />
        {problem !== null && <p className="inspect-note">{problem}</p>}
        {fits && <Phases phases={phases} names={names} found={fits} />}
      </div>
      <div className="inspect-middle">
        {fits && story ? (
          <UnitFormula names={names} found={fits} story={story} known={known} />
        ) : (
          problem === null && <p className="inspect-note">{say.loading()}</p>
        )}
      </div>
      <div className="inspect-side inspect-side-right">
        {fits && story && (
          <UpdateTable
            names={names}
            rule={fits.inspection.backward?.rule ?? null}
            story={story}
            known={known}
          />
        )}
      </div>
    </div>
  );
}
