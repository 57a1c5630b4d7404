/**
 * One run of a load, from its plan to its report: sends what is due, books each answer on its own request, tells of
 * progress. A closed loop sends when an answer frees a client; an open loop sends when its schedule says so, and counts
 * latency from there, so that a stall of the server (or of this worker) cannot hide.
 */
import type { DeviceName } from '../../spec/vocabulary.ts';
import { OUTCOMES } from '../../trace/outcomes.ts';
import type { LoadProgress, LoadReport } from '../../wire/load.ts';
import type { CallerMessage, ResponseBlock } from '../../wire/server.ts';
import { ArrivalSchedule } from './ArrivalSchedule.ts';
import { Cancellations } from './Cancellations.ts';
import { closedClients, openLanes, type Clients } from './Clients.ts';
import type { Clock } from './Clock.ts';
import { DueCount } from './DueCount.ts';
import { FlightLog } from './FlightLog.ts';
import { LoadTally } from './LoadTally.ts';
import type { LoadPlan } from './planLoad.ts';
import { RequestDraw } from './RequestDraw.ts';
import { requestBlocks } from './requestBlocks.ts';
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
  /** Told of every answer that the run books: what it knows itself, and where the server's side of it stands. */
  readonly answered?: (facts: FlightFacts, block: ResponseBlock, row: number) => void;
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
const UNKNOWN_FAILURE = 'The server gave no reason.';

export class LoadRun {
  /** Resolves when every request has ended. */
  readonly finished: Promise<LoadReport>;
  private readonly options: LoadRunOptions;
  private readonly schedule: ArrivalSchedule | null;
  private readonly due: DueCount | null;
  private readonly draw: RequestDraw;
  private readonly flight: FlightLog;
  private readonly clients: Clients;
  private readonly cancellations = new Cancellations();
  private readonly trace: TraceLog;
  private readonly tally: LoadTally;
  private readonly startMs: number;
  private readonly poolCount: number;
  private lastNewsMs: number;
  private sending = true;
  private over = false;
  private failuresInRow = 0;
  private alarmMs = Infinity;
  private cancelAlarm = (): void => {};
  private resolve: (report: LoadReport) => void = () => {};

  constructor(options: LoadRunOptions) {
    const { clock, plan, pool, inputs, outputs, device, firstId } = options;
    const { arrivals, latencyGoalMs } = plan;
    this.options = options;
    this.poolCount = pool.length / inputs;
    if (!Number.isInteger(this.poolCount) || this.poolCount < 1) {
      throw new Error(`The load needs a pool of at least one row of ${inputs} inputs.`);
    }
    const startMs = clock.nowMs();
    this.startMs = startMs;
    this.lastNewsMs = startMs;
    this.schedule = arrivals && new ArrivalSchedule(arrivals);
    this.due = arrivals && new DueCount(arrivals, plan.durationMs, plan.requests);
    this.draw = new RequestDraw(plan);
    this.flight = new FlightLog(firstId);
    this.clients = arrivals ? openLanes() : closedClients(plan.inFlight, plan.thinkTimeMs, startMs);
    this.trace = new TraceLog(startMs, outputs);
    this.tally = new LoadTally({ device, isOpenLoop: arrivals !== null, startMs, latencyGoalMs });
    this.finished = new Promise((resolve) => {
      this.resolve = resolve;
    });
    clock.after(PROGRESS_MS, () => this.progress());
    this.turn();
  }

