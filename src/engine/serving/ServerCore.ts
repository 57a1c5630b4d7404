/**
 * The server without its device: requests of any number of callers in, answers out. Knows queue, batcher and weights;
 * the way to compute a batch is injected, so that Node tests run all of this on a virtual clock without tfjs.
 * The promise kept here: every request that comes in ends exactly once, with one of OUTCOMES.
 */
import type { ServingSpec } from '../../spec/experiment.ts';
import type { NetworkShape } from '../../spec/networkShape.ts';
import { LIMITS } from '../../spec/limits.ts';
import type { CallerMessage } from '../../wire/server.ts';
import { allowedBatchSize, allowedBatchSizes } from './allowedBatchSize.ts';
import { CallerOutboxes } from './CallerOutboxes.ts';
import type { Clock } from './Clock.ts';
import { DynamicBatcher } from './DynamicBatcher.ts';
import { gatherRows } from './gatherRows.ts';
import type { Infer, Pace } from './Infer.ts';
import type { BatchingPolicy } from './policies/BatchingPolicy.ts';
import { createPolicy, type PolicyPlan } from './policies/createPolicy.ts';
import { RequestDoor } from './RequestDoor.ts';
import { RequestQueue } from './RequestQueue.ts';
import { RequestTable, STATE } from './RequestTable.ts';
import type { SendResponses } from './ResponseOutbox.ts';
import { ResponseCache } from './ResponseCache.ts';
import { NETWORK_CHANGED, retryBatch } from './retryBatch.ts';
import { outputUnits, ServedModel, type Model } from './ServedModel.ts';

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

export type ServingPlan = Omit<ServingSpec, 'instances' | 'inFlight'>;

/** On a device that blocks the thread, whole waiting batches follow each other for so long before messages get in. */
const SLICE_MS = 1;
/** Requests wait for the first weights of their network for so long. */
const WEIGHTS_WAIT_MS = 10_000;

