/** The latency charts as text and tables: heat map, lines, spectrum and histograms. */
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/latency.ts';
import { countText, fixedText, percentText, rateText } from '#messages/numberText.ts';
import { servingStore } from '#state/servingStore.ts';
import { OK } from '#trace/outcomes.ts';
import type { TimeSlice, TraceStats } from '#trace/TraceStats.ts';
import { evenlySpaced } from '../evenlySpaced.ts';

interface Words {
  readonly summary: string;
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const MOST_ROWS = 12;
const SHARES = [0.5, 0.9, 0.95, 0.99, 0.999];

/** "12,000 responses: p50 1.20, p95 3.40, p99 5.60, max 8.90 ms." */
export function latencySummary(stats: TraceStats): string {
  const { response, outcomes } = stats.whole();
  if (response.count === 0) return say.noResponses();
  const [p50, , p95, p99] = response.percentiles(SHARES);
  const lost = outcomes.reduce((sum, count, i) => (i === OK ? sum : sum + count), 0);
  const summary = say.summary({
    count: response.count,
    p50: msText(p50),
    p95: msText(p95),
    p99: msText(p99),
    max: msText(response.maxMs),
  });
  return lost > 0 ? `${summary} ${say.notAnsweredCount({ count: lost })}` : summary;
}

/** Over time: about a dozen equal intervals. */
export function overTime(stats: TraceStats): Words {
  const group = Math.max(1, Math.ceil(stats.columns / MOST_ROWS));
  const sliceMs = stats.columnMs * group;
  const [flight, queued] = [stats.inFlightMeans(), stats.queuedMeans()];
  const mean = (levels: Float64Array, i: number): string => {
    const part = levels.subarray(i * group, (i + 1) * group);
    return part.length > 0 ? fixedText(part.reduce((sum, level) => sum + level, 0) / part.length, 1) : '–';
  };
  return {
    summary: latencySummary(stats),
    caption: say.mapLabel(),
    head: [
      say.fromMs(),
      say.responses(),
      say.notAnswered(),
      say.p50Ms(),
      say.p99Ms(),
      say.maxMs(),
      say.inFlight(),
      say.inQueue(),
    ],
    rows: stats
      .grouped(group)
      .map((slice, i) => [
        fixedText(stats.fromMs + i * sliceMs, sliceMs < 10 ? 1 : 0),
        ...sliceTexts(slice),
        mean(flight, i),
        mean(queued, i),
      ]),
  };
}

function sliceTexts(slice: TimeSlice | undefined): string[] {
  const count = slice?.response.count ?? 0;
  const lost = slice?.outcomes.reduce((sum, each, i) => (i === OK ? sum : sum + each), 0) ?? 0;
  if (!slice || count === 0) return ['0', countText(lost), '–', '–', '–'];
  const [p50, p99] = slice.response.percentiles([0.5, 0.99]);
  return [countText(count), countText(lost), msText(p50), msText(p99), msText(slice.response.maxMs)];
}

/** By percentile: response time (from the schedule) and service time (from sending). */
export function byPercentile(stats: TraceStats): Words {
  const { response, service } = stats.whole();
  const [planned, sent] = [response.percentiles(SHARES), service.percentiles(SHARES)];
  const rows = SHARES.map((share, i) => [
    `p${fixedText(share * 100, share > 0.99 ? 1 : 0)}`,
    msText(planned[i]),
    msText(sent[i]),
  ]);
  return {
    summary: latencySummary(stats),
    caption: say.byPercentile(),
    head: [say.percentile(), say.sinceDueMs(), say.sinceSentMs()],
    rows: response.count > 0 ? [...rows, [say.maximum(), msText(response.maxMs), msText(service.maxMs)]] : [],
  };
}

/** Responses by latency, in about a dozen geometric steps. */
export function byLatency(stats: TraceStats): Words {
  const { response } = stats.whole();
  const { count, minMs, maxMs } = response;
  const steps = maxMs > minMs ? MOST_ROWS : 1;
  const edges = Array.from({ length: steps }, (_, i) => minMs * (maxMs / minMs) ** ((i + 1) / steps));
  let before = 0;
  const rows = edges.map((edge, i) => {
    const upTo = i === steps - 1 ? count : response.countUpTo(edge);
    const here = upTo - before;
    before = upTo;
    return [say.upTo({ ms: msText(edge) }), countText(here), percentText(here / count)];
  });
  return {
    summary: latencySummary(stats),
    caption: say.byLatency(),
    head: [say.latencyMs(), say.responses(), say.share()],
    rows: count > 0 ? rows : [],
  };
}

/** Requests by the size of their batch. */
export function bySize(stats: TraceStats): Words {
  const sizes = stats.requestsBySize.flatMap((requests, size) => (requests > 0 ? [{ size, requests }] : []));
  return {
    summary: '',
    caption: say.batchesBySize(),
    head: [say.batchSize(), say.batches(), say.requests()],
    rows: evenlySpaced(sizes.length, 2 * MOST_ROWS).map((i) => {
      const { size, requests } = sizes[i]!;
      return [countText(size), rateText(requests / size), countText(requests)];
    }),
  };
}

/** Rounded to the resolution of the clock. */
const msText = (ms = Number.NaN): string => latencyText(ms, servingStore.getState().clockStepMs);
