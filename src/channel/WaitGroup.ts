/** Go's `sync.WaitGroup`: counts tasks that are under way and tells when none is left. */
import { ChannelError } from './Channel.ts';

export class WaitGroup {
  private under = 0;
  private waiters: (() => void)[] = [];

  /** Tasks under way. */
  get count(): number {
    return this.under;
  }

  /** @throws ChannelError when the count would fall below 0. */
  add(tasks: number): void {
    if (this.under + tasks < 0) throw new ChannelError('negative WaitGroup counter');
    this.under += tasks;
    if (this.under > 0) return;
    const waiters = this.waiters;
    this.waiters = [];
    for (const wake of waiters) wake();
  }

  done(): void {
    this.add(-1);
  }

  /**
   * Starts a task and counts it until it has ended. As in Go, a group does not gather errors: a task that may fail
   * handles that itself, or belongs in an ErrorGroup.
   */
  go(task: () => Promise<void>): void {
    this.add(1);
    void task().finally(() => this.done());
  }

  /** Resolves when no task is under way; at once if there is none. */
  wait(): Promise<void> {
    if (this.under === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
