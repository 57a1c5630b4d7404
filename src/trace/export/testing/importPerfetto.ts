/**
 * The rules by which Perfetto imports trace events as JSON, as far as they can reject or misplace one: slices of a
 * track nest, asynchronous ones pair up by category and id and nest within it, a flow begins and ends within a slice.
 * Times are compared in whole nanoseconds, as the importer keeps them.
 */
interface Event {
  readonly ph: string;
  readonly pid: number;
  readonly tid?: number;
  readonly id?: number;
  readonly cat?: string;
  readonly name: string;
  readonly ts?: number;
  readonly dur?: number;
  readonly bp?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

interface Slice {
  readonly start: number;
  readonly end: number;
}

export interface Imported {
  readonly problems: string[];
  readonly slices: Map<string, number>;
  readonly asyncSlices: Map<string, number>;
  readonly flows: number;
  readonly counters: string[];
  readonly processes: string[];
}

const ns = (us = 0): number => Math.round(us * 1_000);
const count = (map: Map<string, number>, key: string): unknown => map.set(key, (map.get(key) ?? 0) + 1);

export function importPerfetto(text: string): Imported {
  const { traceEvents } = JSON.parse(text) as { traceEvents: Event[] };
  const events = traceEvents.toSorted((a, b) => ns(a.ts) - ns(b.ts));
  const problems: string[] = [];
  const slices = new Map<string, number>();
  const tracks = readSlices(events, problems, slices);
  const asyncSlices = readAsync(events, problems);
  const flows = readFlows(events, tracks, problems);
  const counters = new Set<string>();
  for (const { ph, name, args } of events) {
    if (ph !== 'C') continue;
    counters.add(name);
    const value = args?.[name];
    if (typeof value !== 'number' || value < 0)
      problems.push(`counter ${name} has the value ${String(value)}`);
  }
  const processes = traceEvents
    .filter(({ name }) => name === 'process_name')
    .map(({ args }) => String(args?.['name']));
  return { problems, slices, asyncSlices, flows, counters: [...counters].sort(), processes };
}

function readSlices(
  events: readonly Event[],
  problems: string[],
  slices: Map<string, number>,
): Map<string, Slice[]> {
  const tracks = new Map<string, Slice[]>();
  const open = new Map<string, number[]>();
  for (const { ph, pid, tid, name, ts, dur } of events) {
    if (ph !== 'X') continue;
    const track = `${pid}/${tid}`;
    const [start, end] = [ns(ts), ns(ts) + ns(dur)];
    if (end < start) problems.push(`${name} ends before it begins`);
    const ends = (open.get(track) ?? []).filter((until) => until > start);
    const around = ends.at(-1);
    if (around !== undefined && end > around)
      problems.push(`${name} at ${start} ns does not nest on ${track}`);
    open.set(track, [...ends, end]);
    tracks.set(track, [...(tracks.get(track) ?? []), { start, end }].slice(-4_000));
    count(slices, name);
  }
  return tracks;
}

function readAsync(events: readonly Event[], problems: string[]): Map<string, number> {
  const found = new Map<string, number>();
  const open = new Map<string, string[]>();
  for (const { ph, cat, id, name } of events) {
    if (ph !== 'b' && ph !== 'e') continue;
    const key = `${cat}/${id}`;
    const stack = open.get(key) ?? [];
    open.set(key, stack);
    if (ph === 'b') stack.push(name);
    else {
      const begun = stack.pop();
      if (begun !== name) problems.push(`${name} of ${key} ends what began as ${begun}`);
      count(found, name);
    }
  }
  for (const [key, stack] of open)
    if (stack.length > 0) problems.push(`${stack.join()} of ${key} never ends`);
  return found;
}

function readFlows(events: readonly Event[], tracks: Map<string, Slice[]>, problems: string[]): number {
  const begun = new Map<string, number>();
  let joined = 0;
  for (const { ph, pid, tid, cat, id, ts, bp } of events) {
    if (ph !== 's' && ph !== 'f') continue;
    const key = `${cat}/${id}`;
    const at = ns(ts);
    const within = tracks.get(`${pid}/${tid}`)?.some(({ start, end }) => start <= at && at <= end);
    if (!within) problems.push(`flow ${key} has no slice at its ${ph}`);
    if (ph === 's') {
      if (begun.has(key)) problems.push(`flow ${key} begins twice`);
      begun.set(key, at);
      continue;
    }
    // Without bp "e" the arrow would lead to the next slice of the track instead of the one around it.
    if (bp !== 'e') problems.push(`flow ${key} does not bind to the slice around its end`);
    if (!begun.delete(key)) problems.push(`flow ${key} ends without a beginning`);
    joined += 1;
  }
  for (const key of begun.keys()) problems.push(`flow ${key} never ends`);
  return joined;
}
