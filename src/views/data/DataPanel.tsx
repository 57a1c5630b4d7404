/** What goes in: the set, how it is drawn, what the network sees of it, and what it is about. */
import { splitCounts } from '../../data/splitCounts.ts';
import { countText } from '../../paint/numberText.ts';
import { DATA_SETS } from '../../spec/dataSets.ts';
import { useExperiment } from '../useExperiment.ts';
import { ClassesPanel, DigitGrid, LoadProgress } from './DigitsPanel.tsx';
import { InputsPicker } from './InputsPicker.tsx';
import { SampleSettings } from './SampleSettings.tsx';
import { SetPicker } from './SetPicker.tsx';
import { TableColumns } from './TableColumns.tsx';
import './DataPanel.css';

export function DataPanel() {
  const data = useExperiment((experiment) => experiment.data);
  const { kind, about } = DATA_SETS[data.set];
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
      {(data.set === 'iris' || data.set === 'penguins') && <TableColumns set={data.set} />}
      <section className="group" aria-label="About this set">
        <div className="region-head">
          <h2>About this set</h2>
        </div>
        <p className="about-set">{about}</p>
      </section>
    </>
  );
}
