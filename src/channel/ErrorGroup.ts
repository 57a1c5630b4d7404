/**
 * Go's `errgroup.Group` with context and limit: tasks that succeed together or are cancelled together. The first error
 * aborts the signal given to all tasks; `wait` rejects with it when the last task has ended.
 */
import { Channel, ChannelError } from './Channel.ts';
import { WaitGroup } from './WaitGroup.ts';

export class ErrorGroup {
  private readonly group = new WaitGroup();
  private readonly permits: Channel<null> | null;
  private readonly controller = new AbortController();
  private failure: { readonly error: unknown } | null = null;

  /** @param limit tasks that may run at once; without it, any number */
  constructor(limit?: number) {
    if (limit === 0) throw new ChannelError('a group with limit 0 could never start a task');
    this.permits = limit === undefined ? null : new Channel<null>(limit);
  }

  /** Aborted at the first error, and when `wait` has returned. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Running tasks. */
  get active(): number {
    return this.group.count;
  }

  /** Starts a task. Resolves once it has started, which waits while the group is at its limit. */
  async go(task: (signal: AbortSignal) => Promise<void>): Promise<void> {
    await this.permits?.send(null);
    this.start(task);
  }

  /** Starts a task if the limit allows. Returns whether it did. */
  tryGo(task: (signal: AbortSignal) => Promise<void>): boolean {
    if (this.permits && !this.permits.trySend(null)) return false;
    this.start(task);
    return true;
  }

  /** Resolves when all tasks have ended. @throws the first error of a task */
  async wait(): Promise<void> {
    await this.group.wait();
    this.controller.abort(new ChannelError('the group has ended'));
    if (this.failure) throw this.failure.error;
  }

  private start(task: (signal: AbortSignal) => Promise<void>): void {
    this.group.add(1);
    void this.run(task);
  }

  private async run(task: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await task(this.signal);
    } catch (error) {
      this.failure ??= { error };
      this.controller.abort(error);
    }
    // The count goes down before the next task may start: never more running tasks than the limit.
    this.group.done();
    this.permits?.tryReceive();
  }
}
