/**
 * A clock that advances only on request: tests of queue, batcher, server and load run hours of it in a second, and
 * policy simulations run minutes of arrivals.
 */
import type { Clock } from './Clock.ts';

interface Alarm {
  readonly timeMs: number;
  readonly order: number;
  readonly callback: () => void;
  cancelled: boolean;
}

export class VirtualClock implements Clock {
  private time = 0;
  private order = 0;
  /** A binary heap by time, then by order of setting. */
  private readonly heap: Alarm[] = [];

  nowMs(): number {
    return this.time;
  }

  soon(callback: () => void): void {
    this.at(this.time, callback);
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.at(this.time + delayMs, callback);
  }

  at(timeMs: number, callback: () => void): () => void {
    const alarm: Alarm = {
      timeMs: Math.max(timeMs, this.time),
      order: this.order++,
      callback,
      cancelled: false,
    };
    this.push(alarm);
    return () => {
      alarm.cancelled = true;
    };
  }

  /** Resolves at `timeMs` of this clock. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  /** Runs every alarm up to `timeMs` and the promises that each of them settles; the clock then stands at `timeMs`. */
  async runUntil(timeMs: number): Promise<void> {
    for (let head = this.heap[0]; head && head.timeMs <= timeMs; head = this.heap[0]) {
      this.pop();
      if (head.cancelled) continue;
      this.time = head.timeMs;
      head.callback();
      await settled();
    }
    this.time = Math.max(this.time, timeMs);
  }

  /** Runs every alarm synchronously, for code that settles no promises on its way. */
  drain(): void {
    for (let head = this.heap[0]; head; head = this.heap[0]) {
      this.pop();
      if (head.cancelled) continue;
      this.time = head.timeMs;
      head.callback();
    }
  }

  /** Runs until no alarm is left, at most up to `limitMs`. */
  async runToEnd(limitMs = 1e9): Promise<void> {
    await settled();
    while (this.heap.length > 0 && (this.heap[0]?.timeMs ?? 0) <= limitMs) {
      await this.runUntil(this.heap[0]?.timeMs ?? 0);
    }
  }

  private push(alarm: Alarm): void {
    const { heap } = this;
    let index = heap.push(alarm) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (before(heap[parent]!, alarm)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = alarm;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (before(last, heap[child]!)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}

const before = (a: Alarm, b: Alarm): boolean =>
  a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.order < b.order);

/** Enough turns of the microtask queue for the promise chains of the serving code. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}