  /** Where the next run's numbers start. */
  get nextId(): number {
    return this.flight.nextId;
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Books a message of answers; what belongs to an earlier run, or has been answered, is passed over. */
  deliver(block: ResponseBlock): void {
    const { flight, tally } = this;
    const { ids, outcomes, batchSizes, device, failure } = block;
    const nowMs = this.options.clock.nowMs();
    if (device !== undefined) tally.device = device;
    for (let row = 0; row < ids.length; row += 1) {
      const id = ids[row] ?? NaN;
      if (!flight.isOpen(id)) continue;
      const outcome = outcomes[row] ?? 0;
      const facts = this.land(id, nowMs);
      tally.end(outcome, facts.plannedMs, facts.sentMs, nowMs, batchSizes[row] ?? 0);
      this.trace.add(facts, block, row);
      this.options.answered?.(facts, block, row);
      const failed = OUTCOMES[outcome] === 'failed';
      if (failed) tally.fail(failure ?? UNKNOWN_FAILURE);
      this.failuresInRow = failed ? this.failuresInRow + 1 : 0;
    }
    this.lastNewsMs = nowMs;
    if (this.failuresInRow >= FAILURES_LIMIT) this.sending = false;
    this.turn();
  }

  /** Sends no more, and ends when all that is open has been answered. */
  close(): void {
    this.sending = false;
    this.turn();
  }

  /** Sends no more, cancels what is open, and ends as soon as all of it has ended. */
  stop(): void {
    if (this.over) return;
    this.sending = false;
    const ids = this.flight.openIds();
    if (ids.length > 0) this.options.send({ kind: 'cancel', ids });
    this.options.clock.after(STOP_LIMIT_MS, () => this.giveUp('cancelled'));
    this.turn();
  }

  /** Takes an open request out of the flight, whatever became of it. */
  private land(id: number, deliveredMs: number): FlightFacts {
    const { flight, clients } = this;
    const client = flight.clientOf(id);
    const priority = flight.priorityOf(id);
    const plannedMs = flight.plannedOf(id);
    const sentMs = flight.sentOf(id);
    flight.arrive(id);
    clients.release(client, deliveredMs);
    return { id, client, row: this.rowOf(id), priority, plannedMs, sentMs, deliveredMs };
  }

  private rowOf(id: number): number {
    return (id - this.options.firstId) % this.poolCount;
  }

  /** Does all that is due, then waits for what comes next: an answer, an arrival, a cancel, or the end. */
  private turn(): void {
    if (this.over) return;
    this.cancelDue();
    this.sendDue();
    if (!this.mayGoOn(this.options.clock.nowMs())) {
      this.sending = false;
      if (this.flight.count === 0) return this.finish();
    }
    this.arm();
  }

  private sendDue(): void {
    const { clock, plan } = this.options;
    const { schedule, clients, flight, tally, draw, cancellations } = this;
    let due: number[] = [];
    let nowMs = clock.nowMs();
    while (this.mayGoOn(nowMs) && flight.count < plan.inFlight && clients.readyMs <= nowMs) {
      const plannedMs = schedule ? this.startMs + schedule.nextMs : nowMs;
      if (plannedMs > nowMs) break;
      schedule?.advance();
      const id = flight.depart(plannedMs, nowMs, clients.take(), draw.priority());
      tally.send(plannedMs, nowMs);
      cancellations.add(nowMs + draw.cancelAfterMs(), id);
      due.push(id);
      if (due.length === BLOCK_LIMIT) {
        this.sendBlocks(due);
        due = [];
        nowMs = clock.nowMs();
      }
    }
    this.sendBlocks(due);
  }

  private mayGoOn(nowMs: number): boolean {
    const { plan } = this.options;
    const elapsedMs = nowMs - this.startMs;
    if (!this.sending || this.tally.sent >= plan.requests) return false;
    if (!this.schedule) return elapsedMs < plan.durationMs;
    return this.schedule.nextMs < plan.durationMs && elapsedMs < plan.durationMs + OVERTIME_MS;
  }

  private sendBlocks(ids: readonly number[]): void {
    const { pool, inputs, plan, send } = this.options;
    const rowOf = (id: number): number => this.rowOf(id);
    for (const block of requestBlocks(ids, this.flight, { pool, inputs, rowOf, plan })) {
      send({ kind: 'requests', block });
    }
  }

  private cancelDue(): void {
    const { cancellations, flight } = this;
    const nowMs = this.options.clock.nowMs();
    const ids: number[] = [];
    while (cancellations.nextMs <= nowMs) {
      const id = cancellations.take();
      if (flight.isOpen(id)) ids.push(id);
    }
    if (ids.length > 0) this.options.send({ kind: 'cancel', ids: Float64Array.from(ids) });
  }

  /** Wakes when the next arrival, client or cancel is due. */
  private arm(): void {
    const { clock, plan } = this.options;
    const { schedule, clients, cancellations } = this;
    const hasRoom = this.sending && this.flight.count < plan.inFlight;
    const sendMs = schedule ? this.startMs + schedule.nextMs : clients.readyMs;
    const nextMs = Math.min(cancellations.nextMs, hasRoom ? sendMs : Infinity);
    if (nextMs === this.alarmMs) return;
    this.cancelAlarm();
    this.alarmMs = nextMs;
    if (nextMs === Infinity) return;
    this.cancelAlarm = clock.at(nextMs, () => {
      this.alarmMs = Infinity;
      this.turn();
    });
  }

  private progress(): void {
    if (this.over) return;
    const { clock } = this.options;
    const nowMs = clock.nowMs();
    this.tellProgress(this.report(false, nowMs), nowMs);
    if (this.flight.count > 0 && nowMs - this.lastNewsMs > SILENCE_LIMIT_MS) {
      this.giveUp('failed', `The server did not answer for ${SILENCE_LIMIT_MS / 1000} s.`);
      return;
    }
    if (this.flight.count === 0) this.lastNewsMs = nowMs;
    // A closed loop's duration may end while every client waits.
    this.turn();
    clock.after(PROGRESS_MS, () => this.progress());
  }

  private report(isFinal: boolean, nowMs: number): LoadReport {
    return this.tally.report(isFinal, this.due?.upTo(nowMs - this.startMs) ?? null);
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
  private giveUp(outcome: 'cancelled' | 'failed', reason?: string): void {
    if (this.over) return;
    this.sending = false;
    const nowMs = this.options.clock.nowMs();
    for (const id of this.flight.openIds()) {
      const facts = this.land(id, nowMs);
      const index = OUTCOMES.indexOf(outcome);
      this.tally.end(index, facts.plannedMs, facts.sentMs, nowMs, 0);
      if (reason !== undefined) this.tally.fail(reason);
      this.trace.addUnanswered(facts, index);
    }
    this.finish();
  }

  private finish(): void {
    this.over = true;
    this.cancelAlarm();
    const nowMs = this.options.clock.nowMs();
    // Arrivals that were due when the run ended and were never sent.
    if (this.due) this.tally.dropped = this.due.upTo(nowMs - this.startMs).due - this.tally.sent;
    const report = this.report(true, nowMs);
    this.tellProgress(report, nowMs);
    this.resolve(report);
  }
}
