/** Two servers side by side on the same arrivals: choose what differs, run, and read the difference with its interval. */
import { useStore } from 'zustand';
import { countText, fixedText, rateText } from '../../../paint/numberText.ts';
import { compareStore } from '../../../state/compareStore.ts';
import { deviceStore } from '../../../state/deviceStore.ts';
import { servingStore } from '../../../state/servingStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Select } from '../../controls/Select.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { compareRows, type CompareRow } from './compareRows.ts';
import { CompareSideForm } from './CompareSideForm.tsx';
import { KeptNetworks } from './KeptNetworks.tsx';
import { RaceTable } from './RaceTable.tsx';
import './ComparePane.css';

const ROUNDS = [4, 6, 10, 20] as const;

export function ComparePane() {
  const commands = useCommands();
  const { phase, kind, results, race, rounds, roundMs, problem } = useStore(compareStore);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const busy = useStore(servingStore, (state) => state.phase !== 'idle');
  const load = useExperiment((experiment) => experiment.load);
  const inFlight = useExperiment(({ serving }) => serving.inFlight);
  const running = phase !== 'idle';
  const done = kind === 'sides' ? results.length : (race.triton?.length ?? 0);
  const arrivals =
    load.mode === 'closed'
      ? `${countText(inFlight)} in flight`
      : `${rateText(load.requestsPerSecond)} arrivals a second`;
  return (
    <div className="compare-pane">
      <div className="compare-bar">
        {running ? (
          <button type="button" className="button" onClick={() => commands.stopCompare()}>
            Stop
          </button>
        ) : (
          <button
            type="button"
            className="button"
            disabled={!ready || busy}
            onClick={() => commands.compareSides()}
          >
            Compare A and B
          </button>
        )}
        <Select
          label="Rounds"
          small
          value={String(rounds)}
          options={ROUNDS.map((count) => ({ value: String(count), label: `${count} rounds` }))}
          disabled={running}
          onChange={(count) => compareStore.setState({ rounds: Number(count) })}
        />
        <p className="compare-note" role="status">
          {phase === 'starting'
            ? 'Opening and warming up both servers'
            : phase === 'running'
              ? `Round ${Math.min(done + 1, rounds)} of ${rounds}`
              : `Each round: ${arrivals} for ${fixedText(roundMs / 1_000, 1)} s on both, the same seed, who goes first changes.`}
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
      <CompareTable rows={compareRows(results)} rounds={results.length} />
      <RaceTable />
      <KeptNetworks />
    </div>
  );
}

function CompareTable({ rows, rounds }: { readonly rows: readonly CompareRow[]; readonly rounds: number }) {
  return (
    <div className="compare-scroll" role="region" aria-label="Figures of A and B" tabIndex={0}>
      <table className="compare-table">
        <caption>
          {rounds === 0
            ? 'Medians of the rounds, and B − A with its 95 % interval, appear here.'
            : `Medians of ${countText(rounds)} ${rounds === 1 ? 'round' : 'rounds'}; B − A is the mean of the paired differences with its 95 % interval.`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">B − A</th>
            <th scope="col">So</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">
                {row.label}
                {row.unit && <small> {row.unit}</small>}
              </th>
              <td>{figureText(row.a, row.digits)}</td>
              <td>{figureText(row.b, row.digits)}</td>
              <td>{differenceText(row)}</td>
              <td>{verdict(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const figureText = (value: number, digits: number): string =>
  Number.isFinite(value) ? (digits === 0 ? rateText(value) : fixedText(value, digits)) : '–';

function differenceText({ difference: { mean, halfWidth }, digits }: CompareRow): string {
  if (!Number.isFinite(mean)) return '–';
  const sign = mean < 0 ? '−' : '+';
  const width = Number.isFinite(halfWidth) ? ` ± ${figureText(halfWidth, digits)}` : '';
  return `${sign}${figureText(Math.abs(mean), digits)}${width}`;
}

/** In words, because an interval that holds zero is easily read as a difference. */
function verdict({ difference, better, a, b }: CompareRow): string {
  if (!Number.isFinite(difference.halfWidth)) return '';
  if (!difference.isClear) return 'no clear difference';
  if (better === 0) return difference.mean > 0 ? 'B is larger' : 'A is larger';
  const winner = difference.mean * better > 0 ? 'B' : 'A';
  const ratio = Math.max(a, b) / Math.min(a, b);
  return Number.isFinite(ratio) && ratio >= 1.05
    ? `${winner} is better, ${fixedText(ratio, 1)} ×`
    : `${winner} is better`;
}
