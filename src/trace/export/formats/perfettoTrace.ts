/**
 * Export of a trace for ui.perfetto.dev, in the Trace Event Format. Its importer requires slices of a track to nest,
 * so: batches are complete slices (X) on a track of their instance; requests overlap, so each is an async slice (b, e)
 * with its stages inside; sending is a slice on the client's track, with a flow (s, f) to the batch; queue depth and
 * requests in flight are counters (C); names are metadata (M). Times are µs.
 */
import { OUTCOMES } from '../../outcomes.ts';
import { assignTracks } from '../assignTracks.ts';
import type { RingView } from '../RingView.ts';
import type { RunFormat } from '../ExportFormat.ts';

const SERVER = 1;
const CLIENTS = 2;
const REQUESTS = 3;
/** Tracks of an instance and its overflow tracks have consecutive ids: instance 2 has 201, 202, … */
const TRACKS_PER_INSTANCE = 100;
/** A request is about 1.9 kB of events: 19 MB, which Perfetto opens in seconds. */
export const PERFETTO_REQUESTS = 10_000;

/** Stages of a request by the times at their ends, named as in the timeline. */
const STAGES = [
  ['send', 'sentMs', 'enqueuedMs'],
  ['queue', 'enqueuedMs', 'freeMs'],
  ['batch wait', 'freeMs', 'batchedMs'],
  ['compute', 'batchedMs', 'computedMs'],
  ['read-back', 'computedMs', 'readBackMs'],
  ['deliver', 'readBackMs', 'deliveredMs'],
] as const;

type Event = Readonly<Record<string, unknown>>;

interface Batch {
  readonly number: number;
  readonly instance: number;
  readonly start: number;
  readonly computed: number;
  readonly end: number;
  readonly size: number;
}

/** Metadata of the trace: shown by Perfetto under "Info and stats". */
export type PerfettoFacts = Readonly<Record<string, string | number>>;

/**
 * The newest `most` requests of a ring; where that is not the whole run, the name of the request track says so.
 * @example
 * const blob = new Blob([perfettoJson(ring, facts)], { type: 'application/json' });
 */
export function perfettoJson(ring: RingView, facts: PerfettoFacts = {}, most = PERFETTO_REQUESTS): string {
  const indexes: number[] = [];
  for (let n = Math.max(ring.first, ring.total - most); n < ring.total; n++) indexes.push(ring.indexOf(n));
  const batches = batchesOf(ring, indexes);
  const batchTracks = tracksOf(batches);
  const requests = requestEvents(ring, indexes, batches, batchTracks);
  const events = [
    ...names(batches, batchTracks, requests.clientTracks, partText(indexes.length, ring.total)),
    ...batches.flatMap((batch, i) => batchEvents(batch, batchTracks[i] ?? 0)),
    ...requests.events,
    ...counter(ring, indexes, 'Queue depth', ['enqueuedMs', 'batchedMs']),
    ...counter(ring, indexes, 'In flight', ['sentMs', 'deliveredMs']),
  ];
  const about = { ...facts, requests: ring.total, requestsInTrace: indexes.length };
  return `{"displayTimeUnit":"ms","otherData":${JSON.stringify(about)},"traceEvents":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}`;
}

const partText = (held: number, total: number): string =>
  held < total ? `Requests, the newest ${held} of ${total}` : 'Requests';

/** Whole nanoseconds, so that adjacent slices stay adjacent after the import. */
const us = (ms: number): number => Math.round(ms * 1e6) / 1e3;

function batchesOf({ columns }: RingView, indexes: readonly number[]): Batch[] {
  const known = new Map<number, Batch>();
  for (const at of indexes) {
    const number = columns.batches[at] ?? 0;
    const start = columns.batchedMs[at] ?? Number.NaN;
    if (number === 0 || Number.isNaN(start)) continue;
    const computed = lastKnown(start, columns.computedMs[at]);
    const end = lastKnown(computed, columns.readBackMs[at]);
    const before = known.get(number);
    known.set(number, {
      number,
      instance: columns.instances[at] ?? 0,
      // Clocks of two workers: times of one batch agree only to rounding.
      start: Math.min(us(start), before?.start ?? Infinity),
      computed: Math.max(us(computed), before?.computed ?? 0),
      end: Math.max(us(end), before?.end ?? 0),
      size: columns.batchSizes[at] ?? 0,
    });
  }
  return [...known.values()].sort((a, b) => a.start - b.start);
}

