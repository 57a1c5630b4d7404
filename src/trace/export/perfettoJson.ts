/**
 * A trace for ui.perfetto.dev, in the JSON form of the trace event format. Its importer wants slices of one track to
 * nest, so: batches are slices (X) on a track of their instance; requests overlap, so each is an asynchronous slice
 * (b, e) with its stages inside; sending is a slice on the client's track, from which a flow (s, f) leads to the batch;
 * queue depth and requests in flight are counters (C); names come as metadata (M). Times are µs.
 */
import { OUTCOMES } from '../outcomes.ts';
import { assignLanes } from './lanes.ts';
import type { RingView } from './traceRows.ts';

const SERVER = 1;
const CLIENTS = 2;
const REQUESTS = 3;
/** Tracks of an instance and of its overflow lanes lie together: instance 2 has the tracks 201, 202, … */
const LANES_PER_INSTANCE = 100;
/** A request is about 1.9 kB of events: 19 MB, which Perfetto opens in seconds. */
export const PERFETTO_REQUESTS = 10_000;

/** Stages of a request by the times they lie between, in the words of the timeline. */
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

/** The newest `most` requests of a ring. */
export function perfettoJson(ring: RingView, most = PERFETTO_REQUESTS): string {
  const places: number[] = [];
  for (let n = Math.max(ring.first, ring.total - most); n < ring.total; n++) places.push(ring.place(n));
  const batches = batchesOf(ring, places);
  const batchTracks = tracksOf(batches);
  const requests = requestEvents(ring, places, batches, batchTracks);
  const events = [
    ...names(batches, batchTracks, requests.clientTracks),
    ...batches.flatMap((batch, i) => batchEvents(batch, batchTracks[i] ?? 0)),
    ...requests.events,
    ...counter(ring, places, 'Queue depth', ['enqueuedMs', 'batchedMs']),
    ...counter(ring, places, 'In flight', ['sentMs', 'deliveredMs']),
  ];
  return `{"displayTimeUnit":"ms","traceEvents":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}`;
}

/** Whole nanoseconds, so that what touches in the trace also touches after its import. */
const us = (ms: number): number => Math.round(ms * 1e6) / 1e3;

function batchesOf({ columns }: RingView, places: readonly number[]): Batch[] {
  const known = new Map<number, Batch>();
  for (const at of places) {
    const number = columns.batches[at] ?? 0;
    const start = columns.batchedMs[at] ?? Number.NaN;
    if (number === 0 || Number.isNaN(start)) continue;
    const computed = lastKnown(start, columns.computedMs[at]);
    const end = lastKnown(computed, columns.readBackMs[at]);
    const before = known.get(number);
    known.set(number, {
      number,
      instance: columns.instances[at] ?? 0,
      // Clocks of two workers: requests of one batch agree only to the rounding of their translation.
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

/** Track of each batch: that of its instance, or of an overflow lane while that one is busy. */
function tracksOf(batches: readonly Batch[]): number[] {
  const tracks: number[] = batches.map(() => 0);
  for (const instance of new Set(batches.map((batch) => batch.instance))) {
    const own = [...batches.keys()].filter((i) => batches[i]?.instance === instance);
    const lanes = assignLanes(own.flatMap((i) => batches[i] ?? []));
    own.forEach((i, k) => (tracks[i] = (instance + 1) * LANES_PER_INSTANCE + 1 + (lanes[k] ?? 0)));
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
  places: readonly number[],
  batches: readonly Batch[],
  batchTracks: readonly number[],
): { events: Event[]; clientTracks: Map<number, string> } {
  const events: Event[] = [];
  const byNumber = new Map(batches.map((batch, i) => [batch.number, { batch, tid: batchTracks[i] ?? 0 }]));
  const clientTracks = new Map<number, string>();
  const batchOf = (at: number) => byNumber.get(columns.batches[at] ?? 0);
  const sends = sendTracks(
    places.map((at) => ({
      at,
      client: columns.clients[at] ?? 0,
      ...sendOf(columns, at, batchOf(at)?.batch.start),
    })),
  );
  for (const { at, client, start, end, lane } of sends) {
    const id = columns.ids[at] ?? 0;
    const tid = client * LANES_PER_INSTANCE + 1 + lane;
    clientTracks.set(tid, lane === 0 ? `Client ${client + 1}` : `Client ${client + 1}, more`);
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
 * Sending ends when the server has the request; one that it never got was sent all the same. It began no later than its
 * batch, whatever the clocks of two workers say: a flow cannot lead back in time.
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

/** Each send with a lane of its client's; in order of sending. */
function sendTracks<T extends { client: number; start: number; end: number }>(
  sends: readonly T[],
): (T & { readonly lane: number })[] {
  const byClient = new Map<number, T[]>();
  for (const send of sends.toSorted((a, b) => a.start - b.start)) {
    const own = byClient.get(send.client);
    if (own) own.push(send);
    else byClient.set(send.client, [send]);
  }
  return [...byClient.values()].flatMap((own) => {
    const lanes = assignLanes(own);
    return own.map((send, i) => ({ ...send, lane: lanes[i] ?? 0 }));
  });
}

/** A request from its planned arrival to its end, with the stages it reached inside. */
function lifeEvents(columns: RingView['columns'], at: number, id: number): Event[] {
  const common = { cat: 'request', id, pid: REQUESTS, tid: 1 };
  const outcome = OUTCOMES[columns.outcomes[at] ?? 0];
  const life = { ...common, name: 'Request' };
  const answer = columns.answers[at] ?? Number.NaN;
  const args = {
    outcome,
    row: columns.rowIndexes[at],
    priority: columns.priorities[at],
    ...(columns.batches[at] ? { batch: columns.batches[at], batchSize: columns.batchSizes[at] } : {}),
    ...(Number.isNaN(answer) ? {} : { answer, step: columns.steps[at] }),
  };
  const events: Event[] = [{ ...life, ph: 'b', ts: us(columns.plannedMs[at] ?? 0), args }];
  for (const [name, from, to] of STAGES) {
    const [start, end] = [columns[from][at] ?? Number.NaN, columns[to][at] ?? Number.NaN];
    if (Number.isNaN(start) || Number.isNaN(end) || us(end) <= us(start)) continue;
    events.push({ ...common, name, ph: 'b', ts: us(start) }, { ...common, name, ph: 'e', ts: us(end) });
  }
  return [...events, { ...life, ph: 'e', ts: us(columns.deliveredMs[at] ?? 0) }];
}

/** One event a change of the level, several changes at one moment together. */
function counter(
  { columns }: RingView,
  places: readonly number[],
  name: string,
  [from, to]: readonly ['enqueuedMs' | 'sentMs', 'batchedMs' | 'deliveredMs'],
): Event[] {
  const changes = new Map<number, number>();
  const change = (ms: number, by: number): unknown => changes.set(us(ms), (changes.get(us(ms)) ?? 0) + by);
  for (const at of places) {
    const start = columns[from][at] ?? Number.NaN;
    if (Number.isNaN(start)) continue;
    change(start, 1);
    // What never got a batch left the queue when it ended.
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
    process(REQUESTS, 'Requests'),
    ...[...instances].map(([tid, instance]) => {
      const lane = tid - (instance + 1) * LANES_PER_INSTANCE;
      return thread(SERVER, tid, `Instance ${instance + 1}${lane > 1 ? `, lane ${lane}` : ''}`);
    }),
    ...[...clientTracks].map(([tid, name]) => thread(CLIENTS, tid, name)),
  ];
}