/** Before the first `configure` nothing is served, so the policy has nothing to decide. */
const NO_PLAN: PolicyPlan = {
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
  private readonly outboxes = new CallerOutboxes(this.table);
  private readonly served = new ServedModel();
  private readonly cache = new ResponseCache();
  private readonly batcher: DynamicBatcher;
  private readonly door: RequestDoor;
  /** The batches that are on the device. */
  private readonly running = new Set<Int32Array>();
  private plan = NO_PLAN;
  private policy: BatchingPolicy = createPolicy(NO_PLAN);
  private pace: Pace = { overlap: 1, synchronous: true };
  /** Works under way during which no batch may start. */
  private holds = 0;
  private recovering = false;
  private sliceStartMs = 0;
  private cancelWeightsWait: (() => void) | null = null;
  private batchCount = 0;
  private batchedRequests = 0;

  constructor(options: ServerCoreOptions) {
    this.options = options;
    this.batcher = new DynamicBatcher({
      clock: options.clock,
      queue: this.queue,
      policy: this.policy,
      instances: this.pace.overlap,
      execute: (slots, freeSinceMs) => void this.execute(slots, freeSinceMs),
      expired: (slot) => this.outboxes.end(slot, 'timedOut'),
      woken: () => this.outboxes.flush(),
    });
    this.batcher.hold();
    const { table, queue, outboxes, served, batcher, cache, running } = this;
    const { clock } = options;
    this.door = new RequestDoor({ clock, table, queue, outboxes, served, batcher, cache, running });
  }

  get model(): Model | null {
    return this.served.model;
  }

  get shape(): NetworkShape | null {
    return this.served.shape;
  }

  /** Requests waiting and batches on the device; batches that ended and the requests in them, since the start. */
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

  /** Every size that batches may have on the device. */
  get batchSizes(): number[] {
    return allowedBatchSizes(this.policy.maxBatchSize, this.plan.allowedBatchSizes);
  }

  /** Takes network and serving plan. What waits for another network fails; what is on the device is still answered. */
  configure(shape: NetworkShape, plan: ServingPlan): void {
    this.replacePolicy(plan);
    this.plan = plan;
    this.queue.maxQueueSize = plan.maxQueueSize;
    this.queue.timeoutAction = plan.timeoutAction;
    this.outboxes.preserveOrdering = plan.preserveOrdering;
    this.cache.resize(plan.responseCacheSize);
    this.door.rules = plan;
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
    if (message.kind === 'cancel') this.door.cancel(caller, message.ids);
    else {
      this.door.accept(caller, message.block);
      if (!this.served.model && this.queue.length > 0) this.awaitWeights();
    }
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

  private async execute(slots: Int32Array, freeMs: number): Promise<void> {
    const { clock, infer, rows: rowsFor = freshRows } = this.options;
    const { table } = this;
    const model = this.served.model;
    if (!model) throw new Error('A batch started without weights.');
    const size = slots.length;
    const { inputs } = model.shape;
    const paddedSize = allowedBatchSize(size, this.plan.allowedBatchSizes);
    for (const slot of slots) {
      table.states[slot] = STATE.executing;
      table.attempts[slot] = (table.attempts[slot] ?? 0) + 1;
    }
    this.running.add(slots);
    const batchedMs = clock.nowMs();
    let isAnswered = false;
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
      this.cache.keep(model, table, slots, outputs, ran.device);
      const times = { freeMs, batchedMs, readBackMs: clock.nowMs() };
      const facts = { batch: this.batchCount, size, step: model.step, width };
      this.outboxes.endBatch(slots, { ...facts, ...times, ...ran, outputs });
      isAnswered = true;
    } catch (error) {
      this.retry(slots, model, error instanceof Error ? error : new Error(String(error)));
    }
    this.running.delete(slots);
    this.batcher.release(isAnswered ? slots : undefined);
    this.goOn();
  }

  /**
   * Starts what may start; on a device that blocks the thread, lets messages in first unless a whole batch waits. A poll
   * may also find that what waited has run out of time: if nothing has started, nothing to come would flush.
   */
  private goOn(): void {
    const { clock, changed } = this.options;
    const { synchronous } = this.pace;
    if (synchronous && this.batcher.fullBatchReady && clock.nowMs() - this.sliceStartMs < SLICE_MS) {
      this.batcher.poll();
      if (this.batcher.executing > 0) return;
    }
    this.outboxes.flush();
    changed?.();
    if (!synchronous) {
      this.batcher.poll();
      this.outboxes.flush();
    } else if (this.queue.length > 0) {
      clock.soon(() => {
        this.sliceStartMs = clock.nowMs();
        this.batcher.poll();
        this.outboxes.flush();
      });
    }
  }

  /** A batch failed: its requests get another try, in their old order, once the device is fit again. */
  private retry(slots: Int32Array, model: Model, error: Error): void {
    const { table, queue, outboxes, served } = this;
    retryBatch({ table, queue, outboxes, served }, slots, model, error);
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
    this.batcher.setPolicy(this.policy, this.pace.overlap);
    if (mayStart) this.batcher.resume();
    this.outboxes.flush();
  }

  /** A policy keeps what it has learned as long as its rule stays the same. */
  private replacePolicy(plan: ServingPlan): void {
    if (policyKey(plan) !== policyKey(this.plan)) this.policy = createPolicy(plan);
  }

  private awaitWeights(): void {
    this.cancelWeightsWait ??= this.options.clock.after(WEIGHTS_WAIT_MS, () => {
      this.cancelWeightsWait = null;
      this.failQueued('No weights of this network have reached the server. Train one step, or reset.');
    });
  }
}

const freshRows = (size: number, inputs: number): Float32Array => new Float32Array(size * inputs);

const policyKey = (plan: PolicyPlan): string =>
  JSON.stringify((Object.keys(NO_PLAN) as (keyof PolicyPlan)[]).map((name) => plan[name]));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
