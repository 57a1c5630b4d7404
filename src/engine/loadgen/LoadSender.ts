/**
 * The sending half of a load: draws each request when it is due, sends what is due together in blocks, and cancels
 * what is to be cancelled. Requests are due when a client is free (closed loop) or when the schedule says so (open
 * loop).
 */
import { bug } from '#messages/bug.ts';
import { ArrivalSchedule } from './ArrivalSchedule.ts';
import { Cancellations } from './Cancellations.ts';
import { closedClients, openLoopSlots, type Clients } from './Clients.ts';
import type { InFlightTable } from './InFlightTable.ts';
import type { LoadRunOptions } from './LoadRunOptions.ts';
import type { LoadStats } from './LoadStats.ts';
import { requestBlocks } from './requestBlocks.ts';
import { RequestSampler } from './RequestSampler.ts';

/**
 * Send coalescing: an open loop posts at most one message in this time. A message costs the receiver about 20 µs
 * whatever it holds, so one a request would saturate the server's thread from about 20,000/s on, and measure the
 * browser's messages instead of the server.
 */
const SEND_GAP_MS = 0.2;
/** Requests in one message: keeps a burst's message, and the time to read it, short. */
const BLOCK_LIMIT = 1_024;
/** Planned arrivals are sent for this long after the run's duration; later ones are dropped. */
const OVERTIME_MS = 1_000;

type SenderOptions = Pick<
  LoadRunOptions,
  'clock' | 'config' | 'pool' | 'inputs' | 'firstId' | 'spares' | 'send'
>;

export class LoadSender {
  private readonly options: SenderOptions;
  private readonly table: InFlightTable;
  private readonly stats: LoadStats;
  private readonly startMs: number;
  private readonly poolCount: number;
  private readonly schedule: ArrivalSchedule | null;
  private readonly sampler: RequestSampler;
  private readonly clients: Clients;
  private readonly cancellations = new Cancellations();
  private ended = false;
  /** An open loop sends nothing before this. */
  private nextSendMs = -Infinity;

  /**
   * @param table the requests in flight
   * @param stats counts what is sent
   */
  constructor(options: SenderOptions, table: InFlightTable, stats: LoadStats, startMs: number) {
    const { config, pool, inputs } = options;
    const { arrivals, inFlight, thinkTimeMs } = config;
    this.options = options;
    this.table = table;
    this.stats = stats;
    this.startMs = startMs;
    this.poolCount = pool.length / inputs;
    if (!Number.isInteger(this.poolCount) || this.poolCount < 1) {
      throw bug(`a load needs a pool of at least one row of ${inputs} inputs`);
    }
    this.schedule = arrivals && new ArrivalSchedule(arrivals);
    this.sampler = new RequestSampler(config);
    this.clients = arrivals ? openLoopSlots() : closedClients(inFlight, thinkTimeMs, startMs);
  }

  /** The row of the pool that a request sends. */
  readonly rowOf = (id: number): number => (id - this.options.firstId) % this.poolCount;

  /** When the next arrival, client or cancellation is due; Infinity where only a response can bring the next. */
  get nextMs(): number {
    const { schedule, clients, cancellations } = this;
    const hasRoom = !this.ended && this.table.count < this.options.config.inFlight;
    const sendMs = schedule ? Math.max(this.nextSendMs, this.startMs + schedule.nextMs) : clients.readyMs;
    return Math.min(cancellations.nextMs, hasRoom ? sendMs : Infinity);
  }

  /** Sends no more. */
  end(): void {
    this.ended = true;
  }

  /** Whether requests are left that may be sent, now or later. */
  mayGoOn(nowMs: number): boolean {
    const { config } = this.options;
    const elapsedMs = nowMs - this.startMs;
    if (this.ended || this.stats.sent >= config.requests) return false;
    if (!this.schedule) return elapsedMs < config.durationMs;
    return this.schedule.nextMs < config.durationMs && elapsedMs < config.durationMs + OVERTIME_MS;
  }

  /** The request of this client has ended; after its think time the client sends again. */
  release(client: number, nowMs: number): void {
    this.clients.release(client, nowMs);
  }

  sendDue(): void {
    const { clock, config } = this.options;
    const { schedule, clients, table, stats, sampler, cancellations } = this;
    let due: number[] = [];
    let nowMs = clock.nowMs();
    if (nowMs < this.nextSendMs) return;
    while (this.mayGoOn(nowMs) && table.count < config.inFlight && clients.readyMs <= nowMs) {
      const plannedMs = schedule ? this.startMs + schedule.nextMs : nowMs;
      if (plannedMs > nowMs) break;
      schedule?.advance();
      const priority = sampler.priority();
      const id = table.add(plannedMs, nowMs, clients.take(), priority);
      stats.send(plannedMs, nowMs, priority);
      cancellations.add(nowMs + sampler.cancelAfterMs(), id);
      due.push(id);
      if (due.length === BLOCK_LIMIT) {
        this.sendBlocks(due);
        due = [];
        nowMs = clock.nowMs();
      }
    }
    if (due.length === 0) return;
    if (schedule) this.nextSendMs = nowMs + SEND_GAP_MS;
    this.sendBlocks(due);
  }

  /** Cancels requests whose time to be cancelled has come. */
  cancelDue(): void {
    const { cancellations, table } = this;
    const nowMs = this.options.clock.nowMs();
    const open: number[] = [];
    while (cancellations.nextMs <= nowMs) {
      const id = cancellations.take();
      if (table.isOpen(id)) open.push(id);
    }
    if (open.length > 0) this.cancel(Float64Array.from(open));
  }

  /** Cancels all open requests. */
  cancelAll(): void {
    this.cancel(this.table.openIds());
  }

  private cancel(ids: Float64Array<ArrayBuffer>): void {
    if (ids.length > 0) this.options.send({ kind: 'cancel', ids }, ids.buffer);
  }

  private sendBlocks(ids: readonly number[]): void {
    const { pool, inputs, config, spares, send } = this.options;
    const { table, rowOf } = this;
    for (const { block, buffer } of requestBlocks(ids, table, { pool, inputs, rowOf, config, spares })) {
      send({ kind: 'requests', block }, buffer);
    }
  }
}
