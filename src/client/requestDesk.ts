/**
 * Single requests over one port: every call gets an id and a promise, requests of one tick leave in one block, and
 * each answer goes to the caller whose id it carries, in whatever order answers come. No answer is ever guessed: an
 * id nobody waits for (its caller cancelled) is dropped.
 */
import type { DeviceName } from '../spec/vocabulary.ts';
import type { Endpoint } from '../wire/Call.ts';
import { OUTCOMES, type Outcome } from '../trace/outcomes.ts';
import type { CallerMessage, CallerReply, RequestBlock, Response, ResponseBlock } from '../wire/server.ts';

export interface RequestOptions {
  /** 1 is served first, 3 last; 2 if not given. */
  readonly priority?: number;
  /** The server gives up a request that has waited this long in its queue. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Why a request has no answer; `name` is one of the four below. */
export class RequestError extends Error {
  constructor(
    name: 'RequestRejected' | 'RequestTimedOut' | 'RequestCancelled' | 'RequestFailed',
    message: string,
  ) {
    super(message);
    this.name = name;
  }
}

interface Waiting {
  readonly row: ArrayLike<number>;
  readonly priority: number | undefined;
  readonly timeoutMs: number | undefined;
  readonly sentMs: number;
  resolve(response: Response): void;
  reject(error: Error): void;
}

export interface RequestDesk {
  request(row: ArrayLike<number>, options?: RequestOptions): Promise<Response>;
  /** Requests without an answer so far. */
  readonly inFlight: number;
  /** Rejects all that wait, e.g. because the server died. */
  fail(error: Error): void;
}

/** `device` tells which device answers now, for blocks that do not say it themselves. */
export function openRequestDesk(port: Endpoint, device: () => DeviceName): RequestDesk {
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  let outbox: number[] = [];
  let cancelled: number[] = [];
  let flushScheduled = false;

  const send = (message: CallerMessage, transfer: Transferable[]): void =>
    port.postMessage(message, transfer);
  const scheduleFlush = (): void => {
    if (flushScheduled) return;
    flushScheduled = true;
    queueMicrotask(flush);
  };

  function flush(): void {
    flushScheduled = false;
    const ids = outbox;
    outbox = [];
    for (const group of groupAlike(ids, waiting)) {
      const block = makeBlock(group, waiting);
      send({ kind: 'requests', block }, [
        block.ids.buffer,
        block.rows.buffer,
        block.plannedMs.buffer,
        block.sentMs.buffer,
      ] as Transferable[]);
    }
    if (cancelled.length > 0) send({ kind: 'cancel', ids: Float64Array.from(cancelled) }, []);
    cancelled = [];
  }

  port.addEventListener('message', ({ data }: MessageEvent<CallerReply>) => {
    if (data.kind === 'responses') deliver(data.block);
  });
  port.start?.();

  function deliver(block: ResponseBlock): void {
    const count = block.ids.length;
    const width = count === 0 ? 0 : block.outputs.length / count;
    const deliveredMs = absoluteNow();
    for (let i = 0; i < count; i++) {
      const id = block.ids[i]!;
      const request = waiting.get(id);
      if (!request) continue;
      waiting.delete(id);
      const outcome = OUTCOMES[block.outcomes[i]!] ?? 'failed';
      if (outcome !== 'ok') {
        request.reject(errorOf(outcome, block.failure));
        continue;
      }
      request.resolve({
        id,
        output: Array.from(block.outputs.subarray(i * width, (i + 1) * width)),
        device: block.device ?? device(),
        batchSize: block.batchSizes[i]!,
        step: block.steps[i]!,
        timings: {
          queue: block.batchedMs[i]! - block.enqueuedMs[i]!,
          compute: block.computedMs[i]! - block.batchedMs[i]!,
          readBack: block.readBackMs[i]! - block.computedMs[i]!,
          total: deliveredMs - request.sentMs,
        },
      });
    }
  }

  return {
    get inFlight() {
      return waiting.size;
    },
    request(row, { priority, timeoutMs, signal } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(errorOf('cancelled'));
          return;
        }
        const id = ++lastId;
        const onAbort = (): void => {
          if (!waiting.delete(id)) return;
          const unsent = outbox.indexOf(id);
          if (unsent >= 0) outbox.splice(unsent, 1);
          else cancelled.push(id);
          scheduleFlush();
          reject(errorOf('cancelled'));
        };
        const settle =
          <T>(end: (value: T) => void) =>
          (value: T): void => {
            signal?.removeEventListener('abort', onAbort);
            end(value);
          };
        signal?.addEventListener('abort', onAbort, { once: true });
        const settled = { resolve: settle(resolve), reject: settle(reject) };
        waiting.set(id, { row, priority, timeoutMs, sentMs: absoluteNow(), ...settled });
        outbox.push(id);
        scheduleFlush();
      });
    },
    fail(error) {
      const all = [...waiting.values()];
      waiting.clear();
      outbox = [];
      for (const { reject } of all) reject(error);
    },
  };
}

/** Workers and page each count `now()` from their own start: only with `timeOrigin` are the times comparable. */
const absoluteNow = (): number => performance.timeOrigin + performance.now();

/** A block has one priority, one timeout and one row width. */
function groupAlike(ids: readonly number[], waiting: ReadonlyMap<number, Waiting>): number[][] {
  const groups = new Map<string, number[]>();
  for (const id of ids) {
    const request = waiting.get(id);
    if (!request) continue;
    const key = `${request.priority} ${request.timeoutMs} ${request.row.length}`;
    const group = groups.get(key);
    if (group) group.push(id);
    else groups.set(key, [id]);
  }
  return [...groups.values()];
}

function makeBlock(ids: readonly number[], waiting: ReadonlyMap<number, Waiting>): RequestBlock {
  const first = waiting.get(ids[0]!)!;
  const width = first.row.length;
  const rows = new Float32Array(ids.length * width);
  const sentMs = new Float64Array(ids.length);
  ids.forEach((id, i) => {
    const request = waiting.get(id)!;
    rows.set(request.row, i * width);
    sentMs[i] = request.sentMs;
  });
  return {
    ids: Float64Array.from(ids),
    rows,
    plannedMs: sentMs.slice(),
    sentMs,
    ...(first.priority === undefined ? {} : { priority: first.priority }),
    ...(first.timeoutMs === undefined ? {} : { timeoutMs: first.timeoutMs }),
  };
}

function errorOf(outcome: Exclude<Outcome, 'ok'>, failure?: string): RequestError {
  if (outcome === 'rejected') {
    return new RequestError(
      'RequestRejected',
      'The server refused the request: its queue is full. Send fewer at once or raise maxQueueSize.',
    );
  }
  if (outcome === 'cancelled') {
    return new RequestError('RequestCancelled', 'The request was cancelled before it was answered.');
  }
  if (outcome === 'failed') {
    return new RequestError('RequestFailed', failure ?? 'The server could not compute an answer.');
  }
  return new RequestError('RequestTimedOut', 'The request was not answered before its deadline.');
}
