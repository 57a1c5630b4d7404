/** What the load came to: six measured figures, and the three patterns side by side once they have been tried. */
import { useStore } from 'zustand';
import { countText, fixedText, rateText } from '../../paint/numberText.ts';
import { PATTERNS } from '../../spec/vocabulary.ts';
import { servingStore } from '../../state/servingStore.ts';
import { useExperiment } from '../useExperiment.ts';
import { PATTERN_WORDS } from './LoadPanel.tsx';

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
    </div>
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
