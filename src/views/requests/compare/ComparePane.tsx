/** Paired comparison of two servers on the same arrivals, with the confidence interval of the difference. */
import { useStore } from 'zustand';
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/compare.ts';
import { fixedText, percentText, rateText } from '#messages/numberText.ts';
import { compareStore } from '#state/compareStore.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { Select } from '../../controls/Select.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { callersOf } from '#scene/lab/callers.ts';
import { compareRows, type CompareRow } from '#scene/compare/compareRows.ts';
import { CompareSideForm } from './CompareSideForm.tsx';
import { measuredSidesText } from './sideText.ts';
import { KeptNetworks } from './KeptNetworks.tsx';
import { OlderNote } from '../OlderNote.tsx';
import { PolicyTable } from './PolicyTable.tsx';
import './ComparePane.css';

const ROUNDS = [4, 6, 10, 20] as const;

export function ComparePane() {
  const commands = useCommands();
  const { phase, kind, measuredOn, measuredSides, results, policyReports, rounds, roundMs, problem } =
    useStore(compareStore);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const busy = useStore(servingStore, (state) => state.phase !== 'idle');
  const load = useExperiment((experiment) => experiment.load);
  const callers = useExperiment(({ serving }) => callersOf(serving));
  const running = phase !== 'idle';
  const done = kind === 'sides' ? results.length : (policyReports.triton?.length ?? 0);
  const seconds = fixedText(roundMs / 1_000, 1);
  const eachRound =
    load.mode === 'closed'
      ? say.eachRoundAtOnce({ count: callers, seconds })
      : say.eachRoundPerSecond({ rate: rateText(load.requestsPerSecond), seconds });
  return (
    <div className="compare-pane">
      <div className="compare-bar">
        {running ? (
          <Button className="button" onClick={() => commands.stopCompare()}>
            {say.stop()}
          </Button>
        ) : (
          <Button className="button" disabled={!ready || busy} onClick={() => commands.compareSides()}>
            {say.compareSides()}
          </Button>
        )}
        <Select
          label={say.rounds()}
          small
          value={String(rounds)}
          options={ROUNDS.map((count) => ({ value: String(count), label: say.roundCount({ count }) }))}
          disabled={running}
          onChange={(count) => commands.setCompareRounds(Number(count))}
        />
        <p className="compare-note">
          {phase === 'starting'
            ? say.warmingUp()
            : phase === 'running'
              ? say.roundOf({ round: Math.min(done + 1, rounds), rounds })
              : eachRound}
        </p>
      </div>
      {problem && (
        <p className="results-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="compare-sides">
        <CompareSideForm side={0} />
        <CompareSideForm side={1} />
      </div>
      <OlderNote measuredOn={results.length > 0 ? measuredOn.sides : null} text={say.olderRounds} />
      {results.length > 0 && measuredSides && (
        <p className="compare-note">{measuredSidesText(measuredSides)}</p>
      )}
      <CompareTable rows={compareRows(results)} rounds={results.length} />
      <PolicyTable />
      <KeptNetworks />
    </div>
  );
}

function CompareTable({ rows, rounds }: { readonly rows: readonly CompareRow[]; readonly rounds: number }) {
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  return (
    <div className="compare-scroll" role="region" aria-label={say.resultsOfSides()} tabIndex={0}>
      <table className="compare-table">
        <caption>{rounds === 0 ? say.mediansAppear() : say.mediansOf({ count: rounds })}</caption>
        <thead>
          <tr>
            <th scope="col">{say.metric()}</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">B − A</th>
            <th scope="col">{say.so()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">
                {row.label}
                {row.unit && <small> {row.unit}</small>}
              </th>
              <td>{sideText(row, row.a, clockStepMs)}</td>
              <td>{sideText(row, row.b, clockStepMs)}</td>
              <td>{differenceText(row)}</td>
              <td>{verdict(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const metricText = (value: number, digits: number): string =>
  Number.isFinite(value) ? (digits === 0 ? rateText(value) : fixedText(value, digits)) : '–';

/** A side's median. Latencies are as fine as the clock; a difference of means over rounds may be finer. */
function sideText({ unit, digits }: CompareRow, value: number, clockStepMs: number): string {
  if (unit === 'ms' && Number.isFinite(value)) return latencyText(value, clockStepMs, digits);
  // The unit is beside the row's name.
  return unit === '%' ? percentText(value / 100, digits).replace(/\s*%$/, '') : metricText(value, digits);
}

function differenceText({ difference: { mean, halfWidth }, digits }: CompareRow): string {
  if (!Number.isFinite(mean)) return '–';
  const sign = mean < 0 ? '−' : '+';
  const width = Number.isFinite(halfWidth) ? ` ± ${metricText(halfWidth, digits)}` : '';
  return `${sign}${metricText(Math.abs(mean), digits)}${width}`;
}

/** As text, because an interval that contains zero is easily read as a difference. */
function verdict({ difference, better, a, b }: CompareRow): string {
  if (!Number.isFinite(difference.halfWidth)) return '';
  if (!difference.isClear) return say.noClearDifference();
  if (better === 0) return say.isLarger({ side: difference.mean > 0 ? 'B' : 'A' });
  const side = difference.mean * better > 0 ? 'B' : 'A';
  const ratio = Math.max(a, b) / Math.min(a, b);
  return Number.isFinite(ratio) && ratio >= 1.05
    ? say.isBetterBy({ side, factor: fixedText(ratio, 1) })
    : say.isBetter({ side });
}
