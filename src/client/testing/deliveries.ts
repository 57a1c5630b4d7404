/**
 * Test support: messages that are delivered on request. Each channel keeps its order, and a seed chooses which channel
 * is next, so that a run of a whole engine is reproducible.
 */
import type { Endpoint } from '#protocol/Call.ts';

export interface Deliveries {
  /** Both ends of a channel. */
  wire(): readonly [Endpoint, Endpoint];
  /** Resolves at a time of the seed's choice; handlers await it. */
  moment(): Promise<void>;
  /** Delivers this many messages, or all of them and those that they cause. */
  deliver(count?: number): Promise<void>;
}

type Listener = (event: MessageEvent) => void;

/** @param random in [0, 1) */
export function createDeliveries(random: () => number): Deliveries {
  const queues = new Set<(() => void)[]>();

  function deliveryQueue(): (arrive: () => void) => void {
    const queue: (() => void)[] = [];
    queues.add(queue);
    return (arrive) => queue.push(arrive);
  }

  function wire(): readonly [Endpoint, Endpoint] {
    const ends = [0, 1].map(() => ({
      listeners: [] as Listener[],
      waiting: [] as MessageEvent[],
      open: true,
    }));
    const endpoint = (own: number): Endpoint & { close(): void } => {
      const send = deliveryQueue();
      const other = ends[1 - own]!;
      return {
        postMessage: (message) =>
          send(() => {
            const event = { data: message } as MessageEvent;
            if (!other.open || !ends[own]!.open) return;
            // Like a port that has not been started, an end without a listener queues messages.
            if (other.listeners.length === 0) other.waiting.push(event);
            for (const listener of other.listeners) listener(event);
          }),
        addEventListener(_type, listener) {
          const end = ends[own]!;
          end.listeners.push(listener);
          for (const event of end.waiting.splice(0)) listener(event);
        },
        start: () => undefined,
        close: () => {
          ends[own]!.open = false;
        },
      };
    };
    return [endpoint(0), endpoint(1)];
  }

  /** Everything that follows from one message without another. */
  async function settled(): Promise<void> {
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
  }

  return {
    wire,
    moment: () =>
      new Promise((resolve) => {
        const queue = [
          () => {
            queues.delete(queue);
            resolve();
          },
        ];
        queues.add(queue);
      }),
    async deliver(count = Infinity) {
      await settled();
      for (let i = 0; i < count; i++) {
        const pending = [...queues].filter((queue) => queue.length > 0);
        const chosen = pending[Math.floor(random() * pending.length)];
        if (!chosen) return;
        chosen.shift()!();
        await settled();
      }
    },
  };
}
