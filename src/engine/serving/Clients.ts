/**
 * Who sends the next request. In a closed loop there are N clients, and each sends again when its last request has ended
 * and it has thought for a while. An open loop has as many lanes as requests are open at the same time: the lowest free.
 */
export interface Clients {
  /** When the next request has somebody to send it; −Infinity for always, Infinity for not before an answer. */
  readonly readyMs: number;
  /** Takes that client. */
  take(): number;
  /** The client's request has ended. */
  release(client: number, nowMs: number): void;
}

/** @param thinkTimeMs from the end of a client's request to its next. */
export function closedClients(count: number, thinkTimeMs: number, startMs: number): Clients {
  // First in, first out: everybody thinks for the same time, so whoever comes first is ready first.
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

export function openLanes(): Clients {
  /** Lanes that were used and are free: a binary heap, the lowest on top. */
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
    release(lane) {
      let place = free.push(lane) - 1;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if (free[parent]! < lane) break;
        free[place] = free[parent]!;
        place = parent;
      }
      free[place] = lane;
    },
  };
}

/** Puts `lane` on top of the heap and lets it sink to its place. */
function sink(heap: number[], lane: number): void {
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child += 1;
    if (lane < heap[child]!) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = lane;
}