const lastKnown = (ms: number, next: number | undefined): number =>
  next === undefined || Number.isNaN(next) ? ms : next;

/** Track of each batch: that of its instance, or an overflow track while that one is busy. */
function tracksOf(batches: readonly Batch[]): number[] {
  const tracks: number[] = batches.map(() => 0);
  for (const instance of new Set(batches.map((batch) => batch.instance))) {
    const own = [...batches.keys()].filter((i) => batches[i]?.instance === instance);
    const ownTracks = assignTracks(own.flatMap((i) => batches[i] ?? []));
    own.forEach((i, k) => (tracks[i] = (instance + 1) * TRACKS_PER_INSTANCE + 1 + (ownTracks[k] ?? 0)));
  }
  return tracks;
}

function batchEvents({ number, start, computed, end, size }: Batch, tid: number): Event[] {
  const common = { ph: 'X', pid: SERVER, tid };
  const stage = (name: string, from: number, to: number): Event => ({
    ...common,
    name,
    cat: 'batch',
    ts: from,
    dur: round(to - from),
  });
  return [
    { ...stage(`Batch of ${size}`, start, end), args: { batch: number, size } },
    stage('compute', start, computed),
    stage('read-back', computed, end),
  ];
}

const round = (value: number): number => Math.round(value * 1e3) / 1e3;

function requestEvents(
  { columns }: RingView,
  indexes: readonly number[],
  batches: readonly Batch[],
  batchTracks: readonly number[],
): { events: Event[]; clientTracks: Map<number, string> } {
  const events: Event[] = [];
  const byNumber = new Map(batches.map((batch, i) => [batch.number, { batch, tid: batchTracks[i] ?? 0 }]));
  const clientTracks = new Map<number, string>();
  const batchOf = (at: number) => byNumber.get(columns.batches[at] ?? 0);
  const sends = sendTracks(
    indexes.map((at) => ({
      at,
      client: columns.clients[at] ?? 0,
      ...sendOf(columns, at, batchOf(at)?.batch.start),
    })),
  );
  for (const { at, client, start, end, track } of sends) {
    const id = columns.ids[at] ?? 0;
    const tid = client * TRACKS_PER_INSTANCE + 1 + track;
    clientTracks.set(tid, track === 0 ? `Client ${client + 1}` : `Client ${client + 1}, more`);
    events.push(
      { ph: 'X', pid: CLIENTS, tid, name: `Send ${id}`, cat: 'send', ts: start, dur: round(end - start) },
      ...lifeEvents(columns, at, id),
    );
    const held = batchOf(at);
    if (!held) continue;
    const flow = { name: 'joins its batch', cat: 'flow', id };
    events.push(
      { ...flow, ph: 's', pid: CLIENTS, tid, ts: start },
      { ...flow, ph: 'f', bp: 'e', pid: SERVER, tid: held.tid, ts: held.batch.start },
    );
  }
  return { events, clientTracks };
}

/**
 * Sending ends when the server has the request, or with the request if that never happened. It begins no later than
 * its batch, whatever the clocks of two workers say: a flow cannot go back in time.
 */
function sendOf(
  columns: RingView['columns'],
  at: number,
  batchStart = Infinity,
): { start: number; end: number } {
  const sentMs = columns.sentMs[at] ?? 0;
  return {
    start: Math.min(us(sentMs), batchStart),
    end: us(lastKnown(sentMs, columns.enqueuedMs[at])),
  };
}

