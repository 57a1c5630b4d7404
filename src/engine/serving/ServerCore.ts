/**
 * The server without its device: requests of any number of callers in, answers out. Knows queue, batcher and weights;
 * the way to compute a batch is injected, so that Node tests run all of this on a virtual clock without tfjs.
 * The promise kept here: every request that comes in ends exactly once, with one of OUTCOMES.
 */
import type { ServingSpec } from '../../spec/experiment.ts';
import type { NetworkShape } from '../../spec/networkShape.ts';
import {
  DEFAULT_PRIORITY,
  PRIORITY_LEVELS,
  type CallerMessage,
  type RequestBlock,
} from '../../wire/server.ts';
import { allowedBatchSize } from './allowedBatchSize.ts';
import { CallerOutboxes } from './CallerOutboxes.ts';
import type { Clock } from './Clock.ts';
import { DynamicBatcher, type BatchPolicy } from './DynamicBatcher.ts';
import { gatherRows } from './gatherRows.ts';
import type { Infer, Pace } from './Infer.ts';
import { RequestQueue } from './RequestQueue.ts';
import { RequestTable, STATE } from './RequestTable.ts';
import type { SendResponses } from './ResponseOutbox.ts';
import { requestProblem } from './requestProblem.ts';
import { outputUnits, sameShape, ServedModel, type Model } from './ServedModel.ts';

export interface ServerCoreOptions {
  readonly clock: Clock;
  readonly infer: Infer;
  /** Where the device wants the inputs [size, inputs] of its next batch; a fresh array where absent. */
  readonly rows?: (size: number, inputs: number) => Float32Array;
  /** Called when a batch failed: resolves when the device is fit for work (again), rejects when there is none. */
  readonly recover: (error: Error) => Promise<void>;
  /** Called whenever something was queued, started or answered. */
  readonly changed?: () => void;
}

export type ServingPlan = Pick<ServingSpec, 'pattern' | 'maxBatchSize' | 'maxQueueDelayUs' | 'maxQueueSize'>;

/** On a device that blocks the thread, whole waiting batches follow each other for so long before messages get in. */
const SLICE_MS = 1;
/** Requests wait for the first weights of their network for so long. */
const WEIGHTS_WAIT_MS = 10_000;
/** A request survives two losses of the device; a batch that brings down every device must not be tried for ever. */
const MAX_ATTEMPTS = 3;
const NETWORK_CHANGED = 'The network changed while this request waited. Send it again.';

export class ServerCore {
  private readonly options: ServerCoreOptions;
  private readonly table = new RequestTable();
  private readonly queue = new RequestQueue(this.table, 1, PRIORITY_LEVELS);
  private readonly outboxes = new CallerOutboxes(this.table);
  private readonly served = new ServedModel();
  private readonly batcher: DynamicBatcher;
  /** The batches that are on the device. */
  private readonly running = new Set<Int32Array>();
  private plan: ServingPlan = { pattern: 'batched', maxBatchSize: 1, maxQueueDelayUs: 0, maxQueueSize: 1 };
  private pace: Pace = { overlap: 1, synchronous: true };
  /** Works under way during which no batch may start. */
  private holds = 0;
  private recovering = false;
  private sliceStartMs = 0;
  /** Since when another batch could have started, before the one that is starting now. */
  private freeSinceMs = -Infinity;
  private cancelWeightsWait: (() => void) | null = null;
  private batchCount = 0;
  private batchedRequests = 0;

  constructor(options: ServerCoreOptions) {
    this.options = options;
    this.batcher = new DynamicBatcher({
      clock: options.clock,
      queue: this.queue,
      policy: this.policy,
      execute: (slots) => void this.execute(slots),
      expired: (slot) => this.outboxes.end(slot, 'timedOut'),
      woken: () => this.outboxes.flush(),
    });
    this.batcher.hold();
  }

  get model(): Model | null {
    return this.served.model;
  }

  get shape(): NetworkShape | null {
    return this.served.shape;
  }

