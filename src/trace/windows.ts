/**
 * Windows over the stream of results, as a streaming database defines them (RisingWave's TUMBLE, HOP, WATERMARK and
 * EMIT): a window is a stretch of event time, a result belongs to every window that holds its time. The watermark
 * follows the newest event time at a fixed delay; a result that comes with an earlier time than the watermark is late.
 *
 * Emit on window close: a window is emitted once, when the watermark has reached its end, and late results are left
 * out. Emit on update: a window is emitted at once and again with every result, late ones included.
 */
import { LatencyHistogram } from './LatencyHistogram.ts';
import { OK } from './outcomes.ts';
import type { TraceRing } from './TraceRing.ts';

export interface WindowSpec {
  readonly sizeMs: number;
  /** Distance between the starts of neighbouring windows, `sizeMs` for tumbling ones. Divides `sizeMs`. */
  readonly hopMs: number;
  /** How far the watermark stays behind the newest event time. */
  readonly delayMs: number;
  /** What counts as the time of a result: its planned arrival, or its delivery. */
  readonly time: 'plannedMs' | 'deliveredMs';
  readonly emit: 'update' | 'close';
}

/** What an answer means; unknown classes and labels are −1. */
export interface AnswerMeaning {
  readonly classes: number;
  classOf(answer: number): number;
  labelOf(row: number): number;
}

export interface ResultWindow {
  readonly startMs: number;
  readonly endMs: number;
  count: number;
  /** Of `count`, those that were answered: shares, p95 and accuracy are of these. */
  answered: number;
  readonly byClass: Uint32Array;
  readonly response: LatencyHistogram;
  /** Answered requests whose label is known, and those of them that were right. */
  labelled: number;
  right: number;
  /** Results that came after the watermark had passed them: in `count` on update, left out on close. */
  late: number;
  closed: boolean;
}

/** Windows that are kept: the oldest closed ones are forgotten first. */
const KEPT_WINDOWS = 400;

export class WindowedResults {
  /** Results that no longer counted, or only as a correction: those behind the watermark when they came. */
  late = 0;
  total = 0;
  /** Results that had left the ring before they could be counted. */
  missed = 0;
  private readonly spec: WindowSpec;
  private readonly meaning: AnswerMeaning;
  private readonly held = new Map<number, ResultWindow>();
  private newestEventMs = -Infinity;
  private taken = 0;
  private lastHop = Number.NaN;
  private lastWindows: readonly ResultWindow[] = [];

  constructor(spec: WindowSpec, meaning: AnswerMeaning) {
    this.spec = spec;
    this.meaning = meaning;
  }

  /** −∞ before the first result. */
  get watermarkMs(): number {
    return this.newestEventMs - this.spec.delayMs;
  }

  /** Counts what has come into the ring since the last call. */
  take(ring: TraceRing): void {
    if (ring.first > this.taken) {
      this.missed += ring.first - this.taken;
      this.taken = ring.first;
    }
    for (; this.taken < ring.total; this.taken += 1) this.add(ring, ring.place(this.taken));
    for (const window of this.held.values()) window.closed ||= window.endMs <= this.watermarkMs;
    this.forget();
  }

  /** The windows that have been emitted, the newest first. */
  emitted(): ResultWindow[] {
    const shown = [...this.held.values()].filter(({ closed }) => closed || this.spec.emit === 'update');
    return shown.sort((a, b) => b.startMs - a.startMs);
  }

  /** Windows that are open and wait for their close. */
  get openCount(): number {
    let open = 0;
    for (const { closed } of this.held.values()) if (!closed) open += 1;
    return open;
  }

  private add(ring: TraceRing, at: number): void {
    const eventMs = ring.columns[this.spec.time][at] ?? 0;
    const isLate = eventMs < this.watermarkMs;
    this.total += 1;
    if (isLate) this.late += 1;
    this.newestEventMs = Math.max(this.newestEventMs, eventMs);
    for (const window of this.windowsAt(eventMs)) {
      if (isLate) window.late += 1;
      if (!isLate || this.spec.emit === 'update') this.count(window, ring, at);
    }
  }

  private count(window: ResultWindow, { columns }: TraceRing, at: number): void {
    window.count += 1;
    if (columns.outcomes[at] !== OK) return;
    window.answered += 1;
    window.response.add((columns.deliveredMs[at] ?? 0) - (columns.plannedMs[at] ?? 0));
    const answer = this.meaning.classOf(columns.answers[at] ?? Number.NaN);
    if (answer >= 0) window.byClass[answer] = (window.byClass[answer] ?? 0) + 1;
    const label = this.meaning.labelOf(columns.rowIndexes[at] ?? 0);
    if (label < 0 || answer < 0) return;
    window.labelled += 1;
    if (label === answer) window.right += 1;
  }

  /** Neighbours in the stream mostly fall into the same windows: those of the last result are kept at hand. */
  private windowsAt(eventMs: number): readonly ResultWindow[] {
    const hop = Math.floor(eventMs / this.spec.hopMs);
    if (hop !== this.lastHop) {
      this.lastHop = hop;
      this.lastWindows = windowStarts(eventMs, this.spec).map((start) => this.windowAt(start));
    }
    return this.lastWindows;
  }

  private windowAt(startMs: number): ResultWindow {
    const known = this.held.get(startMs);
    if (known) return known;
    const window: ResultWindow = {
      startMs,
      endMs: startMs + this.spec.sizeMs,
      count: 0,
      answered: 0,
      byClass: new Uint32Array(this.meaning.classes),
      response: new LatencyHistogram(),
      labelled: 0,
      right: 0,
      late: 0,
      closed: false,
    };
    this.held.set(startMs, window);
    return window;
  }

  private forget(): void {
    if (this.held.size <= KEPT_WINDOWS) return;
    this.lastHop = Number.NaN;
    const starts = [...this.held.keys()].sort((a, b) => a - b);
    for (const start of starts.slice(0, starts.length - KEPT_WINDOWS)) this.held.delete(start);
  }
}

/** Starts of the windows that hold a time: one for tumbling windows, size/hop for hopping ones; starts may be below 0. */
export function windowStarts(
  eventMs: number,
  { sizeMs, hopMs }: Pick<WindowSpec, 'sizeMs' | 'hopMs'>,
): number[] {
  // Counted in hops: sums of fractions would miss the window that was opened before.
  const newest = Math.floor(eventMs / hopMs);
  return Array.from({ length: Math.round(sizeMs / hopMs) }, (_, i) => (newest - i) * hopMs);
}
