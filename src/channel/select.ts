/**
 * Go's `select`: carries out exactly one of several sends and receives. Of those that are ready one is drawn
 * uniformly; if none is, the first that becomes ready, or the default. A null channel is never ready.
 */
import { waiting, type Channel, type Received } from './Channel.ts';

interface Receiving {
  readonly kind: 'receive';
  readonly channel: Channel<unknown> | null;
}
interface Sending {
  readonly kind: 'send';
  readonly channel: Channel<unknown> | null;
  readonly value: unknown;
}
export type SelectCase = Receiving | Sending;

/** `case v, ok := <-channel`. */
export const receiving = <T>(channel: Channel<T> | null): Receiving => ({
  kind: 'receive',
  channel: channel as Channel<unknown> | null,
});

/** `case channel <- value`. */
export const sending = <T>(channel: Channel<T> | null, value: T): Sending => ({
  kind: 'send',
  channel: channel as Channel<unknown> | null,
  value,
});

/** The case that was carried out, and the result of a receive. `index` −1 is the default. */
export interface Selected {
  readonly index: number;
  readonly received?: Received<unknown>;
}

export interface SelectOptions {
  /** Returns index −1 instead of waiting. */
  readonly orDefault?: boolean;
  readonly signal?: AbortSignal;
  /** Random number in [0, 1). */
  readonly random?: () => number;
}

/** @throws ChannelError where the chosen send meets a closed channel; the reason of an aborted signal */
export function select(cases: readonly SelectCase[], options: SelectOptions = {}): Promise<Selected> {
  const { orDefault = false, signal, random = Math.random } = options;
  return waiting(signal, (resolve, reject) => {
    for (const index of shuffled(cases.length, random)) {
      const selected = tryCase(cases[index]!, index);
      if (selected) return resolve(selected);
    }
    if (orDefault) return resolve({ index: -1 });
    const ways: (() => void)[] = [];
    const leave = (): void => {
      for (const way of ways) way();
    };
    cases.forEach((one, index) => {
      if (!one.channel) return;
      if (one.kind === 'receive') {
        ways.push(
          one.channel.awaitSender((received) => {
            leave();
            resolve({ index, received });
          }),
        );
      } else {
        ways.push(
          one.channel.awaitReceiver({
            value: one.value,
            taken: () => {
              leave();
              resolve({ index });
            },
            closed: (error) => {
              leave();
              reject(error);
            },
          }),
        );
      }
    });
    return leave;
  });
}

function tryCase(one: SelectCase, index: number): Selected | null {
  if (!one.channel) return null;
  if (one.kind === 'send') return one.channel.trySend(one.value) ? { index } : null;
  const received = one.channel.tryReceive();
  return received && { index, received };
}

/** The numbers below `count` in random order (Fisher–Yates). */
function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
