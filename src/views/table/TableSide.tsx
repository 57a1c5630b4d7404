/** What becomes of the table: inputs and classes, missing values, the split, and the rows that cannot be used. */
import { notifyUnlessAborted } from '#commands/notifyError.ts';
import { LIMITS } from '#experiment/limits.ts';
import { isCategory } from '#experiment/tableData.ts';
import * as say from '#messages/generated/importTable.ts';
import { countText, percentText } from '#messages/numberText.ts';
import { MISSING_RULES, type TableOptions } from '#experiment/tableReading.ts';
import { cellNumber, outcomeTitle } from '#scene/table/tableOutcome.ts';
import { typeOf, withType } from '#scene/table/tableSettings.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { SettingRow } from '../controls/SettingRow.tsx';
import { Slider } from '../controls/Slider.tsx';
import { saveFile } from '../saveFile.ts';
import type { OpenSheet } from './useTableSheet.ts';
import './TableSide.css';

interface SideProps {
  readonly sheet: OpenSheet;
  onChange(options: TableOptions): void;
}

export function OutcomeSummary({ sheet: { look, options }, onChange }: SideProps) {
  const { outcome, target } = look;
  const isReady = !('failure' in outcome);
  return (
    <section className="import-group">
      <h3>{isReady ? outcomeTitle(outcome.sketch) : say.cannotBeUsed()}</h3>
      <SettingRow label={say.predict()}>
        <Segmented
          label={say.predict()}
          value={typeOf(look, target)}
          options={[
            { value: 'category', label: say.predictClasses() },
            { value: 'number', label: say.predictValues() },
          ]}
          onChange={(type) => onChange(withType(options, look, target, type))}
        />
      </SettingRow>
      {isReady && isCategory(outcome.sketch.target) && (
        <ClassCounts names={outcome.sketch.target.values} counts={outcome.classCounts} />
      )}
      {isReady && outcome.range && <ValueRange name={outcome.sketch.target.name} {...outcome.range} />}
      {isReady && <p className="import-hint">{say.oneHot()}</p>}
    </section>
  );
}

interface ValueRangeProps {
  readonly name: string;
  /** Of the rows that are used. */
  readonly min: number;
  readonly max: number;
}

function ValueRange({ name, min, max }: ValueRangeProps) {
  return <p>{say.valueRange({ name, from: cellNumber(min), to: cellNumber(max) })}</p>;
}

interface ClassCountsProps {
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

function ClassCounts({ names, counts }: ClassCountsProps) {
  const most = Math.max(1, ...counts);
  return (
    <ul className="import-classes" aria-label={say.rowsPerClass()}>
      {names.map((name, i) => (
        <li key={name}>
          <span>{name}</span>
          <span className="import-class-bar">
            <span style={{ width: `${(counts[i]! / most) * 100}%` }} />
          </span>
          <b>{countText(counts[i]!)}</b>
        </li>
      ))}
    </ul>
  );
}

const RULES = { drop: say.dropRows, mean: say.fillMean, frequent: say.fillFrequent };

export function MissingRules({ sheet: { options }, onChange }: SideProps) {
  return (
    <fieldset className="import-group">
      <legend>{say.missingValues()}</legend>
      {MISSING_RULES.map((rule) => (
        <label key={rule} className="import-choice">
          <input
            type="radio"
            name="missing"
            checked={(options.missing ?? 'drop') === rule}
            onChange={() => onChange({ ...options, missing: rule })}
          />
          {RULES[rule]()}
        </label>
      ))}
    </fieldset>
  );
}

export interface Part {
  readonly trainShare: number;
  readonly seed: number;
}

export function SplitSettings({ part, onPart }: { readonly part: Part; onPart(part: Part): void }) {
  return (
    <section className="import-group" aria-label={say.split()}>
      <Slider
        label={say.forTraining()}
        value={Math.round(part.trainShare * 100)}
        min={LIMITS.trainShare.min * 100}
        max={LIMITS.trainShare.max * 100}
        step={1}
        text={percentText(part.trainShare, 0)}
        onChange={(percent) => onPart({ ...part, trainShare: percent / 100 })}
      />
      <SettingRow label={say.shuffleSeed()}>
        <NumberField
          label={say.shuffleSeed()}
          value={part.seed}
          min={LIMITS.seed.min}
          max={LIMITS.seed.max}
          whole
          onChange={(seed) => onPart({ ...part, seed })}
        />
      </SettingRow>
    </section>
  );
}

export function ProblemList({ sheet: { look, table, options, name } }: Pick<SideProps, 'sheet'>) {
  const { outcome } = look;
  if ('failure' in outcome) return null;
  const { dropped, problems } = outcome;
  const save = (): void => {
    table
      .problems(options)
      .then((csv) => saveFile(new Blob([csv], { type: 'text/csv' }), `${name}-problems.csv`))
      .catch(notifyUnlessAborted);
  };
  return (
    <section className="import-group import-problems">
      <div className="import-group-head">
        <h3>{say.problemsHead({ count: dropped })}</h3>
        {dropped > 0 && (
          <button type="button" className="button-plain" onClick={save}>
            {say.saveList()}
          </button>
        )}
      </div>
      {dropped === 0 ? (
        <p className="import-hint">{say.noProblems()}</p>
      ) : (
        <table>
          <tbody>
            {problems.map(({ row, what }) => (
              <tr key={row}>
                <th scope="row">{say.rowNumber({ row })}</th>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {dropped > problems.length && (
        <p className="import-hint">{say.moreProblems({ count: dropped - problems.length })}</p>
      )}
    </section>
  );
}
