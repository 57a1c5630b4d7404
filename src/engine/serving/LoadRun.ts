/**
 * One run of a load, from its plan to its report: sends what is due, books each answer on its own request, tells of
 * progress. A closed loop sends when an answer frees a caller; an open loop sends when its schedule says so, and counts
 * latency from there, so that a stall of the server (or of this worker) cannot hide.
 */
import type { DeviceName } from '../../spec/vocabulary.ts';
import { OUTCOMES } from '../../trace/outcomes.ts';
import { LATE_MS, type LoadProgress, type LoadReport } from '../../wire/load.ts';
import {
  DEFAULT_PRIORITY,
  type CallerMessage,
  type RequestBlock,
  type ResponseBlock,
} from '../../wire/server.ts';
import { ArrivalSchedule } from './ArrivalSchedule.ts';
import { closedClients, openLanes, type Clients } from './Clients.ts';
import type { Clock } from './Clock.ts';
import { FlightLog } from './FlightLog.ts';
import { LoadTally } from './LoadTally.ts';
import type { LoadPlan } from './planLoad.ts';
import { TraceLog, type FlightFacts } from './TraceLog.ts';

export interface LoadRunOptions {
  readonly clock: Clock;
  readonly plan: LoadPlan;
  /** [count, inputs]: request i asks row i mod count. */
  readonly pool: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
  /** What answers, as far as is known before the first answer. */
  readonly device: DeviceName;
  /** Number of the first request; larger than all of earlier runs. */
  readonly firstId: number;
  readonly send: (message: CallerMessage) => void;
  readonly progressed: (progress: LoadProgress) => void;
}

const PROGRESS_MS = 33;
/** Requests of one message: keeps a burst's message, and the server's first look at it, short. */
const BLOCK_LIMIT = 1_024;
/** Planned arrivals are sent for so long after the run's duration; what is later still is dropped. */
const OVERTIME_MS = 1_000;
/** After `stop`, the server has so long to end what it holds. */
const STOP_LIMIT_MS = 5_000;
/** A server from which nothing comes for so long is taken for dead. */
const SILENCE_LIMIT_MS = 60_000;
/** So many failures in a row without an answer: more of them teach nothing. */
const FAILURES_LIMIT = 10_000;

export class LoadRun {
  /** Resolves when every request has ended. */
  readonly finished: Promise<LoadReport>;
  private readonly options: LoadRunOptions;
  private readonly schedule: ArrivalSchedule | null;
  private readonly flight: FlightLog;
  private readonly clients: Clients;
  private readonly trace: TraceLog;
  private readonly tally: LoadTally;
  private readonly startMs: number;
  private readonly poolCount: number;
  private lastNewsMs: number;
  private sending = true;
  private over = false;
  private failuresInRow = 0;
  private cancelAlarm = (): void => {};
  private resolve: (report: LoadReport) => void = () => {};

  constructor(options: LoadRunOptions) {
    const { clock, plan, pool, inputs, outputs, device, firstId } = options;
    this.options = options;
    this.poolCount = pool.length / inputs;
    if (!Number.isInteger(this.poolCount) || this.poolCount < 1) {
      throw new Error(`The load needs a pool of at least one row of ${inputs} inputs.`);
    }
    this.startMs = clock.nowMs();
    this.lastNewsMs = this.startMs;
    const rate = plan.requestsPerSecond;
    this.schedule = rate === null ? null : new ArrivalSchedule(rate, plan.seed);
    this.flight = new FlightLog(firstId);
    this.clients = this.schedule ? openLanes() : closedClients(plan.inFlight, 0, this.startMs);
    this.trace = new TraceLog(this.startMs, outputs);
    this.tally = new LoadTally(device, this.schedule !== null, this.startMs);
    this.finished = new Promise((resolve) => {
      this.resolve = resolve;
    });
    clock.after(PROGRESS_MS, () => this.progress());
    this.sendDue();
  }

  /** Where the next run's numbers start. */
  get nextId(): number {
    return this.flight.nextId;
  }

  /** Books a message of answers; what belongs to an earlier run, or has been answered, is passed over. */
  deliver(block: ResponseBlock): void {
    const { flight, tally } = this;
    const { ids, outcomes, batchSizes, device, failure } = block;
    const nowMs = this.options.clock.nowMs();
    if (device !== undefined) tally.device = device;
    if (failure !== undefined) tally.failure ??= failure;
    for (let row = 0; row < ids.length; row += 1) {
      const id = ids[row] ?? NaN;
      if (!flight.isOpen(id)) continue;
      const outcome = outcomes[row] ?? 0;
      const facts = this.land(id, nowMs);
      tally.end(outcome, facts.plannedMs, facts.sentMs, nowMs, batchSizes[row] ?? 0);
      this.trace.add(facts, block, row);
      this.failuresInRow = OUTCOMES[outcome] === 'failed' ? this.failuresInRow + 1 : 0;
    }
    this.lastNewsMs = nowMs;
    if (this.failuresInRow >= FAILURES_LIMIT) this.sending = false;
    this.sendDue();
  }

  /** Sends no more, cancels what is open, and ends as soon as all of it has ended. */
  stop(): void {
    if (this.over) return;
    this.sending = false;
    const ids = this.flight.openIds();
    if (ids.length > 0) this.options.send({ kind: 'cancel', ids });
    this.options.clock.after(STOP_LIMIT_MS, () => this.giveUp('cancelled'));
    this.sendDue();
  }

