/** All batch policies on the same arrivals: medians of the measured rounds, beside a simulation of the last run. */
import { useStore } from 'zustand';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/compare.ts';
import { fixedText, rateText } from '#messages/numberText.ts';
import { median } from '#scene/compare/compareRows.ts';
import { compareStore } from '#state/compareStore.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { POLICY_LABELS } from '#scene/labels.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { OlderNote } from '../OlderNote.tsx';

export function PolicyTable() {
  const commands = useCommands();
  const { phase, policyReports, simulated, measuredOn } = useStore(compareStore);
  const hasRun = useStore(servingStore, (state) => state.report !== null);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  const clockText = orDash((ms) => latencyText(ms, clockStepMs, 2));
  const busy = useStore(servingStore, (state) => state.phase !== 'idle');
  return (
    <section aria-label={say.allPolicies()}>
      <h3>{say.allPolicies()}</h3>
      <div className="policy-bar">
        <Button
          className="button"
          disabled={!ready || busy || phase !== 'idle'}
          onClick={() => commands.measurePolicies()}
        >
          {say.measurePolicies()}
        </Button>
        <Button
          className="button"
          disabled={!ready || busy || !hasRun}
          onClick={() => commands.simulatePolicies()}
        >
          {say.simulatePolicies()}
        </Button>
      </div>
      <p className="compare-note">{say.policiesAbout()}</p>
      <OlderNote measuredOn={policyReports.triton ? measuredOn.policies : null} text={say.olderPolicies} />
      <OlderNote measuredOn={measuredOn.simulated} text={say.olderSimulated} />
      <div className="compare-scroll" role="region" aria-label={say.resultsOfPolicies()} tabIndex={0}>
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col">{say.policy()}</th>
              <th scope="col">{say.requestsPerSecond()}</th>
              <th scope="col">{say.goodputPerSecond()}</th>
              <th scope="col">{say.p50Ms()}</th>
              <th scope="col">{say.p99Ms()}</th>
              <th scope="col">{say.meanBatch()}</th>
              <th scope="col">{say.simulatedP50()}</th>
              <th scope="col">{say.simulatedP99()}</th>
              <th scope="col">{say.simulatedBatch()}</th>
            </tr>
          </thead>
          <tbody>
            {BATCH_POLICY_NAMES.map((policy) => {
              const reports = policyReports[policy] ?? [];
              const of = (metric: (report: (typeof reports)[number]) => number): number =>
                median(reports.map(metric));
              const run = simulated[policy];
              const cells = [
                rateOrDash(of((report) => report.requestsPerSecond)),
                rateOrDash(of((report) => report.goodput.perSecond)),
                clockText(of((report) => report.latencyMs.p50)),
                clockText(of((report) => report.latencyMs.p99)),
                sizeOrDash(of((report) => report.meanBatchSize)),
                msOrDash(run?.p50Ms),
                msOrDash(run?.p99Ms),
                sizeOrDash(run?.meanBatchSize),
              ];
              return (
                <tr key={policy}>
                  <th scope="row">{POLICY_LABELS[policy].label}</th>
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