  /** Requests waiting and batches on the device; batches that ended and the requests in them, since the start. */
  get counts(): { queued: number; executing: number; batches: number; batchedRequests: number } {
    return {
      queued: this.queue.length,
      executing: this.batcher.executing,
      batches: this.batchCount,
      batchedRequests: this.batchedRequests,
    };
  }

  /** What the batcher goes by: batches of 1 unless the pattern is "batched". */
  get policy(): BatchPolicy {
    const { pattern, maxBatchSize, maxQueueDelayUs } = this.plan;
    const isBatched = pattern === 'batched';
    return {
      maxBatchSize: isBatched ? maxBatchSize : 1,
      maxQueueDelayUs: isBatched ? maxQueueDelayUs : 0,
      instances: this.pace.overlap,
    };
  }

  /** Takes network and serving plan. What waits for another network fails; what is on the device is still answered. */
  configure(shape: NetworkShape, plan: ServingPlan): void {
    this.plan = plan;
    this.queue.maxQueueSize = plan.maxQueueSize;
    if (this.served.configure(shape)) this.failQueued(NETWORK_CHANGED);
    this.replan();
  }

  setPace(pace: Pace): void {
    this.pace = pace;
    this.replan();
  }

  /** @throws when the number of parameters does not fit the configured network. */
  setParameters(parameters: Float32Array, step: number): void {
    this.served.setParameters(parameters, step);
    this.replan();
  }

  /** Weights that name their network: served at once, or kept until that network is configured. */
  offerWeights(model: Model): void {
    this.served.offer(model);
    this.replan();
  }

  /** Adds a caller; its answers go to `send`. Returns its number for `receive`. */
  addCaller(send: SendResponses): number {
    return this.outboxes.add(send);
  }

  /** One message of a caller. */
  receive(caller: number, message: CallerMessage): void {
    if (message.kind === 'requests') this.accept(caller, message.block);
    else this.cancel(caller, message.ids);
    this.outboxes.flush();
    this.options.changed?.();
  }

  /** Fails all that waits, saying why. */
  failQueued(message: string): void {
    this.queue.remove(
      () => true,
      (slot) => this.outboxes.end(slot, 'failed', message),
    );
    this.outboxes.flush();
  }

  /** Lets no batch start until `work` has settled; requests wait meanwhile. If it rejects, they fail with its reason. */
  async holdDuring(work: Promise<unknown>): Promise<void> {
    this.holds += 1;
    this.batcher.hold();
    try {
      await work;
    } catch (error) {
      this.failQueued(messageOf(error));
    }
    this.holds -= 1;
    this.replan();
  }

  private accept(caller: number, block: RequestBlock): void {
    const { batcher, queue, table } = this;
    const nowMs = this.options.clock.nowMs();
    const outbox = this.outboxes.of(caller);
    const problem = requestProblem(block, this.served.shape);
    const level = block.priority ?? DEFAULT_PRIORITY;
    const deadlineMs = block.timeoutMs === undefined ? Infinity : nowMs + block.timeoutMs;
    for (let row = 0; row < block.ids.length; row += 1) {
      const id = block.ids[row] ?? NaN;
      if (problem !== null) {
        outbox.addEnded(id, 'failed', NaN, problem);
        continue;
      }
      // The queue is not full if a free instance could take from it right now.
      if (queue.full) batcher.poll();
      if (queue.full) outbox.addEnded(id, 'rejected', NaN);
      else queue.push(table.take(id, caller, block, row, level, nowMs, deadlineMs));
      if (batcher.fullBatchReady) batcher.poll();
    }
    batcher.poll();
    if (!this.served.model && queue.length > 0) this.awaitWeights();
  }

  private cancel(caller: number, ids: Float64Array): void {
    const { table } = this;
    const wanted = new Set(ids);
    const matches = (slot: number): boolean =>
      table.callers[slot] === caller && wanted.has(table.ids[slot] ?? NaN);
    this.queue.remove(matches, (slot) => this.outboxes.end(slot, 'cancelled'));
    // What the device has been given cannot be called back: it ends as wasted when its batch does.
    for (const slots of this.running) {
      for (const slot of slots) if (matches(slot)) table.states[slot] = STATE.abandoned;
    }
    this.batcher.poll();
  }