  /** Takes an open request out of the flight, whatever became of it. */
  private land(id: number, deliveredMs: number): FlightFacts {
    const { flight, clients } = this;
    const [client, plannedMs, sentMs] = [flight.clientOf(id), flight.plannedOf(id), flight.sentOf(id)];
    flight.arrive(id);
    clients.release(client, deliveredMs);
    return { id, client, row: this.rowOf(id), priority: DEFAULT_PRIORITY, plannedMs, sentMs, deliveredMs };
  }

  private rowOf(id: number): number {
    return (id - this.options.firstId) % this.poolCount;
  }

  /** Sends all that is due and may be sent, then waits for what comes next: an answer, an arrival, or the end. */
  private sendDue(): void {
    if (this.over) return;
    const { clock, plan } = this.options;
    const planned: number[] = [];
    let nowMs = clock.nowMs();
    while (this.mayGoOn(nowMs) && this.flight.count + planned.length < plan.inFlight) {
      const plannedMs = this.schedule ? this.startMs + this.schedule.nextMs : nowMs;
      if (plannedMs > nowMs) break;
      this.schedule?.advance();
      planned.push(plannedMs);
      this.tally.sent += 1;
      if (planned.length === BLOCK_LIMIT) {
        this.sendBlock(planned.splice(0), nowMs);
        nowMs = clock.nowMs();
      }
    }
    if (planned.length > 0) this.sendBlock(planned, nowMs);
    if (!this.mayGoOn(nowMs)) {
      this.sending = false;
      if (this.flight.count === 0) this.finish();
    } else if (this.schedule && this.flight.count < plan.inFlight) {
      this.cancelAlarm();
      this.cancelAlarm = clock.at(this.startMs + this.schedule.nextMs, () => this.sendDue());
    }
  }

  private mayGoOn(nowMs: number): boolean {
    const { plan } = this.options;
    const elapsedMs = nowMs - this.startMs;
    if (!this.sending || this.tally.sent >= plan.requests) return false;
    if (!this.schedule) return elapsedMs < plan.durationMs;
    return this.schedule.nextMs < plan.durationMs && elapsedMs < plan.durationMs + OVERTIME_MS;
  }

  private sendBlock(planned: readonly number[], sentMs: number): void {
    const { pool, inputs, send } = this.options;
    const block: RequestBlock = {
      ids: new Float64Array(planned.length),
      rows: new Float32Array(planned.length * inputs),
      plannedMs: Float64Array.from(planned),
      sentMs: new Float64Array(planned.length).fill(sentMs),
    };
    planned.forEach((plannedMs, index) => {
      const id = this.flight.depart(plannedMs, sentMs, this.clients.take());
      const row = this.rowOf(id);
      block.ids[index] = id;
      for (let input = 0; input < inputs; input += 1) {
        block.rows[index * inputs + input] = pool[row * inputs + input] ?? NaN;
      }
      if (sentMs - plannedMs > LATE_MS) this.tally.late += 1;
    });
    send({ kind: 'requests', block });
  }

  private progress(): void {
    if (this.over) return;
    const { clock } = this.options;
    const nowMs = clock.nowMs();
    this.tellProgress(this.tally.report(false), nowMs);
    if (this.flight.count > 0 && nowMs - this.lastNewsMs > SILENCE_LIMIT_MS) {
      this.tally.failure ??= `The server did not answer for ${SILENCE_LIMIT_MS / 1000} s.`;
      this.giveUp('failed');
      return;
    }
    if (this.flight.count === 0) this.lastNewsMs = nowMs;
    // A closed loop's duration may end while every caller waits.
    this.sendDue();
    clock.after(PROGRESS_MS, () => this.progress());
  }

  private tellProgress(report: LoadReport, nowMs: number): void {
    this.options.progressed({
      startedAt: this.startMs,
      elapsedMs: nowMs - this.startMs,
      sent: this.tally.sent,
      done: this.tally.done,
      inFlight: this.flight.count,
      report,
      ...this.trace.take(),
    });
  }

  /** Ends what the server has not ended. */
  private giveUp(outcome: 'cancelled' | 'failed'): void {
    if (this.over) return;
    this.sending = false;
    const nowMs = this.options.clock.nowMs();
    for (const id of this.flight.openIds()) {
      const facts = this.land(id, nowMs);
      const index = OUTCOMES.indexOf(outcome);
      this.tally.end(index, facts.plannedMs, facts.sentMs, nowMs, 0);
      this.trace.addUnanswered(facts, index);
    }
    this.finish();
  }

  private finish(): void {
    this.over = true;
    this.cancelAlarm();
    const nowMs = this.options.clock.nowMs();
    this.countDropped(nowMs);
    const report = this.tally.report(true);
    this.tellProgress(report, nowMs);
    this.resolve(report);
  }

  /** Arrivals that were due when the run ended and were never sent. */
  private countDropped(nowMs: number): void {
    const { schedule, tally } = this;
    const { durationMs, requests } = this.options.plan;
    const untilMs = Math.min(durationMs, nowMs - this.startMs);
    if (!schedule) return;
    while (schedule.nextMs < untilMs && tally.sent + tally.dropped < requests) {
      schedule.advance();
      tally.dropped += 1;
    }
  }
}
