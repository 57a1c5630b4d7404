/**
 * One run of the load generator: sends what is due (`LoadSender.ts`), matches each response to its request, reports
 * progress. A closed loop sends when a response frees a client. An open loop sends by its schedule and counts latency
 * from the planned arrival, so that stalls of server or load are not hidden (coordinated omission).
 */
import { Patience, SILENCE_LIMIT_MS } from '#engine/clock/Patience.ts';
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/loadgenErrors.ts';
import type { LoadReport } from '#protocol/load.ts';
import type { ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES } from '#trace/outcomes.ts';
import { ArrivalCounter } from './ArrivalCounter.ts';
import { InFlightTable } from './InFlightTable.ts';
import type { LoadRunOptions } from './LoadRunOptions.ts';
import { LoadSender } from './LoadSender.ts';
import { LoadStats } from './LoadStats.ts';
import { TraceRecorder, type RequestRecord } from './TraceRecorder.ts';

const PROGRESS_MS = 33;
/** Failures in a row after which the run ends: more would show nothing new. */
const FAILURES_LIMIT = 10_000;

export class LoadRun {
  /** Resolves with the report when every request has ended. */
  readonly finished: Promise<LoadReport<Failure>>;
  private readonly options: LoadRunOptions;
  private readonly due: ArrivalCounter | null;
  private readonly table: InFlightTable;
  private readonly trace: TraceRecorder;
  private readonly stats: LoadStats;
  private readonly startMs: number;
  private readonly patience: Patience;
  private readonly sender: LoadSender;
  private over = false;
  private failuresInRow = 0;
  private stopped: Failure | undefined;
  private alarmMs = Infinity;
  private cancelAlarm = (): void => {};
  private resolve: (report: LoadReport<Failure>) => void = () => {};

  constructor(options: LoadRunOptions) {
    const { clock, config, outputs, device, firstId, clockStepMs = 0 } = options;
    const { arrivals, latencyGoalMs, inFlight } = config;
    this.options = options;
    const startMs = clock.nowMs();
    this.startMs = startMs;
    this.patience = new Patience(startMs);
    this.due = arrivals && new ArrivalCounter(arrivals, config.durationMs, config.requests);
    this.table = new InFlightTable(firstId);
    this.trace = new TraceRecorder(startMs, outputs, firstId);
    this.stats = new LoadStats({
      device,
      isOpenLoop: arrivals !== null,
      startMs,
      latencyGoalMs,
      callers: arrivals && inFlight > 1 ? null : inFlight,
      clockStepMs,
      hasPriorities: config.priorityShares.length > 0,
    });
    this.sender = new LoadSender(options, this.table, this.stats, startMs);
    this.finished = new Promise((resolve) => {
      this.resolve = resolve;
    });
    clock.after(PROGRESS_MS, () => this.progress());
    this.turn();
  }

