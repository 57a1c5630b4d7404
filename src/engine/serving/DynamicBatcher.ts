/**
 * Starts batches: asks the policy, while an instance is free, how many of the waiting requests go now, and wakes when the
 * policy or a timeout wants to be asked again. What a batch has cost is told to the policy.
 */
import type { Clock } from './Clock.ts';
import type { BatchingPolicy, Waiting } from './policies/BatchingPolicy.ts';
import type { RequestQueue } from './RequestQueue.ts';

export interface BatcherOptions {
  readonly clock: Clock;
  readonly queue: RequestQueue;
  readonly policy: BatchingPolicy;
  /** Batches that may be on the device at the same time. */
  readonly instances: number;
  /**
   * Takes the batch; must call `release` once when it has ended, not before returning. `slots` is the receiver's; an
   * instance has been free since `freeSinceMs`.
   */
  readonly execute: (slots: Int32Array, freeSinceMs: number) => void;
  /** A request ran out of time in the queue. */
  readonly expired: (slot: number) => void;
  /** Called after a poll that the batcher's own timer caused. */
  readonly woken?: () => void;
}

/** A policy that wants to be asked again at once is asked after this, so that it cannot stop the world. */
const SHORTEST_WAIT_MS = 0.001;

export class DynamicBatcher {
  private readonly options: BatcherOptions;
  private policy: BatchingPolicy;
  private instances: number;
  private onDevice = 0;
  private held = false;
  private freeSinceMs: number;
  private alarmAtMs = Infinity;
  private cancelAlarm: () => void = () => {};
  /** Start and first wait of the batches on the device. */
  private readonly started = new WeakMap<Int32Array, { startMs: number; waitMs: number }>();
  private readonly waiting: Waiting = { nowMs: 0, length: 0, oldestMs: 0, newestMs: 0, freeSinceMs: 0 };

  constructor(options: BatcherOptions) {
    this.options = options;
    this.policy = options.policy;
    this.instances = options.instances;
    this.freeSinceMs = options.clock.nowMs();
  }

  /** Batches on the device now. */
  get executing(): number {
    return this.onDevice;
  }

  /** True when a whole batch waits and could start. */
  get fullBatchReady(): boolean {
    return this.instanceFree && this.options.queue.length >= this.policy.fullSize;
  }

  setPolicy(policy: BatchingPolicy, instances: number): void {
    this.policy = policy;
    this.instances = instances;
    this.noteFree();
    // What the old policy waited for means nothing any more.
    this.cancelAlarm();
    this.alarmAtMs = Infinity;
    this.poll();
  }

  /** While held, requests wait (and may time out) but no batch starts: no weights yet, or a device being recovered. */
  hold(): void {
    this.held = true;
    this.noteFree();
  }

  resume(): void {
    this.held = false;
    this.noteFree();
    this.poll();
  }

  /** A batch has ended. Its instance is free; `poll` starts the next batch. @param answered the batch, if it was answered */
  release(answered?: Int32Array): void {
    if (this.onDevice === 0) throw new Error('A batch ended twice.');
    this.onDevice -= 1;
    this.noteFree();
    const start = answered && this.started.get(answered);
    if (!start) return;
    const endedMs = this.options.clock.nowMs();
    const { startMs, waitMs } = start;
    this.policy.learn?.({ size: answered.length, computeMs: endedMs - startMs, waitMs, endedMs });
  }

  /** Times out what is late, starts every batch that may start, and sets the alarm for the next moment that matters. */
  poll(): void {
    const { clock, queue, expired } = this.options;
    queue.expire(clock.nowMs(), expired);
    let size = this.startable();
    while (size > 0) {
      this.start(size);
      size = this.startable();
    }
    this.setAlarm();
  }

  private get instanceFree(): boolean {
    return !this.held && this.onDevice < this.instances;
  }

  private noteFree(): void {
    if (!this.instanceFree) this.freeSinceMs = Infinity;
    else if (this.freeSinceMs === Infinity) this.freeSinceMs = this.options.clock.nowMs();
  }

  /** How many requests go now as one batch; 0: none. */
  private startable(): number {
    const { clock, queue } = this.options;
    if (!this.instanceFree || queue.length === 0) return 0;
    const { waiting } = this;
    waiting.nowMs = clock.nowMs();
    waiting.length = queue.length;
    waiting.oldestMs = queue.oldestEnqueuedMs();
    waiting.newestMs = queue.newestEnqueuedMs();
    waiting.freeSinceMs = this.freeSinceMs;
    return this.policy.size(waiting);
  }

  private start(size: number): void {
    const { queue, execute } = this.options;
    const { waiting, freeSinceMs } = this;
    const slots = new Int32Array(size);
    for (let index = 0; index < size; index += 1) slots[index] = queue.pop();
    if (this.policy.learn) {
      this.started.set(slots, { startMs: waiting.nowMs, waitMs: waiting.nowMs - waiting.oldestMs });
    }
    this.onDevice += 1;
    this.noteFree();
    execute(slots, freeSinceMs);
  }

  private setAlarm(): void {
    const { clock, queue, woken } = this.options;
    let timeMs = queue.nextDeadlineMs;
    // `waiting` is as `startable` left it: it found the batch not to be startable yet.
    if (this.instanceFree && queue.length > 0) {
      const { waiting, policy } = this;
      timeMs = Math.min(timeMs, Math.max(policy.wakeMs(waiting), waiting.nowMs + SHORTEST_WAIT_MS));
    }
    // An alarm that rings too early only polls once in vain; resetting it for every arrival would cost more.
    if (timeMs !== Infinity && timeMs >= this.alarmAtMs) return;
    this.cancelAlarm();
    this.alarmAtMs = timeMs;
    if (timeMs === Infinity) return;
    this.cancelAlarm = clock.at(timeMs, () => {
      this.alarmAtMs = Infinity;
      this.poll();
      woken?.();
    });
  }
}
