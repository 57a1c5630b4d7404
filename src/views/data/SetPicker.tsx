/** The data sets as pictures: people choose by looking. Grouped by what the network is asked to give. */
import { memo, useCallback, useId } from 'react';
import { paintDataThumb } from '../../paint/dataThumb.ts';
import { DATA_SETS, type DataSetName } from '../../spec/dataSets.ts';
import { switchDataSet } from '../../spec/withDataSet.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';
import { setPoints } from './setPoints.ts';
import './SetPicker.css';

/** The nine sets of classes leave three places in their last row, which the sets of values fill. */
const GROUPS: readonly { readonly name: string; readonly sets: readonly DataSetName[] }[] = [
  {
    name: 'Classes',
    sets: ['circle', 'xor', 'gaussians', 'spiral', 'moons', 'rings', 'checkerboard', 'blobs3', 'blobs'],
  },
  { name: 'Values', sets: ['plane', 'multi-gaussian', 'ripple'] },
  { name: 'Tables', sets: ['iris', 'penguins'] },
  { name: 'Images', sets: ['mnist'] },
];

export function SetPicker() {
  const { edit } = useCommands();
  const present = useExperiment((experiment) => experiment.data.set);
  const name = useId();
  const choose = useCallback(
    (set: DataSetName) => edit((experiment) => switchDataSet(experiment, set)),
    [edit],
  );
  return (
    <div className="set-picker">
      {GROUPS.map((group) => (
        <div
          key={group.name}
          className="set-group"
          data-group={group.name.toLowerCase()}
          role="radiogroup"
          aria-label={`Data sets: ${group.name}`}
        >
          <h3 className="set-group-name">{group.name}</h3>
          {group.sets.map((set) => (
            <SetChoice key={set} name={name} set={set} chosen={set === present} onChoose={choose} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface SetChoiceProps {
  readonly name: string;
  readonly set: DataSetName;
  readonly chosen: boolean;
  onChoose(set: DataSetName): void;
}

const SetChoice = memo(function SetChoice({ name, set, chosen, onChoose }: SetChoiceProps) {
  const { label, about } = DATA_SETS[set];
  return (
    <label className="set-choice" title={about}>
      <input type="radio" name={name} checked={chosen} onChange={() => onChoose(set)} />
      {set === 'mnist' ? <DigitMark /> : <PointsThumb set={set} />}
      <span>{label}</span>
    </label>
  );
});

function PointsThumb({ set }: { readonly set: Exclude<DataSetName, 'mnist'> }) {
  const paint = useCallback<Paint>(
    (context, widthPx, _heightPx, theme) => paintDataThumb(context, setPoints(set), widthPx, theme),
    [set],
  );
  return <Canvas className="set-thumb" paint={paint} label="" />;
}

/** The digits are megabytes away until somebody asks for them; two strokes of a pen stand for them. */
function DigitMark() {
  return (
    <svg className="set-thumb" viewBox="0 0 48 48" aria-hidden fill="none" stroke="currentColor">
      <g strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M10 17 C11 11 20 11 20 17 C20 21 16 22 14.500 22.500 C18 22.500 21.500 24.500 21 29.500 C20 36 11 36 9.500 30.500" />
        <path d="M37.500 15 C33 12 28 15 28 19 C28 25 37.500 26 37.500 31 C37.500 36 28 36.500 27.500 31 C27 25.500 38 22 37.500 15 Z" />
      </g>
    </svg>
  );
}
