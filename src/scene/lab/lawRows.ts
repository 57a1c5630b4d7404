/** Rows below a report: goodput, mean batch time, Little's law, the schedule of an open loop, latency by priority. */
import { latencyText, meanText } from '#messages/clockText.ts';
import * as say from '#messages/generated/results.ts';
import { fixedText, percentText, rateText, settingText } from '#messages/numberText.ts';
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
      say.withinGoal({ ms: settingText(goodput.goalMs) }),
      ended ? say.goodput({ rate: rateText(goodput.perSecond), share: percentText(goodput.share) }) : '–',
    ],
    [
      say.meanBatchTime(),
      batches > 0
        ? say.msOfBatches({ ms: meanText(batchMs / batches, clockStepMs, batches), count: batches })
        : '–',
    ],
    [
      say.littlesLaw(),
      say.inFlightIs({
        inFlight: fixedText(littlesLaw.inFlightMean, 1),
        rate: rateText(littlesLaw.perSecond),
        ms: meanText(littlesLaw.timeMeanMs, clockStepMs, ok),
      }),
    ],
  ];
  if (report.rate) rows.push(...planRows(report, report.rate));
  if (byPriority.length > 1) rows.push(...byPriority.map((part) => priorityRow(part, clockStepMs)));
  if (cancelled > 0) {
    rows.push([say.cancelled(), say.cancelledAfter({ count: cancelled, after: wasted })]);
  }
  if (cacheHits > 0) rows.push([say.fromCache(), say.responses({ count: cacheHits })]);
  return rows;
}

/** Whether an open loop kept its schedule, and how much service time alone would have hidden. */
function planRows(report: Report, rate: NonNullable<Report['rate']>): LawRow[] {
  const { late = 0, dropped = 0, latencyMs, serviceMs, clockStepMs } = report;
  const [ms, sentMs] = [latencyMs, serviceMs].map(({ p99 }) => latencyText(p99, clockStepMs)) as [
    string,
    string,
  ];
  return [
    [
      say.arrivals(),
      say.arrivalsSent({
        rate: rateText(rate.achievedPerSecond),
        asked: rateText(rate.askedPerSecond),
        late,
        dropped,
      }),
    ],
    [say.p99SinceDue(), ms === sentMs ? say.sentOnTime({ ms }) : say.sinceSent({ ms, sentMs })],
  ];
}

function priorityRow({ priority, sent, ok, latencyMs }: PriorityReport, clockStepMs: number): LawRow {
  const share = percentText(ok / sent);
  const [p50, p99] = [latencyMs.p50, latencyMs.p99].map((ms) => latencyText(ms, clockStepMs)) as [
    string,
    string,
  ];
  return [
    say.priority({ priority }),
    ok > 0 ? say.served({ p50, p99, share }) : say.shareAnswered({ share }),
  ];
}
