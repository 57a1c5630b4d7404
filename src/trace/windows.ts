/**
 * Windows over the stream of results, as a streaming database defines them (RisingWave's TUMBLE, HOP, WATERMARK and
 * EMIT). A window is an interval of event time; a result belongs to every window that contains its time. The watermark
 * follows the newest event time at a fixed delay; results with earlier times are late.
 *
 * Emit on window close: a window is emitted once, when the watermark has reached its end, without late results. Emit
 * on update: it is emitted at once and again with every result, late ones included.
 */
import { LatencyHistogram } from './LatencyHistogram.ts';
import { OK } from './outcomes.ts';
import type { TraceRing } from './TraceRing.ts';

export interface WindowSpec {
  readonly sizeMs: number;
  /** Distance between the starts of neighbouring windows; `sizeMs` for tumbling ones. Divides `sizeMs`. */
  readonly hopMs: number;
  /** How far the watermark stays behind the newest event time. */
  readonly delayMs: number;
  /** Event time of a result: its planned arrival, or its delivery. */
  readonly time: 'plannedMs' | 'deliveredMs';
  readonly emit: 'update' | 'close';
}

/** Meaning of a prediction; unknown classes and labels are −1. */
export interface PredictionMeaning {
  readonly classes: number;
  classOf(prediction: number): number;
  labelOf(row: number): number;
}

export interface ResultWindow {
  readonly startMs: number;
  readonly endMs: number;
  count: number;
  /** Ok requests among `count`: shares, p95 and accuracy are of these. */
  completed: number;
  readonly byClass: Uint32Array;
  readonly response: LatencyHistogram;
  /**
   * Ok requests whose label is known, and the correct predictions among them; a prediction of no class is not correct.
   */
  labelled: number;
  correct: number;
  /** Results that came after the watermark had passed them: in `count` on update, left out on close. */
  late: number;
  closed: boolean;
}

/** Windows that are kept: the oldest closed ones are dropped first. */
const KEPT_WINDOWS = 400;

export class WindowedResults {
  /** Late results, which no longer counted or only as a correction. */
  late = 0;
  total = 0;
  /** Results that were overwritten in the ring before they could be counted. */
  missed = 0;
  private readonly spec: WindowSpec;
  private readonly meaning: PredictionMeaning;
  private readonly held = new Map<number, ResultWindow>();
  private newestEventMs = -Infinity;
  private taken = 0;
  private lastHop = Number.NaN;
  private lastWindows: readonly ResultWindow[] = [];

  constructor(spec: WindowSpec, meaning: PredictionMeaning) {
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
    for (; this.taken < ring.total; this.taken += 1) this.add(ring, ring.indexOf(this.taken));
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
    window.completed += 1;
    window.response.add((columns.deliveredMs[at] ?? 0) - (columns.plannedMs[at] ?? 0));
    const prediction = this.meaning.classOf(columns.predictions[at] ?? Number.NaN);
    if (prediction >= 0) window.byClass[prediction] = (window.byClass[prediction] ?? 0) + 1;
    const label = this.meaning.labelOf(columns.rowIndexes[at] ?? 0);
    if (label < 0 || this.meaning.classes === 0) return;
    window.labelled += 1;
    if (label === prediction) window.correct += 1;
  }

  /** Consecutive results mostly fall into the same windows: those of the last result are cached. */
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
      completed: 0,
      byClass: new Uint32Array(this.meaning.classes),
      response: new LatencyHistogram(),
      labelled: 0,
      correct: 0,
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

/**
 * Starts of the windows that contain a time: one for tumbling windows, size/hop for hopping ones; starts may be below
 * 0.
 */
export function windowStarts(
  eventMs: number,
  { sizeMs, hopMs }: Pick<WindowSpec, 'sizeMs' | 'hopMs'>,
): number[] {
  // Counted in hops: rounding of sums of fractions could miss a window.
  const newest = Math.floor(eventMs / hopMs);
  return Array.from({ length: Math.round(sizeMs / hopMs) }, (_, i) => (newest - i) * hopMs);
}
