/** Results of the load: six metrics, and the three ways to ask as bars on one scale, filled as each is tried. */
import { useStore } from 'zustand';
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/results.ts';
import { countText, fixedText, rateText } from '#messages/numberText.ts';
import { PATTERNS } from '#experiment/vocabulary.ts';
import * as flow from '#messages/generated/flow.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore, type ServingState } from '#state/servingStore.ts';
import { hint } from '../hint/hint.ts';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { callersOf } from '#scene/lab/callers.ts';
import { clockNote, isCoarse } from '#scene/lab/clockNote.ts';
import { lawRows } from '#scene/lab/lawRows.ts';
import { PATTERN_LABELS } from './LoadPanel.tsx';
import { lostText } from '#scene/lab/lostText.ts';
import { useRun } from './useRun.ts';
import './Results.css';

/** The sign of the unit. */
const MS = 'ms';

type Report = NonNullable<ServingState['report']>;

export function Results() {
  const { report, kind, inFlight, phase, problem, clockStepMs } = useStore(servingStore);
  const planned = useExperiment((experiment) => experiment.serving);
  const ran = useRun((experiment) => experiment.serving);
  // Metrics of a run are shown with the limits it had.
  const serving = report ? ran : planned;
  const limit = serving.pattern === 'batched' ? serving.maxBatchSize : 1;
  const callers = report ? report.callers : callersOf(serving);
  const latency = (share: 'p50' | 'p95' | 'p99') => ({
    label: share,
    value: report ? latencyText(report.latencyMs[share], clockStepMs) : '–',
    unit: 'ms',
  });
  const isBurst = report !== null && kind === 'burst' && phase === 'idle';
  const metrics = [
    isBurst
      ? { label: flow.allBack({ count: report.sent }), value: durationText(report.seconds), unit: 'ms' }
      : {
          label: say.inFlight(),
          value: countText(inFlight),
          unit: callers === null ? '' : say.ofMost({ count: callers }),
        },
    { label: flow.perSecond(), value: report ? rateText(report.requestsPerSecond) : '–', unit: '' },
    {
      label: say.meanBatch(),
      value: report ? fixedText(report.meanBatchSize, 1) : '–',
      unit: say.ofMost({ count: limit }),
    },
    latency('p50'),
    latency('p95'),
    latency('p99'),
  ];
  return (
    <div className="results">
      <dl className="load-metrics">
        {metrics.map(({ label, value, unit }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Figure text={value} />
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
      {report && phase === 'idle' && <Troubles report={report} />}
      <Comparison />
      {report && <Laws report={report} />}
      {isCoarse(clockStepMs) && <p className="results-note">{clockNote(clockStepMs)}</p>}
    </div>
  );
}

/** "under 1" has a word beside its number, which must not move the number. */
function Figure({ text }: { readonly text: string }) {
  const [, before, number, after] = /^(\D*?)(\d[\d.,\s]*)(\D*)$/.exec(text) ?? [];
  if (!before && !after) return text;
  return (
    <>
      {before && <small>{before}</small>}
      {number}
      {after && <small>{after}</small>}
    </>
  );
}

/** Requests without a response and why, and whether the browser suspended the load. */
function Troubles({ report }: { readonly report: Report }) {
  const lost = lostText(report);
  const [failure, ...more] = report.failures;
  return (
    <>
      {report.suspendedMs > 0 && (
        <p className="results-problem">
          {say.suspended({ seconds: fixedText(report.suspendedMs / 1_000, 1) })}
        </p>
      )}
      {lost && (
        <p className="results-problem">
          {!failure
            ? say.lost({ lost })
            : more.length === 0
              ? say.lostBecause({ lost, reason: failure.reason })
              : say.lostForReasons({ lost, reason: failure.reason, count: more.length })}
        </p>
      )}
    </>
  );
}

/** For a serving engineer: goodput, whether the schedule was kept, and Little's law. */
function Laws({ report }: { readonly report: Report }) {
  const totals = useFeed(traceFeed).totals;
  return (
    <dl className="laws">
      {lawRows(report, totals).map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd {...hint(text)}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How long as many answers as are asked at once take in each of the three ways; that is the lesson of batching. */
function Comparison() {
  const byPattern = useStore(servingStore, (state) => state.byPattern);
  const { inFlight, pattern: chosen } = useExperiment((experiment) => experiment.serving);
  const msOf = (report: Report | undefined): number | null =>
    report && report.requestsPerSecond > 0 ? (inFlight / report.requestsPerSecond) * 1_000 : null;
  const longest = Math.max(0, ...PATTERNS.map((pattern) => msOf(byPattern[pattern]) ?? 0));
  return (
    <table className="comparison">
      <caption>
        <b>{flow.threeWays()}</b> <span>{flow.timeForAll({ count: inFlight })}</span>
      </caption>
      <tbody>
        {PATTERNS.map((pattern) => {
          const ms = msOf(byPattern[pattern]);
          return (
            <tr key={pattern} data-chosen={pattern === chosen}>
              <th scope="row">{PATTERN_LABELS[pattern].label()}</th>
              <td>
                {ms === null ? (
                  flow.notTried()
                ) : (
                  <i style={{ width: `${Math.max(1.5, (ms / longest) * 100)}%` }} aria-hidden />
                )}
              </td>
              <td>
                {ms !== null && (
                  <>
                    {durationText(ms / 1_000)} <small>{MS}</small>
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Three digits are enough to compare. */
const durationText = (seconds: number): string => rateText(seconds * 1_000);
