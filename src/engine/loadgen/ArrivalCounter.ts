/** Counts the arrivals of an open loop that were due by a time: the offered load, whatever could be sent. */
import { ArrivalSchedule, type ArrivalSpec } from './ArrivalSchedule.ts';

export class ArrivalCounter {
  private readonly schedule: ArrivalSchedule;
  private readonly durationMs: number;
  private readonly requests: number;
  private due = 0;
  private lastMs = 0;

  /** Arrivals after `durationMs`, and after the first `requests`, are not part of the load. */
  constructor(arrivals: ArrivalSpec, durationMs: number, requests: number) {
    this.schedule = new ArrivalSchedule(arrivals);
    this.durationMs = durationMs;
    this.requests = requests;
  }

  /** Arrivals due by `elapsedMs`, and the time over which they were. Call with ascending times. */
  upTo(elapsedMs: number): { due: number; seconds: number } {
    const { schedule, durationMs, requests } = this;
    const untilMs = Math.min(elapsedMs, durationMs);
    while (this.due < requests && schedule.nextMs <= untilMs && schedule.nextMs < durationMs) {
      this.lastMs = schedule.nextMs;
      schedule.advance();
      this.due += 1;
    }
    const isOver = this.due === requests || schedule.nextMs === Infinity;
    return { due: this.due, seconds: (isOver ? Math.min(this.lastMs, untilMs) : untilMs) / 1000 };
  }
}
