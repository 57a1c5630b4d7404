/** Choice of the data set by thumbnail: one plain grid. Screen readers get the sets by kind of output. */
import { memo, useCallback, useId } from 'react';
import type { DataSetGroup } from '#datasets/DataSet.ts';
import { DATA_SET_NAMES, DATA_SETS, type GivenSetName } from '#datasets/registry.ts';
import { switchDataSet } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/data.ts';
import { DATA_SET_WORDS } from '#scene/labels.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';
import { OWN_TILES } from './ownTiles.tsx';
import { SetThumb } from './SetThumb.tsx';
import './SetPicker.css';
import { hint } from '../hint/hint.ts';

const NAMES: Readonly<Record<DataSetGroup, () => string>> = {
  Classes: say.groupClasses,
  Values: say.groupValues,
  Tables: say.groupTables,
  Images: say.groupImages,
};
const GROUPS = (Object.keys(NAMES) as DataSetGroup[]).map((name) => ({
  name,
  // Three and four blobs are one tile; how many is chosen in the settings under it.
  sets: DATA_SET_NAMES.filter((set) => DATA_SETS[set].group === name && set !== 'blobs'),
}));

export function SetPicker() {
  const { edit } = useCommands();
  const present = useExperiment((experiment) => experiment.data.set);
  const name = useId();
  const choose = useCallback(
    (set: GivenSetName) => edit((experiment) => switchDataSet(experiment, set)),
    [edit],
  );
  return (
    <div className="set-picker">
      {GROUPS.map((group) => (
        <div
          key={group.name}
          className="set-group"
          role="radiogroup"
          aria-label={say.dataSetsOfGroup({ group: NAMES[group.name]() })}
        >
          {group.sets.map((set) => (
            <SetChoice
              key={set}
              name={name}
              set={set}
              chosen={set === present || (set === 'blobs3' && present === 'blobs')}
              onChoose={choose}
            />
          ))}
        </div>
      ))}
      <div className="set-group" role="group" aria-label={say.ownDataSets()}>
        {OWN_TILES.map(({ id, label, about, icon, sets, choose: begin, opens }) => {
          const isPresent = sets.some((set) => set === present);
          const take = (): void => begin({ edit, past: experimentStore.getState().past });
          const face = (
            <>
              <span className="set-thumb set-icon">{icon}</span>
              <span>{label()}</span>
            </>
          );
          return opens === 'dialog' ? (
            <button
              key={id}
              type="button"
              className="set-choice"
              aria-haspopup="dialog"
              aria-current={isPresent || undefined}
              {...hint(about())}
              onClick={take}
            >
              {face}
            </button>
          ) : (
            <label key={id} className="set-choice" {...hint(about())}>
              <input type="radio" name={name} checked={isPresent} onChange={take} />
              {face}
            </label>
          );
        })}
      </div>
    </div>
  );
}

interface SetChoiceProps {
  readonly name: string;
  readonly set: GivenSetName;
  readonly chosen: boolean;
  onChoose(set: GivenSetName): void;
}

const SetChoice = memo(function SetChoice({ name, set, chosen, onChoose }: SetChoiceProps) {
  const { label, about } = DATA_SET_WORDS[set];
  return (
    <label className="set-choice" {...hint(about)}>
      <input type="radio" name={name} checked={chosen} onChange={() => onChoose(set)} />
      <SetThumb set={DATA_SETS[set]} />
      <span>{set === 'blobs3' ? say.blobs() : label}</span>
    </label>
  );
});
