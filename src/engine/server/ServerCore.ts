/**
 * The server without a device: admission, queue, batcher, cache, responses. How a batch is computed is injected, so
 * that unit tests run all of it on a virtual clock without tfjs. Invariant: every request ends exactly once, with one
 * of OUTCOMES.
 */
import type { BatchingPolicy } from '#batching/BatchingPolicy.ts';
import type { Clock } from '#engine/clock/Clock.ts';
import { isSameBatching, type BatchingSpec } from '#experiment/diffExperiments.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { bug } from '#messages/bug.ts';
import { reasonOf, failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/serverErrors.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { CallerMessage } from '#protocol/server.ts';
import { AdmissionControl } from './AdmissionControl.ts';
import { allowedBatchSize, allowedBatchSizes } from './allowedBatchSize.ts';
import { createPolicy } from './createPolicy.ts';
import { DynamicBatcher } from './DynamicBatcher.ts';
import { gatherRows } from './gatherRows.ts';
import type { Infer, Pace } from './Infer.ts';
import { Mailbox } from './Mailbox.ts';
import { RequestQueue } from './RequestQueue.ts';
import { RequestTable, STATE } from './RequestTable.ts';
import type { SendResponses } from './ResponseBlockBuilder.ts';
import { ResponseCache } from './ResponseCache.ts';
import { ResponseRouter } from './ResponseRouter.ts';
import { retryBatch } from './retryBatch.ts';
import { outputUnits, ServedModel, type Model } from './ServedModel.ts';

export interface ServerCoreOptions {
  readonly clock: Clock;
  readonly infer: Infer;
  /** Memory in which the device wants the inputs [size, inputs] of its next batch; a new array where absent. */
  readonly rows?: (size: number, inputs: number) => Float32Array;
  /** Called when a batch failed: resolves when the device is usable (again), rejects when there is none. */
  readonly recover: (error: Error) => Promise<void>;
  /** Called whenever a request was queued, started or ended. */
  readonly changed?: () => void;
}

export type ServingConfig = Omit<ServingSpec, 'instances' | 'inFlight'>;

/** Responses of consecutive batches on the server's own thread are collected for at most this long. */
const GATHER_MS = 1;

/** Before the first `configure` nothing is served, so the policy has nothing to decide. */
const NO_CONFIG: BatchingSpec = {
  pattern: 'unbatched',
  policy: 'none',
  maxBatchSize: 1,
  preferredBatchSizes: [],
  allowedBatchSizes: [],
  maxQueueDelayUs: 0,
  latencyGoalMs: 0,
};

export class ServerCore {
  private readonly options: ServerCoreOptions;
  private readonly table = new RequestTable();
  private readonly queue = new RequestQueue(this.table, 1, LIMITS.priorityLevels.max);
  private readonly router = new ResponseRouter(this.table);
  private readonly served = new ServedModel();
  private readonly cache = new ResponseCache();
  private readonly mailbox: Mailbox;
  private readonly batcher: DynamicBatcher;
  private readonly admission: AdmissionControl;
  /** Batches on the device. */
  private readonly running = new Set<Int32Array>();
  private config = NO_CONFIG;
  private policy: BatchingPolicy = createPolicy(NO_CONFIG);
  private pace: Pace = { overlap: 1, synchronous: true };
  /** Operations under way during which no batch may start. */
  private holds = 0;
  private recovering = false;
  /** Start of the first batch whose responses have not been sent. */
  private gatheringSinceMs = Infinity;
  private batchCount = 0;
  private batchedRequests = 0;

  constructor(options: ServerCoreOptions) {
    this.options = options;
    this.mailbox = new Mailbox(options.clock);
    this.batcher = new DynamicBatcher({
      clock: options.clock,
      queue: this.queue,
      policy: this.policy,
      instances: this.pace.overlap,
      execute: (slots, freeSinceMs) => void this.execute(slots, freeSinceMs),
      expired: (slot) => this.router.end(slot, 'timedOut'),
      woken: () => this.router.flush(),
    });
    this.batcher.hold();
    const { table, queue, router, served, batcher, cache, mailbox, running } = this;
    const { clock } = options;
    this.admission = new AdmissionControl({
      clock,
      table,
      queue,
      router,
      served,
      batcher,
      cache,
      mailbox,
      running,
    });
  }

  get model(): Model | null {
    return this.served.model;
  }

  get shape(): NetworkShape | null {
    return this.served.shape;
  }

  /** Queued requests and batches on the device now; batches that ended and requests in them since the start. */
  get counts() {
    return {
      queued: this.queue.length,
      executing: this.batcher.executing,
      batches: this.batchCount,
      batchedRequests: this.batchedRequests,
      cacheHits: this.cache.hits,
      cacheMisses: this.cache.misses,
    };
  }

  /** Every size to which batches are padded. */
  get batchSizes(): number[] {
    return allowedBatchSizes(this.policy.maxBatchSize, this.config.allowedBatchSizes);
  }

  configure(config: ServingConfig): void {
    this.replacePolicy(config);
    this.config = config;
    this.queue.maxQueueSize = config.maxQueueSize;
    this.queue.timeoutAction = config.timeoutAction;
    this.router.preserveOrdering = config.preserveOrdering;
    this.cache.resize(config.responseCacheSize);
    this.admission.rules = config;
    this.restart();
  }

  setPace(pace: Pace): void {
    this.pace = pace;
    this.restart();
  }

  /**
   * Serves these weights from the next batch on. If the shape changes, queued requests fail; batches on the device
   * still end. Returns whether it changed. @throws Error when parameters and shape do not fit
   */
  setModel(model: Model): boolean {
    const isOther = this.served.take(model);
    if (isOther) this.failQueued(failures.networkChanged());
    this.restart();
    return isOther;
  }

  /** Adds a caller whose responses go to `send`. Returns its number for `receive`. */
  addCaller(send: SendResponses): number {
    return this.router.add(send);
  }

  /** Takes one message of a caller. */
  receive(caller: number, message: CallerMessage): void {
    this.mailbox.noteMessage();
    if (message.kind === 'cancel') this.admission.cancel(caller, message.ids);
    else this.admission.accept(caller, message.block);
    // While the mailbox is drained responses are collected: one message for all of it.
    if (!this.mailbox.isBeingRead) this.router.flush();
    this.options.changed?.();
  }

  /** Fails all queued requests with this reason. */
  failQueued(why: Failure): void {
    this.queue.remove(
      () => true,
      (slot) => this.router.end(slot, 'failed', why),
    );
    this.router.flush();
  }

  /** Lets no batch start until `work` has settled; if it rejects, queued requests fail with its reason. */
  async holdDuring(work: Promise<unknown>): Promise<void> {
    this.holds += 1;
    this.batcher.hold();
    try {
      await work;
    } catch (error) {
      this.failQueued(reasonOf(error));
    }
    this.holds -= 1;
    this.restart();
  }

  /** The thread was blocked by something else since `fromMs`: messages of that time are read before a batch starts. */
  threadWasBusy(fromMs: number): void {
    this.mailbox.noteBusy(fromMs);
    void this.holdDuring(new Promise<void>((resolve) => this.mailbox.read(resolve)));
  }

  private async execute(slots: Int32Array, freeMs: number): Promise<void> {
    const { clock, infer, rows: rowsFor = freshRows } = this.options;
    const { table } = this;
    const model = this.served.model;
    if (!model) throw bug('a batch started without weights');
    const size = slots.length;
    const { inputs } = model.shape;
    const paddedSize = allowedBatchSize(size, this.config.allowedBatchSizes);
    for (const slot of slots) {
      table.states[slot] = STATE.executing;
      table.attempts[slot] = (table.attempts[slot] ?? 0) + 1;
    }
    this.running.add(slots);
    const batchedMs = clock.nowMs();
    let isCompleted = false;
    try {
      const rows = rowsFor(paddedSize, inputs);
      gatherRows(table, slots, inputs, rows);
      const { outputs, ...ran } = await infer(model, rows, paddedSize);
      const width = outputUnits(model.shape);
      if (outputs.length !== paddedSize * width) {
        throw failed(failures.wrongOutputs({ given: outputs.length, wanted: paddedSize * width }));
      }
      this.batchCount += 1;
      this.batchedRequests += size;
      this.cache.keep(model, table, slots, outputs, ran.device);
      const times = { freeMs, batchedMs, readBackMs: clock.nowMs() };
      const facts = { batch: this.batchCount, size, step: model.step, width };
      this.router.endBatch(slots, { ...facts, ...times, ...ran, outputs });
      isCompleted = true;
    } catch (error) {
      this.retry(slots, model, error instanceof Error ? error : new Error(String(error)));
    }
    this.running.delete(slots);
    this.sendResponses(batchedMs);
    this.drainMailbox(batchedMs, isCompleted ? slots : undefined);
  }

  /**
   * Sends the responses of a batch. Where batches block this thread, those of short batches are collected while full
   * ones follow, since a message costs more than a batch of one.
   */
  private sendResponses(batchedMs: number): void {
    const { clock } = this.options;
    this.gatheringSinceMs = Math.min(this.gatheringSinceMs, batchedMs);
    const goesOn = this.pace.synchronous && this.queue.length >= this.policy.fullSize;
    if (goesOn && clock.nowMs() - this.gatheringSinceMs < GATHER_MS) return;
    this.gatheringSinceMs = Infinity;
    this.router.flush();
  }

  /**
   * Mailbox draining: an instance counts as free only when all messages that came during its batch have been read, so
   * that the next batch is formed from every request that has arrived. Otherwise the first message read would start a
   * batch, and the rest would wait in the event loop, unseen by queue bound, priorities and timeouts.
   */
  private drainMailbox(batchedMs: number, completed: Int32Array | undefined): void {
    const { clock, changed } = this.options;
    const endedMs = clock.nowMs();
    if (this.pace.synchronous) this.mailbox.noteBusy(batchedMs);
    this.mailbox.read(() => {
      this.batcher.release(completed, endedMs);
      this.batcher.poll();
      // A batch that has started sends the rest with its own responses.
      if (!this.pace.synchronous || this.batcher.executing === 0) this.router.flush();
      changed?.();
    });
  }

  /** A batch failed: its requests are queued again, in their old order, and retried once the device is usable. */
  private retry(slots: Int32Array, model: Model, error: Error): void {
    const { table, queue, router, served } = this;
    retryBatch({ table, queue, router, served }, slots, model, error);
    if (this.recovering) return;
    this.recovering = true;
    const recovery = this.options.recover(error).finally(() => {
      this.recovering = false;
    });
    void this.holdDuring(recovery);
  }

  /** Applies config and pace, and lets batches start if there are weights and a usable device. */
  private restart(): void {
    const mayStart = this.holds === 0 && this.served.model !== null;
    if (!mayStart) this.batcher.hold();
    this.batcher.setPolicy(this.policy, this.pace.overlap);
    if (mayStart) this.batcher.resume();
    this.router.flush();
  }

  /** A policy keeps what it has learnt as long as the batching rule stays the same. */
  private replacePolicy(config: ServingConfig): void {
    if (!isSameBatching(config, this.config)) this.policy = createPolicy(config);
  }
}

const freshRows = (size: number, inputs: number): Float32Array => new Float32Array(size * inputs);