/** Each send with its track within the client's, in order of sending. */
function sendTracks<T extends { client: number; start: number; end: number }>(
  sends: readonly T[],
): (T & { readonly track: number })[] {
  const byClient = new Map<number, T[]>();
  for (const send of sends.toSorted((a, b) => a.start - b.start)) {
    const own = byClient.get(send.client);
    if (own) own.push(send);
    else byClient.set(send.client, [send]);
  }
  return [...byClient.values()].flatMap((own) => {
    const tracks = assignTracks(own);
    return own.map((send, i) => ({ ...send, track: tracks[i] ?? 0 }));
  });
}

/** A request from its planned arrival to its end, with the stages it reached inside. */
function lifeEvents(columns: RingView['columns'], at: number, id: number): Event[] {
  const common = { cat: 'request', id, pid: REQUESTS, tid: 1 };
  const outcome = OUTCOMES[columns.outcomes[at] ?? 0];
  const life = { ...common, name: 'Request' };
  const prediction = columns.predictions[at] ?? Number.NaN;
  const args = {
    outcome,
    row: columns.rowIndexes[at],
    priority: columns.priorities[at],
    ...(columns.batches[at] ? { batch: columns.batches[at], batchSize: columns.batchSizes[at] } : {}),
    ...(Number.isNaN(prediction) ? {} : { prediction, step: columns.steps[at] }),
  };
  const events: Event[] = [{ ...life, ph: 'b', ts: us(columns.plannedMs[at] ?? 0), args }];
  for (const [name, from, to] of STAGES) {
    const [start, end] = [columns[from][at] ?? Number.NaN, columns[to][at] ?? Number.NaN];
    if (Number.isNaN(start) || Number.isNaN(end) || us(end) <= us(start)) continue;
    events.push({ ...common, name, ph: 'b', ts: us(start) }, { ...common, name, ph: 'e', ts: us(end) });
  }
  return [...events, { ...life, ph: 'e', ts: us(columns.deliveredMs[at] ?? 0) }];
}

/** One event for each change of the level; changes at one time are merged. */
function counter(
  { columns }: RingView,
  indexes: readonly number[],
  name: string,
  [from, to]: readonly ['enqueuedMs' | 'sentMs', 'batchedMs' | 'deliveredMs'],
): Event[] {
  const changes = new Map<number, number>();
  const change = (ms: number, by: number): unknown => changes.set(us(ms), (changes.get(us(ms)) ?? 0) + by);
  for (const at of indexes) {
    const start = columns[from][at] ?? Number.NaN;
    if (Number.isNaN(start)) continue;
    change(start, 1);
    // A request without a batch left the queue when it ended.
    change(lastKnown(columns.deliveredMs[at] ?? start, columns[to][at]), -1);
  }
  let level = 0;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([ts, by]) => ({ ph: 'C', pid: SERVER, name, ts, args: { [name]: (level += by) } }));
}

function names(
  batches: readonly Batch[],
  tracks: readonly number[],
  clientTracks: ReadonlyMap<number, string>,
  requestsName: string,
): Event[] {
  const process = (pid: number, name: string): Event => ({
    ph: 'M',
    pid,
    name: 'process_name',
    args: { name },
  });
  const thread = (pid: number, tid: number, name: string): Event => ({
    ph: 'M',
    pid,
    tid,
    name: 'thread_name',
    args: { name },
  });
  const instances = new Map(tracks.map((tid, i) => [tid, batches[i]?.instance ?? 0]));
  return [
    process(SERVER, 'Server'),
    process(CLIENTS, 'Clients'),
    process(REQUESTS, requestsName),
    ...[...instances].map(([tid, instance]) => {
      const track = tid - (instance + 1) * TRACKS_PER_INSTANCE;
      return thread(SERVER, tid, `Instance ${instance + 1}${track > 1 ? `, track ${track}` : ''}`);
    }),
    ...[...clientTracks].map(([tid, name]) => thread(CLIENTS, tid, name)),
  ];
}

export const perfettoTrace: RunFormat = {
  of: 'run',
  label: 'Perfetto trace',
  about: 'Opens in ui.perfetto.dev',
  suffix: 'perfetto.json',
  type: 'application/json',
  mostRequests: PERFETTO_REQUESTS,
  make: ({ ring }, { run, clockStepMs }) => perfettoJson(ring, { ...run, clockStepMs }),
};
