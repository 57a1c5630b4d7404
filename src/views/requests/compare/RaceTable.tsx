/** All batch policies on the same arrivals, really run one after the other: medians of the rounds. */
import { useStore } from 'zustand';
import { fixedText, rateText } from '../../../paint/numberText.ts';
import { BATCH_POLICIES } from '../../../spec/vocabulary.ts';
import { compareStore } from '../../../state/compareStore.ts';
import { deviceStore } from '../../../state/deviceStore.ts';
import { servingStore } from '../../../state/servingStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { POLICY_WORDS } from '../ServerSettings.tsx';
import { median } from './compareRows.ts';

export function RaceTable() {
  const commands = useCommands();
  const { phase, race, replay } = useStore(compareStore);
  const hasRun = useStore(servingStore, (state) => state.report !== null);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const busy = useStore(servingStore, (state) => state.phase !== 'idle');
  return (
    <section aria-label="Race of the policies">
      <h3>Race of the policies</h3>
      <div className="race-bar">
        <button
          type="button"
          className="button"
          disabled={!ready || busy || phase !== 'idle'}
          onClick={() => commands.racePolicies()}
        >
          Race all policies on these arrivals
        </button>
        <button
          type="button"
          className="button"
          disabled={!ready || busy || !hasRun}
          onClick={() => commands.replayPolicies()}
        >
          Replay the last run under each
        </button>
      </div>
      <p className="compare-note">
        The race is measured. The replay is computed: the arrivals of the last run and the times its batches
        took, on a virtual clock.
      </p>
      <div className="compare-scroll" role="region" aria-label="Figures of each policy" tabIndex={0}>
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col">Policy</th>
              <th scope="col">Requests/s</th>
              <th scope="col">Goodput/s</th>
              <th scope="col">p50, ms</th>
              <th scope="col">p99, ms</th>
              <th scope="col">Mean batch</th>
              <th scope="col">Replay p50</th>
              <th scope="col">Replay p99</th>
              <th scope="col">Replay batch</th>
            </tr>
          </thead>
          <tbody>
            {BATCH_POLICIES.map((policy) => {
              const reports = race[policy] ?? [];
              const of = (figure: (report: (typeof reports)[number]) => number): number =>
                median(reports.map(figure));
              const replayed = replay[policy];
              const cells = [
                rateOrDash(of((report) => report.requestsPerSecond)),
                rateOrDash(of((report) => report.goodput.perSecond)),
                msOrDash(of((report) => report.latencyMs.p50)),
                msOrDash(of((report) => report.latencyMs.p99)),
                sizeOrDash(of((report) => report.meanBatchSize)),
                msOrDash(replayed?.p50Ms),
                msOrDash(replayed?.p99Ms),
                sizeOrDash(replayed?.meanBatchSize),
              ];
              return (
                <tr key={policy}>
                  <th scope="row">{POLICY_WORDS[policy].label}</th>
                  {cells.map((cell, index) => (
                    <td key={index}>{cell}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const orDash =
  (form: (value: number) => string) =>
  (value: number | undefined): string =>
    value !== undefined && Number.isFinite(value) ? form(value) : '–';
const rateOrDash = orDash(rateText);
const msOrDash = orDash((ms) => fixedText(ms, 2));
const sizeOrDash = orDash((size) => fixedText(size, 1));
