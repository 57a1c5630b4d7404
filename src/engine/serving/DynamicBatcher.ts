/**
 * Decides when waiting requests become a batch, with the rules of Triton's dynamic batcher: as many as are there, up to
 * `maxBatchSize`, as soon as an instance is free. Only when a full batch cannot be formed may it wait for more, until the
 * oldest request has waited `maxQueueDelayUs`; the arrival that completes a batch sends it off at once.
 */
import type { Clock } from './Clock.ts';
import type { RequestQueue } from './RequestQueue.ts';

export interface BatchPolicy {
  readonly maxBatchSize: number;
  readonly maxQueueDelayUs: number;
  /** Batches that may be on the device at the same time. */
  readonly instances: number;
}

export interface BatcherOptions {
  readonly clock: Clock;
  readonly queue: RequestQueue;
  readonly policy: BatchPolicy;
  /** Takes the batch; must call `release` once when it has ended, not before returning. `slots` is the receiver's. */
  readonly execute: (slots: Int32Array) => void;
  /** A request ran out of time in the queue. */
  readonly expired: (slot: number) => void;
  /** Called after a poll that the batcher's own timer caused. */
  readonly woken?: () => void;
}

export class DynamicBatcher {
  private readonly options: BatcherOptions;
  private policy: BatchPolicy;
  private onDevice = 0;
  private held = false;
  private alarmAtMs = Infinity;
  private cancelAlarm: () => void = () => {};

  constructor(options: BatcherOptions) {
    this.options = options;
    this.policy = options.policy;
  }

  /** Batches on the device now. */
  get executing(): number {
    return this.onDevice;
  }

  /** True when a whole batch waits and could start. */
  get fullBatchReady(): boolean {
    return (
      !this.held &&
      this.onDevice < this.policy.instances &&
      this.options.queue.length >= this.policy.maxBatchSize
    );
  }

  setPolicy(policy: BatchPolicy): void {
    this.policy = policy;
    this.poll();
  }

  /** While held, requests wait (and may time out) but no batch starts: no weights yet, or a device being recovered. */
  hold(): void {
    this.held = true;
  }

  resume(): void {
    this.held = false;
    this.poll();
  }

  /** A batch has ended. Its instance is free; `poll` starts the next batch. */
  release(): void {
    if (this.onDevice === 0) throw new Error('A batch ended twice.');
    this.onDevice -= 1;
  }

  /** Times out what is late, starts every batch that may start, and sets the alarm for the next moment that matters. */
  poll(): void {
    const { clock, queue, execute, expired } = this.options;
    queue.expire(clock.nowMs(), expired);
    while (this.mayStart()) {
      const slots = new Int32Array(Math.min(queue.length, this.policy.maxBatchSize));
      for (let index = 0; index < slots.length; index += 1) slots[index] = queue.pop();
      this.onDevice += 1;
      execute(slots);
    }
    this.setAlarm();
  }

  private get dueMs(): number {
    return this.options.queue.oldestEnqueuedMs() + this.policy.maxQueueDelayUs / 1000;
  }

  private get instanceFree(): boolean {
    return !this.held && this.onDevice < this.policy.instances;
  }

  private mayStart(): boolean {
    const { clock, queue } = this.options;
    if (!this.instanceFree || queue.length === 0) return false;
    if (queue.length >= this.policy.maxBatchSize) return true;
    return this.policy.maxQueueDelayUs === 0 || clock.nowMs() >= this.dueMs;
  }

  private setAlarm(): void {
    const { clock, queue, woken } = this.options;
    const timeMs = Math.min(queue.nextDeadlineMs, this.instanceFree ? this.dueMs : Infinity);
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
