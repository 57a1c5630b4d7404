/** What the load came to: six measured figures, and the three patterns side by side once they have been tried. */
import { useStore } from 'zustand';
import { countText, fixedText, rateText } from '../../paint/numberText.ts';
import { PATTERNS } from '../../spec/vocabulary.ts';
import { servingStore, type ServingState } from '../../state/servingStore.ts';
import { useExperiment } from '../useExperiment.ts';
import { PATTERN_WORDS } from './LoadPanel.tsx';
import './Results.css';

type ServingReport = ServingState['report'];

/** Three figures of a latency are what its measurement is worth. */
const latencyText = (ms: number): string => fixedText(ms, ms < 10 ? 2 : ms < 100 ? 1 : 0);

export function Results() {
  const { report, inFlight, phase, problem } = useStore(servingStore);
  const serving = useExperiment((experiment) => experiment.serving);
  const limit = serving.pattern === 'batched' ? serving.maxBatchSize : 1;
  const figures = [
    { label: 'Requests/s', value: report ? rateText(report.requestsPerSecond) : '–', unit: '' },
    { label: 'In flight', value: countText(inFlight), unit: `of ${countText(callers(serving))}` },
    {
      label: 'Mean batch',
      value: report ? fixedText(report.meanBatchSize, 1) : '–',
      unit: `of ${countText(limit)}`,
    },
    { label: 'p50', value: report ? latencyText(report.latencyMs.p50) : '–', unit: 'ms' },
    { label: 'p95', value: report ? latencyText(report.latencyMs.p95) : '–', unit: 'ms' },
    { label: 'p99', value: report ? latencyText(report.latencyMs.p99) : '–', unit: 'ms' },
  ];
  const lost = report ? report.rejected + report.timedOut + report.failed : 0;
  return (
    <div className="results">
      <dl className="figures">
        {figures.map(({ label, value, unit }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {unit && <small>{unit}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {problem && (
        <p className="results-problem" role="alert">
          {problem}
        </p>
      )}
      {report && lost > 0 && phase === 'idle' && (
        <p className="results-problem">
          {countText(report.rejected)} rejected, {countText(report.timedOut)} timed out,{' '}
          {countText(report.failed)} failed.
        </p>
      )}
      <Comparison />
      {report && <Laws report={report} />}
    </div>
  );
}

/** What a serving engineer checks: the useful rate, whether the plan was kept, and that the books balance. */
function Laws({ report }: { readonly report: NonNullable<ServingReport> }) {
  const { goodput, littlesLaw, rate, ok, wasted, cancelled, cacheHits } = report;
  const rows: (readonly [string, string])[] = [
    [
      `Within ${fixedText(goodput.goalMs, goodput.goalMs < 1 ? 1 : 0)} ms`,
      ok > 0
        ? `${rateText(goodput.perSecond)}/s, ${fixedText((100 * goodput.ok) / ok, 1)} % of answers`
        : '–',
    ],
    [
      'Little’s law',
      `${fixedText(littlesLaw.inFlightMean, 1)} in flight = ${rateText(littlesLaw.perSecond)}/s × ${latencyText(littlesLaw.timeMeanMs)} ms`,
    ],
  ];
  if (rate) {
    rows.push([
      'Arrivals',
      `${rateText(rate.achievedPerSecond)} of ${rateText(rate.askedPerSecond)}/s sent, ${countText(report.late ?? 0)} late, ${countText(report.dropped ?? 0)} dropped`,
    ]);
    rows.push([
      'p99 from sending',
      `${latencyText(report.serviceMs.p99)} ms; from the plan ${latencyText(report.latencyMs.p99)} ms`,
    ]);
  }
  if (cancelled > 0) {
    rows.push(['Cancelled', `${countText(cancelled)}, of them ${countText(wasted)} after submission`]);
  }
  if (cacheHits > 0) rows.push(['From the cache', `${countText(cacheHits)} answers`]);
  return (
    <dl className="laws">
      {rows.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd title={text}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

const callers = (serving: { pattern: string; inFlight: number }): number =>
  serving.pattern === 'oneByOne' ? 1 : serving.inFlight;

function Comparison() {
  const byPattern = useStore(servingStore, (state) => state.byPattern);
  const slowest = byPattern.oneByOne?.requestsPerSecond;
  return (
    <table className="comparison">
      <thead>
        <tr>
          <th scope="col">Pattern</th>
          <th scope="col">Requests/s</th>
          <th scope="col">p95, ms</th>
          <th scope="col">Rate</th>
        </tr>
      </thead>
      <tbody>
        {PATTERNS.map((pattern) => {
          const report = byPattern[pattern];
          return (
            <tr key={pattern}>
              <th scope="row">{PATTERN_WORDS[pattern].label}</th>
              <td>{report ? rateText(report.requestsPerSecond) : '–'}</td>
              <td>{report ? latencyText(report.latencyMs.p95) : '–'}</td>
              <td>{report && slowest ? `${rateText(report.requestsPerSecond / slowest)} ×` : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
