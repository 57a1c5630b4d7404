/**
 * A channel with Go's semantics: each value sent is received by exactly one receiver, in order. Unbuffered (capacity
 * 0), a send waits for its receiver; buffered, it waits only while the buffer is full. Where Go panics, this throws
 * `ChannelError`; where a goroutine blocks, a promise is pending, and an AbortSignal can reject it.
 */

/** Result of a receive: `ok` is false when the channel is closed and drained, as in `v, ok := <-ch`. */
export type Received<T> =
  { readonly value: T; readonly ok: true } | { readonly value: undefined; readonly ok: false };

/** Wrong use of a channel, a group or a wait group, in the words of Go's panics; for who reads the stack. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
}

/** A pending send: its value, and the callbacks of its outcome. */
interface WaitingSender<T> {
  readonly value: T;
  readonly taken: () => void;
  readonly closed: (error: ChannelError) => void;
}
type WaitingReceiver<T> = (received: Received<T>) => void;

export class Channel<T> {
  /** Capacity of the buffer: Go's `cap(ch)`. */
  readonly capacity: number;
  private readonly buffer: T[] = [];
  private readonly senders = new Set<WaitingSender<T>>();
  private readonly receivers = new Set<WaitingReceiver<T>>();
  private isClosed = false;

  /** @throws ChannelError unless `capacity` is a whole number of at least 0 */
  constructor(capacity = 0) {
    if (!Number.isInteger(capacity) || capacity < 0) {
      throw new ChannelError(`A channel's capacity is a whole number of at least 0, not ${capacity}.`);
    }
    this.capacity = capacity;
  }

  /** Values in the buffer: Go's `len(ch)`. */
  get length(): number {
    return this.buffer.length;
  }

  get closed(): boolean {
    return this.isClosed;
  }

  get blockedSenders(): number {
    return this.senders.size;
  }

  get blockedReceivers(): number {
    return this.receivers.size;
  }

  /**
   * `ch <- value`: resolves when the value was received or buffered.
   * @throws ChannelError when the channel is closed before; the signal's reason when it aborts before
   */
  send(value: T, signal?: AbortSignal): Promise<void> {
    return waiting(signal, (resolve, reject) => {
      if (this.trySend(value)) return resolve();
      return this.awaitReceiver({ value, taken: resolve, closed: reject });
    });
  }

  /** `v, ok := <-ch`. @throws only the reason of an aborted signal */
  receive(signal?: AbortSignal): Promise<Received<T>> {
    return waiting(signal, (resolve) => {
      const received = this.tryReceive();
      if (received) return resolve(received);
      return this.awaitSender(resolve);
    });
  }

  /** Sends if that does not wait. Returns whether it did. @throws ChannelError on a closed channel */
  trySend(value: T): boolean {
    if (this.isClosed) throw new ChannelError('send on closed channel');
    const receiver = takeFirst(this.receivers);
    if (receiver) receiver({ value, ok: true });
    else if (this.buffer.length < this.capacity) this.buffer.push(value);
    else return false;
    return true;
  }

  /** Receives if that does not wait; null when it would. */
  tryReceive(): Received<T> | null {
    if (this.buffer.length === 0) {
      const sender = takeFirst(this.senders);
      if (!sender) return this.isClosed ? CLOSED : null;
      sender.taken();
      return { value: sender.value, ok: true };
    }
    const value = this.buffer.shift() as T;
    // The buffer has room now for the send that has waited longest.
    const sender = takeFirst(this.senders);
    if (sender) {
      this.buffer.push(sender.value);
      sender.taken();
    }
    return { value, ok: true };
  }

  /** `close(ch)`: no more sends; buffered values can still be received. @throws ChannelError when closed before */
  close(): void {
    if (this.isClosed) throw new ChannelError('close of closed channel');
    this.isClosed = true;
    for (let receive = takeFirst(this.receivers); receive; receive = takeFirst(this.receivers)) {
      receive(CLOSED);
    }
    for (let sender = takeFirst(this.senders); sender; sender = takeFirst(this.senders)) {
      sender.closed(new ChannelError('send on closed channel'));
    }
  }

  /** `for v := range ch`: every value until the channel is closed and drained. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      const { value, ok } = await this.receive();
      if (!ok) return;
      yield value;
    }
  }

  /** Queues a pending send; returns a function that removes it. For `select`. */
  awaitReceiver(sender: WaitingSender<T>): () => void {
    this.senders.add(sender);
    return () => this.senders.delete(sender);
  }

  /** Queues a pending receive; returns a function that removes it. For `select`. */
  awaitSender(receiver: WaitingReceiver<T>): () => void {
    this.receivers.add(receiver);
    return () => this.receivers.delete(receiver);
  }
}

const CLOSED = { value: undefined, ok: false } as const;

/** A Set keeps insertion order: its first entry has waited longest. */
function takeFirst<E>(line: Set<E>): E | undefined {
  for (const first of line) {
    line.delete(first);
    return first;
  }
  return undefined;
}

/**
 * A promise that an AbortSignal can reject. `begin` resolves at once, or queues itself and returns a function that
 * removes it.
 */
export function waiting<R>(
  signal: AbortSignal | undefined,
  begin: (resolve: (result: R) => void, reject: (reason: Error) => void) => (() => void) | void,
): Promise<R> {
  return new Promise<R>((resolve, reject) => {
    signal?.throwIfAborted();
    let leave: (() => void) | void = undefined;
    const abort = (): void => {
      leave?.();
      reject(signal?.reason as Error);
    };
    const settle =
      <A>(end: (argument: A) => void) =>
      (argument: A): void => {
        signal?.removeEventListener('abort', abort);
        end(argument);
      };
    signal?.addEventListener('abort', abort, { once: true });
    leave = begin(settle(resolve), settle(reject));
  });
}
