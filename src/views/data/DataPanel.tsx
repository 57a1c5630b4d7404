/** The Data region: data set, samples, inputs, and a description of the set. */
import { splitCounts } from '#data/splitCounts.ts';
import * as say from '#messages/generated/data.ts';
import { isOwnSet } from '#datasets/registry.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { numericColumns } from '#scene/table/numericColumns.ts';
import { DATA_SET_WORDS } from '#scene/labels.ts';
import { lazyView } from '../lazyView.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useOnePart } from '../useLayout.ts';
import { RegionHelpLater } from '../help/RegionHelpLater.tsx';
import { BlobCount } from './BlobCount.tsx';
import { ClassesPanel, DigitGrid, LoadProgress } from './DigitsPanel.tsx';
import { InputsPicker } from './InputsPicker.tsx';
import { SampleSettings } from './SampleSettings.tsx';
import { SetPicker } from './SetPicker.tsx';
import './DataPanel.css';

const DataFiles = lazyView(() => import('./DataFiles.tsx').then((module) => module.DataFiles));
const TableColumns = lazyView(() => import('./TableColumns.tsx').then((module) => module.TableColumns));
const ColumnScatter = lazyView(() => import('./ColumnScatter.tsx').then((module) => module.ColumnScatter));
const DrawPanel = lazyView(() => import('./drawing.ts').then((module) => module.DrawPanel));
const DrawPhone = lazyView(() => import('./drawing.ts').then((module) => module.DrawPhone));
const FormulaPanel = lazyView(() => import('./drawing.ts').then((module) => module.FormulaPanel));

export function DataPanel() {
  const data = useExperiment((experiment) => experiment.data);
  const set = factsOf(data);
  const { kind } = set;
  const { train, test } = splitCounts(data);
  const numeric = numericColumns(data);
  const onePart = useOnePart();
  const isDrawn = data.set === 'drawn';
  if (isDrawn && onePart) return <DrawPhone />;
  return (
    <>
      <div className="region-head">
        <h2>{say.data()}</h2>
        <RegionHelpLater region="data" />
        <span className="region-note">{say.trainAndTest({ train, test })}</span>
      </div>
      <SetPicker />
      <LoadProgress />
      {kind === 'image' && <DigitGrid />}
      {isDrawn ? (
        <>
          <p className="about-set about-own">{say.drawnAbout()}</p>
          <DrawPanel />
        </>
      ) : (
        <>
          {data.set === 'formula' && <FormulaPanel />}
          {(data.set === 'blobs' || data.set === 'blobs3') && <BlobCount set={data.set} />}
          <SampleSettings />
        </>
      )}
      {kind === 'plane' && <InputsPicker />}
      {kind === 'image' && <ClassesPanel />}
      {set.kind === 'table' && <TableColumns set={set} />}
      {set.kind === 'table' && numeric.length > 1 && <ColumnScatter set={set} numeric={numeric} />}
      {!isDrawn && (
        <section className="group" aria-label={say.aboutThisSet()}>
          <div className="region-head">
            <h2>{say.aboutThisSet()}</h2>
          </div>
          <p className="about-set">{isOwnSet(data.set) ? set.about : DATA_SET_WORDS[data.set].about}</p>
        </section>
      )}
      <DataFiles />
    </>
  );
}
