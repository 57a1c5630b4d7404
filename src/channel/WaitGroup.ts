/** Go's `sync.WaitGroup`: counts running tasks and resolves `wait` when there are none. */
import { ChannelError } from './Channel.ts';

export class WaitGroup {
  private under = 0;
  private waiters: (() => void)[] = [];

  /** Running tasks. */
  get count(): number {
    return this.under;
  }

  /** @throws ChannelError when the count would fall below 0 */
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
   * Starts a task and counts it until it has ended. As in Go, a group does not collect errors: a task that may fail
   * handles its own, or belongs in an ErrorGroup.
   */
  go(task: () => Promise<void>): void {
    this.add(1);
    void task().finally(() => this.done());
  }

  /** Resolves when no task is running; at once if there is none. */
  wait(): Promise<void> {
    if (this.under === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