  private async execute(slots: Int32Array): Promise<void> {
    const { clock, infer, rows: rowsFor = freshRows } = this.options;
    const { table } = this;
    const model = this.served.model;
    if (!model) throw new Error('A batch started without weights.');
    const size = slots.length;
    const { inputs } = model.shape;
    const paddedSize = allowedBatchSize(size);
    for (const slot of slots) {
      table.states[slot] = STATE.executing;
      table.attempts[slot] = (table.attempts[slot] ?? 0) + 1;
    }
    this.running.add(slots);
    const freeMs = this.freeSinceMs;
    const batchedMs = clock.nowMs();
    try {
      const rows = rowsFor(paddedSize, inputs);
      gatherRows(table, slots, inputs, rows);
      const { outputs, ...ran } = await infer(model, rows, paddedSize);
      const width = outputUnits(model.shape);
      if (outputs.length !== paddedSize * width) {
        throw new Error(`The device answered ${outputs.length} values instead of ${paddedSize * width}.`);
      }
      this.batchCount += 1;
      this.batchedRequests += size;
      const times = { freeMs, batchedMs, readBackMs: clock.nowMs() };
      const facts = { batch: this.batchCount, size, step: model.step, width };
      this.outboxes.endBatch(slots, { ...facts, ...times, ...ran, outputs });
    } catch (error) {
      this.retry(slots, model, error instanceof Error ? error : new Error(String(error)));
    }
    this.running.delete(slots);
    if (this.batcher.executing >= this.pace.overlap) this.freeSinceMs = clock.nowMs();
    this.batcher.release();
    this.goOn();
  }

  /** Starts what may start; on a device that blocks the thread, lets messages in first unless a whole batch waits. */
  private goOn(): void {
    const { clock, changed } = this.options;
    const { synchronous } = this.pace;
    if (synchronous && this.batcher.fullBatchReady && clock.nowMs() - this.sliceStartMs < SLICE_MS) {
      this.batcher.poll();
      return;
    }
    this.outboxes.flush();
    changed?.();
    if (!synchronous) this.batcher.poll();
    else if (this.queue.length > 0) {
      clock.soon(() => {
        this.sliceStartMs = clock.nowMs();
        this.batcher.poll();
        this.outboxes.flush();
      });
    }
  }

  /** A batch failed: its requests get another try, in their old order, once the device is fit again. */
  private retry(slots: Int32Array, model: Model, error: Error): void {
    const { outboxes, table } = this;
    const isServed = this.served.shape !== null && sameShape(this.served.shape, model.shape);
    for (const slot of slots) {
      if (table.states[slot] === STATE.abandoned) outboxes.end(slot, 'wasted');
      else if (!isServed) outboxes.end(slot, 'failed', NETWORK_CHANGED);
      else if ((table.attempts[slot] ?? 0) >= MAX_ATTEMPTS) outboxes.end(slot, 'failed', error.message);
      else this.queue.putBack(slot);
    }
    if (this.recovering) return;
    this.recovering = true;
    const recovery = this.options.recover(error).finally(() => {
      this.recovering = false;
    });
    void this.holdDuring(recovery);
  }

  /** Applies plan and pace, and lets batches start if there are weights and a device that is fit. */
  private replan(): void {
    const mayStart = this.holds === 0 && this.served.model !== null;
    if (this.served.model) {
      this.cancelWeightsWait?.();
      this.cancelWeightsWait = null;
    }
    if (!mayStart) this.batcher.hold();
    this.batcher.setPolicy(this.policy);
    if (mayStart) this.batcher.resume();
    this.outboxes.flush();
  }

  private awaitWeights(): void {
    this.cancelWeightsWait ??= this.options.clock.after(WEIGHTS_WAIT_MS, () => {
      this.cancelWeightsWait = null;
      this.failQueued('No weights of this network have reached the server. Train one step, or reset.');
    });
  }
}

const freshRows = (size: number, inputs: number): Float32Array => new Float32Array(size * inputs);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
