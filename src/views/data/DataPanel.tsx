/** The Data region: data set, samples, inputs, and a description of the set. */
import { splitCounts } from '#data/splitCounts.ts';
import { countText } from '#messages/numberText.ts';
import { DATA_SETS } from '#datasets/registry.ts';
import { useExperiment } from '../useExperiment.ts';
import { ClassesPanel, DigitGrid, LoadProgress } from './DigitsPanel.tsx';
import { InputsPicker } from './InputsPicker.tsx';
import { SampleSettings } from './SampleSettings.tsx';
import { SetPicker } from './SetPicker.tsx';
import { TableColumns } from './TableColumns.tsx';
import './DataPanel.css';

export function DataPanel() {
  const data = useExperiment((experiment) => experiment.data);
  const set = DATA_SETS[data.set];
  const { kind, about } = set;
  const { train, test } = splitCounts(data);
  return (
    <>
      <div className="region-head">
        <h2>Data</h2>
        <span className="region-note">
          {countText(train)} train, {countText(test)} test
        </span>
      </div>
      <SetPicker />
      <LoadProgress />
      {kind === 'image' && <DigitGrid />}
      <SampleSettings />
      {kind === 'plane' && <InputsPicker />}
      {kind === 'image' && <ClassesPanel />}
      {set.kind === 'table' && <TableColumns set={set} />}
      <section className="group" aria-label="About this set">
        <div className="region-head">
          <h2>About this set</h2>
        </div>
        <p className="about-set">{about}</p>
      </section>
    </>
  );
}
