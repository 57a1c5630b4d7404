/** Rows below a report: goodput, mean batch time, Little's law, the schedule of an open loop, latency by priority. */
import { latencyText, meanText } from '#messages/clockText.ts';
import { countText, fixedText, percentText, rateText, settingText } from '#messages/numberText.ts';
import type { ServingState } from '#state/servingStore.ts';
import type { RunTotals } from '#trace/RunTotals.ts';

type Report = NonNullable<ServingState['report']>;
type PriorityReport = Report['byPriority'][number];
export type LawRow = readonly [label: string, text: string];

export function lawRows(report: Report, totals: Pick<RunTotals, 'batchMs' | 'batches'>): LawRow[] {
  const { goodput, littlesLaw, sent, ok, wasted, cancelled, cacheHits, clockStepMs, byPriority } = report;
  const { batchMs, batches } = totals;
  const ended = sent > 0 && !Number.isNaN(goodput.share);
  const rows: LawRow[] = [
    [
      `Within ${settingText(goodput.goalMs)} ms`,
      ended ? `${rateText(goodput.perSecond)}/s, ${percentText(goodput.share)} of requests` : '–',
    ],
    [
      'Mean batch time',
      batches > 0
        ? `${meanText(batchMs / batches, clockStepMs, batches)} ms, ${countText(batches)} batches`
        : '–',
    ],
    [
      'Little’s law',
      `${fixedText(littlesLaw.inFlightMean, 1)} in flight = ${rateText(littlesLaw.perSecond)}/s × ${meanText(littlesLaw.timeMeanMs, clockStepMs, ok)} ms`,
    ],
  ];
  if (report.rate) rows.push(...planRows(report, report.rate));
  if (byPriority.length > 1) rows.push(...byPriority.map((part) => priorityRow(part, clockStepMs)));
  if (cancelled > 0) {
    rows.push(['Cancelled', `${countText(cancelled)}, of them ${countText(wasted)} after submission`]);
  }
  if (cacheHits > 0) rows.push(['From the cache', `${countText(cacheHits)} answers`]);
  return rows;
}

/** Whether an open loop kept its schedule, and how much service time alone would have hidden. */
function planRows(report: Report, rate: NonNullable<Report['rate']>): LawRow[] {
  const { late = 0, dropped = 0, latencyMs, serviceMs, clockStepMs } = report;
  const [planned, sent] = [latencyMs, serviceMs].map(({ p99 }) => latencyText(p99, clockStepMs));
  return [
    [
      'Arrivals',
      `${rateText(rate.achievedPerSecond)} of ${rateText(rate.askedPerSecond)}/s sent, ${countText(late)} late, ${countText(dropped)} dropped`,
    ],
    [
      'p99 since due',
      planned === sent ? `${planned} ms, sent on time` : `${planned} ms; since sent ${sent} ms`,
    ],
  ];
}

function priorityRow({ priority, sent, ok, latencyMs }: PriorityReport, clockStepMs: number): LawRow {
  const served =
    ok > 0
      ? `p50 ${latencyText(latencyMs.p50, clockStepMs)}, p99 ${latencyText(latencyMs.p99, clockStepMs)} ms, `
      : '';
  return [`Priority ${priority}`, `${served}${percentText(ok / sent)} answered`];
}
