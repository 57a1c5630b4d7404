/**
 * Clients of a load. A closed loop has N clients, each of which sends again when its last request has ended and its
 * think time is over. An open loop has as many slots as requests are in flight: each request takes the lowest free
 * one.
 */
export interface Clients {
  /** When a client is ready to send; −Infinity for always, Infinity for not before a response. */
  readonly readyMs: number;
  /** Takes the client that is ready. */
  take(): number;
  /** The client's request has ended. */
  release(client: number, nowMs: number): void;
}

/** @param thinkTimeMs from the end of a client's request to its next */
export function closedClients(count: number, thinkTimeMs: number, startMs: number): Clients {
  // FIFO: the think time is the same for all, so clients become ready in the order of their release.
  const waiting = Uint16Array.from({ length: count }, (_, client) => client);
  const readyAt = new Float64Array(count).fill(startMs);
  let head = 0;
  let length = count;
  return {
    get readyMs() {
      return length > 0 ? (readyAt[head] ?? Infinity) : Infinity;
    },
    take() {
      const client = waiting[head] ?? 0;
      head = (head + 1) % count;
      length -= 1;
      return client;
    },
    release(client, nowMs) {
      const tail = (head + length) % count;
      waiting[tail] = client;
      readyAt[tail] = nowMs + thinkTimeMs;
      length += 1;
    },
  };
}

export function openLoopSlots(): Clients {
  /** Slots that were used and are free: a binary min-heap. */
  const free: number[] = [];
  let used = 0;
  return {
    readyMs: -Infinity,
    take() {
      const top = free[0];
      if (top === undefined) return used++;
      const last = free.pop()!;
      if (free.length > 0) sink(free, last);
      return top;
    },
    release(slot) {
      let index = free.push(slot) - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (free[parent]! < slot) break;
        free[index] = free[parent]!;
        index = parent;
      }
      free[index] = slot;
    },
  };
}

/** Puts `slot` at the root of the heap and sifts it down. */
function sink(heap: number[], slot: number): void {
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child += 1;
    if (slot < heap[child]!) break;
    heap[index] = heap[child]!;
    index = child;
  }
  heap[index] = slot;
}
