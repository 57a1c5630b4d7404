/** What the charts show: which of them, along what, on which scale, which lines; and the files. */
import * as say from '#messages/generated/charts.ts';
import { chartTitle, type ChartKind, type ChartState } from '#scene/charts/runCharts.ts';
import { X_UNITS, type XUnit } from '#scene/charts/runRows.ts';
import { uiStore } from '#state/uiStore.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { useTheme } from '../useTheme.ts';
import { CHART_FILES, saveCharts } from './chartFiles.ts';
import type { ChartsChoice } from './chartsChoice.ts';

interface ChartsSettingsProps {
  readonly offered: readonly ChartKind[];
  readonly choice: ChartsChoice;
  state(): ChartState;
  onChoose(change: Partial<ChartsChoice>): void;
  /** Shows the whole run again; null while it is shown. */
  readonly onWhole: (() => void) | null;
}

const X_LABELS: Readonly<Record<XUnit, () => string>> = {
  epochs: say.epochs,
  steps: say.steps,
  seconds: say.seconds,
};

const PART_LABELS = { train: say.train, test: say.test } as const;

export function ChartsSettings({ offered, choice, state, onChoose, onWhole }: ChartsSettingsProps) {
  const theme = useTheme();
  const { kinds, x, log, parts } = choice;
  return (
    <div className="charts-settings">
      <fieldset>
        <legend>{say.show()}</legend>
        {offered.map((kind) => (
          <Check
            key={kind}
            label={chartTitle(kind)}
            checked={kinds.includes(kind)}
            onChange={(isShown) =>
              onChoose({ kinds: offered.filter((one) => (one === kind ? isShown : kinds.includes(one))) })
            }
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>{say.lines()}</legend>
        {(['train', 'test'] as const).map((part) => (
          <Check
            key={part}
            label={PART_LABELS[part]()}
            checked={parts[part]}
            onChange={(isShown) => onChoose({ parts: { ...parts, [part]: isShown } })}
          />
        ))}
      </fieldset>
      <div>
        <h3>{say.across()}</h3>
        <Segmented
          label={say.across()}
          value={x}
          options={X_UNITS.map((value) => ({ value, label: X_LABELS[value]() }))}
          onChange={(value) => onChoose({ x: value })}
        />
        {x === 'seconds' && <p className="charts-note">{say.secondsNote()}</p>}
      </div>
      <div>
        <h3>{say.scale()}</h3>
        <Segmented
          label={say.scale()}
          value={log ? 'log' : 'linear'}
          options={[
            { value: 'log', label: say.log() },
            { value: 'linear', label: say.linear() },
          ]}
          onChange={(value) => onChoose({ log: value === 'log' })}
        />
      </div>
      <div>
        <h3>{say.download()}</h3>
        <div className="charts-files">
          {CHART_FILES.map((file) => (
            <button
              key={file}
              type="button"
              className="button"
              disabled={kinds.length === 0}
              onClick={() => void saveCharts(file, kinds, state(), theme).catch(tellFailure)}
            >
              {file.toUpperCase()}
            </button>
          ))}
        </div>
      </div>
      {onWhole && (
        <button type="button" className="button" onClick={onWhole}>
          {say.wholeRun()}
        </button>
      )}
    </div>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  onChange(checked: boolean): void;
}

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

function tellFailure(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  uiStore.setState({ notice: { text: say.notMade({ why }), tone: 'error' } });
}
