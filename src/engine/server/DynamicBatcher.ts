/**
 * Dynamic batching: while an instance is free, the policy decides how many of the queued requests go as the next
 * batch, and when to ask again. Measured batch times are reported to policies that learn.
 */
import type { BatchingPolicy, Waiting } from '#batching/BatchingPolicy.ts';
import type { Clock } from '#engine/clock/Clock.ts';
import { bug } from '#messages/bug.ts';
import type { RequestQueue } from './RequestQueue.ts';

export interface BatcherOptions {
  readonly clock: Clock;
  readonly queue: RequestQueue;
  readonly policy: BatchingPolicy;
  /** Batches that may be on the device at the same time. */
  readonly instances: number;
  /**
   * Takes a batch; must call `release` exactly once when it has ended, not before returning. `slots` belongs to the
   * receiver; an instance has been free since `freeSinceMs`.
   */
  readonly execute: (slots: Int32Array, freeSinceMs: number) => void;
  /** A request timed out in the queue. */
  readonly expired: (slot: number) => void;
  /** Called after a poll that the batcher's own timer caused. */
  readonly woken?: () => void;
}

/** Shortest time until the policy is asked again, so that it cannot block the thread. */
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
  /** Start time and longest wait of the batches on the device. */
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

  /** Whether a full batch is queued and an instance is free. */
  get fullBatchReady(): boolean {
    return this.instanceFree && this.options.queue.length >= this.policy.fullSize;
  }

  setPolicy(policy: BatchingPolicy, instances: number): void {
    this.policy = policy;
    this.instances = instances;
    this.noteFree();
    // The alarm was set for the old policy.
    this.cancelAlarm();
    this.alarmAtMs = Infinity;
    this.poll();
  }

  /**
   * While held, requests wait (and may time out) but no batch starts: there are no weights yet, or the device is being
   * replaced.
   */
  hold(): void {
    this.held = true;
    this.noteFree();
  }

  resume(): void {
    this.held = false;
    this.noteFree();
    this.poll();
  }

  /**
   * Ends a batch: its instance is free, and `poll` may start the next. @param completed the batch, if it was computed
   */
  release(completed?: Int32Array, endedMs = this.options.clock.nowMs()): void {
    if (this.onDevice === 0) throw bug('a batch ended twice');
    this.onDevice -= 1;
    this.noteFree();
    const start = completed && this.started.get(completed);
    if (!start) return;
    const { startMs, waitMs } = start;
    this.policy.learn?.({ size: completed.length, computeMs: endedMs - startMs, waitMs, endedMs });
  }

  /**
   * Times out late requests, starts every batch that may start, and sets the alarm for the next deadline or decision.
   */
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

  /** Size of the batch that may start now; 0 for none. */
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
    // `startable` has just filled `waiting`, and found that no batch may start.
    if (this.instanceFree && queue.length > 0) {
      const { waiting, policy } = this;
      timeMs = Math.min(timeMs, Math.max(policy.wakeMs(waiting), waiting.nowMs + SHORTEST_WAIT_MS));
    }
    // An alarm that is too early costs one poll; resetting it for every arrival would cost more.
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
