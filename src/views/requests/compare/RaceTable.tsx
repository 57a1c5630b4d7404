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
  const { phase, race } = useStore(compareStore);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const busy = useStore(servingStore, (state) => state.phase !== 'idle');
  return (
    <section aria-label="Race of the policies">
      <h3>Race of the policies</h3>
      <button
        type="button"
        className="button"
        disabled={!ready || busy || phase !== 'idle'}
        onClick={() => commands.racePolicies()}
      >
        Race all policies on these arrivals
      </button>
      <table className="compare-table">
        <thead>
          <tr>
            <th scope="col">Policy</th>
            <th scope="col">Requests/s</th>
            <th scope="col">Goodput/s</th>
            <th scope="col">p50, ms</th>
            <th scope="col">p99, ms</th>
            <th scope="col">Mean batch</th>
          </tr>
        </thead>
        <tbody>
          {BATCH_POLICIES.map((policy) => {
            const reports = race[policy] ?? [];
            const of = (figure: (report: (typeof reports)[number]) => number): number =>
              median(reports.map(figure));
            return (
              <tr key={policy}>
                <th scope="row">{POLICY_WORDS[policy].label}</th>
                <td>
                  {text(
                    of((report) => report.requestsPerSecond),
                    rateText,
                  )}
                </td>
                <td>
                  {text(
                    of((report) => report.goodput.perSecond),
                    rateText,
                  )}
                </td>
                <td>
                  {text(
                    of((report) => report.latencyMs.p50),
                    (ms) => fixedText(ms, 2),
                  )}
                </td>
                <td>
                  {text(
                    of((report) => report.latencyMs.p99),
                    (ms) => fixedText(ms, 2),
                  )}
                </td>
                <td>
                  {text(
                    of((report) => report.meanBatchSize),
                    (size) => fixedText(size, 1),
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const text = (value: number, form: (value: number) => string): string =>
  Number.isFinite(value) ? form(value) : '–';