  /** The first id of the next run. */
  get nextId(): number {
    return this.table.nextId;
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Takes a message of responses; those of an earlier run, and duplicates, are ignored. */
  deliver(block: ResponseBlock): void {
    const { table, stats } = this;
    const { ids, outcomes, batchSizes, device, failure } = block;
    const nowMs = this.options.clock.nowMs();
    this.patience.look(nowMs);
    if (device !== undefined) stats.device = device;
    for (let row = 0; row < ids.length; row += 1) {
      const id = ids[row] ?? NaN;
      if (!table.isOpen(id)) continue;
      const outcome = outcomes[row] ?? 0;
      const record = this.complete(id, nowMs);
      stats.end(outcome, record, batchSizes[row] ?? 0);
      this.trace.add(record, block, row);
      this.options.responded?.(record, block, row);
      const failed = OUTCOMES[outcome] === 'failed';
      if (failed) stats.fail(failure ?? failures.noReason());
      this.failuresInRow = failed ? this.failuresInRow + 1 : 0;
    }
    this.patience.news(nowMs);
    if (this.failuresInRow >= FAILURES_LIMIT) this.sender.end();
    this.turn();
  }

  /** Sends no more, and ends when all open requests have ended. */
  close(): void {
    this.sender.end();
    this.turn();
  }

  /** Sends no more, cancels open requests, and ends when they have ended, or after a grace period. */
  stop(reason: Failure): void {
    if (this.over) return;
    this.sender.end();
    this.stopped ??= reason;
    this.sender.cancelAll();
    this.patience.stopAsked(this.options.clock.nowMs());
    this.turn();
  }

  /** Removes an open request from the table, whatever its outcome. */
  private complete(id: number, deliveredMs: number): RequestRecord {
    const { table, sender } = this;
    const client = table.clientOf(id);
    const priority = table.priorityOf(id);
    const plannedMs = table.plannedOf(id);
    const sentMs = table.sentOf(id);
    table.remove(id);
    sender.release(client, deliveredMs);
    return { id, client, row: sender.rowOf(id), priority, plannedMs, sentMs, deliveredMs };
  }

  /** Does all that is due, then waits for the next response, arrival, cancellation, or the end. */
  private turn(): void {
    if (this.over) return;
    const { sender } = this;
    this.patience.look(this.options.clock.nowMs());
    sender.cancelDue();
    sender.sendDue();
    if (!sender.mayGoOn(this.options.clock.nowMs())) {
      sender.end();
      if (this.table.count === 0) return this.finish();
    }
    this.arm();
  }

  /** Sets the alarm for the next arrival, client or cancellation. */
  private arm(): void {
    const { nextMs } = this.sender;
    if (nextMs === this.alarmMs) return;
    this.cancelAlarm();
    this.alarmMs = nextMs;
    if (nextMs === Infinity) return;
    this.cancelAlarm = this.options.clock.at(nextMs, () => {
      this.alarmMs = Infinity;
      this.turn();
    });
  }

  private progress(): void {
    if (this.over) return;
    const { clock } = this.options;
    const nowMs = clock.nowMs();
    this.patience.look(nowMs);
    this.sendProgress(this.report(false, nowMs), nowMs);
    if (this.patience.isStopOverdue(nowMs)) return this.giveUp('cancelled');
    if (this.table.count > 0 && this.patience.isSilent(nowMs)) {
      this.giveUp('failed', failures.silent({ seconds: SILENCE_LIMIT_MS / 1000 }));
      return;
    }
    if (this.table.count === 0) this.patience.news(nowMs);
    // The duration of a closed loop may end while every client waits.
    this.turn();
    clock.after(PROGRESS_MS, () => this.progress());
  }

  private report(isFinal: boolean, nowMs: number): LoadReport<Failure> {
    this.stats.suspendedMs = this.patience.suspendedMs;
    const report = this.stats.report(isFinal, this.due?.upTo(nowMs - this.startMs) ?? null);
    return this.stopped === undefined ? report : { ...report, stopped: this.stopped };
  }

  private sendProgress(report: LoadReport<Failure>, nowMs: number): void {
    this.options.progressed({
      startedAt: this.startMs,
      elapsedMs: nowMs - this.startMs,
      sent: this.stats.sent,
      done: this.stats.done,
      inFlight: this.table.count,
      report,
      ...this.trace.take(),
    });
  }

  /** Ends the requests that the server has not ended. */
  private giveUp(outcome: 'cancelled' | 'failed', reason?: Failure): void {
    if (this.over) return;
    this.sender.end();
    const nowMs = this.options.clock.nowMs();
    for (const id of this.table.openIds()) {
      const record = this.complete(id, nowMs);
      const index = OUTCOMES.indexOf(outcome);
      this.stats.end(index, record, 0);
      if (reason !== undefined) this.stats.fail(reason);
      this.trace.addWithoutResponse(record, index);
    }
    this.finish();
  }

  private finish(): void {
    this.over = true;
    this.cancelAlarm();
    const nowMs = this.options.clock.nowMs();
    // Arrivals that were due when the run ended and were never sent.
    if (this.due) this.stats.dropped = this.due.upTo(nowMs - this.startMs).due - this.stats.sent;
    const report = this.report(true, nowMs);
    this.sendProgress(report, nowMs);
    this.resolve(report);
  }
}
