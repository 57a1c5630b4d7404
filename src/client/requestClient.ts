/**
 * Single requests over one endpoint: every call gets an id and a promise, requests of one tick are sent in one block,
 * and each response resolves the call with its id, in whatever order responses come. Responses with an unknown id
 * (cancelled calls) are dropped.
 */
import type { DeviceName } from '#experiment/vocabulary.ts';
import { sayFailure, type Failure, type FailureValues } from '#messages/Failure.ts';
import * as failures from '#messages/generated/clientErrors.ts';
import type { Endpoint } from '#protocol/Call.ts';
import { RequestBlockBuilder, BufferPool } from '#protocol/RequestBlockBuilder.ts';
import type { CallerMessage, CallerReply, Response, ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES, type Outcome } from '#trace/outcomes.ts';

export interface RequestOptions {
  /** 1 is served first; the middle of `serving.priorityLevels` if not given. */
  readonly priority?: number;
  /** How long the request may be queued, in ms; 0 forever. */
  readonly timeoutMs?: number;
  /** Cancels the request: it rejects with the signal's reason, as `fetch` does. */
  readonly signal?: AbortSignal;
}

/** Why a request has no prediction; `name` is one of the four below. */
export class RequestError extends Error {
  readonly code: string;
  readonly values: FailureValues;

  constructor(
    name: 'RequestRejected' | 'RequestTimedOut' | 'RequestCancelled' | 'RequestFailed',
    failure: Failure,
  ) {
    super(sayFailure(failure));
    this.name = name;
    this.code = failure.code;
    this.values = failure.values;
  }
}

interface Waiting {
  readonly sentMs: number;
  resolve(response: Response): void;
  reject(error: Error): void;
  /** Removes the listener of the caller's signal. */
  readonly unlisten: (() => void) | undefined;
}

export interface RequestClient {
  request(row: ArrayLike<number>, options?: RequestOptions): Promise<Response>;
  /** Rejects all requests in flight, e.g. because the server died. */
  fail(error: Error): void;
}

/**
 * A block is sent once it holds this many bytes of inputs, though more may follow in the same tick: the server
 * computes while the page fills the next. Smaller blocks would wake the other thread more often than they save.
 */
const DEPARTURE_BYTES = 64 * 1024;
/** Powers of two, since a block is mostly computed as one batch, and batches are padded to powers of two. */
const isDepartureCount = (count: number): boolean => (count & (count - 1)) === 0;
/**
 * Microtask turns without a new request after which blocks are sent (callers whose responses came together send again
 * within a few turns), and the turns after which they are sent in any case.
 */
const QUIET_TURNS = 4;
const MOST_TURNS = 64;
/**
 * Requests of one tick that share a reading of the clock; they take less time than the clock's resolution of 0.1 ms.
 */
const CLOCK_EVERY = 16;

/** @param device the server's device, for response blocks that do not name it */
export function openRequestClient(port: Endpoint, device: () => DeviceName): RequestClient {
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  const spares = new BufferPool();
  let open: RequestBlockBuilder[] = [];
  let cancelled: number[] = [];
  let flushScheduled = false;
  /** When the present request was sent, to the clock's resolution. */
  let sentMs = 0;

  function scheduleFlush(): void {
    if (flushScheduled) return;
    flushScheduled = true;
    let seenId = lastId;
    let quietTurns = 0;
    let turns = 0;
    const turn = (): void => {
      quietTurns = lastId > seenId ? 0 : quietTurns + 1;
      seenId = lastId;
      if (quietTurns < QUIET_TURNS && ++turns < MOST_TURNS) queueMicrotask(turn);
      else flush();
    };
    queueMicrotask(turn);
  }

  function flush(): void {
    flushScheduled = false;
    const blocks = open;
    open = [];
    for (const block of blocks) send(block);
    if (cancelled.length > 0) post({ kind: 'cancel', ids: Float64Array.from(cancelled) }, []);
    cancelled = [];
  }

  const post = (message: CallerMessage, transfer: Transferable[]): void =>
    port.postMessage(message, transfer);

  function send(open: RequestBlockBuilder): void {
    const { block, buffer } = open.close();
    if (open.isEmpty) spares.add(buffer);
    else post({ kind: 'requests', block }, [buffer]);
  }

  function add(id: number, sentMs: number, row: ArrayLike<number>, options: RequestOptions): void {
    const { priority, timeoutMs } = options;
    let block = open.find((candidate) => candidate.fits(row.length, priority, timeoutMs));
    if (!block) {
      block = new RequestBlockBuilder({ width: row.length, priority, timeoutMs }, spares);
      open.push(block);
    }
    block.add(id, sentMs, row);
    if (block.bytes >= DEPARTURE_BYTES && isDepartureCount(block.count)) {
      open.splice(open.indexOf(block), 1);
      send(block);
    }
    scheduleFlush();
  }

  port.addEventListener('message', ({ data }: MessageEvent<CallerReply>) => {
    if (data.kind !== 'responses') return;
    deliver(data.block);
    for (const buffer of data.spent ?? []) spares.add(buffer);
  });
  port.start?.();

  function deliver(block: ResponseBlock): void {
    const { ids, outcomes, outputs } = block;
    const width = ids.length === 0 ? 0 : outputs.length / ids.length;
    const deliveredMs = absoluteNow();
    const answeredOn = block.device ?? device();
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row]!;
      const request = waiting.get(id);
      if (!request) continue;
      waiting.delete(id);
      request.unlisten?.();
      const outcome = OUTCOMES[outcomes[row]!] ?? 'failed';
      if (outcome !== 'ok') {
        request.reject(errorOf(outcome, block.failure));
        continue;
      }
      const output: number[] = [];
      for (let at = row * width; at < (row + 1) * width; at++) output.push(outputs[at]!);
      request.resolve({
        id,
        output,
        device: answeredOn,
        batchSize: block.batchSizes[row]!,
        step: block.steps[row]!,
        timings: {
          queue: block.batchedMs[row]! - block.enqueuedMs[row]!,
          compute: block.computedMs[row]! - block.batchedMs[row]!,
          readBack: block.readBackMs[row]! - block.computedMs[row]!,
          total: deliveredMs - request.sentMs,
        },
      });
    }
  }

  /** Cancels the request on abort. One that has been sent is also cancelled on the server. */
  function listen(id: number, signal: AbortSignal): () => void {
    const onAbort = (): void => {
      const request = waiting.get(id);
      if (!waiting.delete(id)) return;
      if (!open.some((block) => block.remove(id))) cancelled.push(id);
      scheduleFlush();
      request?.reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    return () => signal.removeEventListener('abort', onAbort);
  }

  return {
    request(row, options = {}) {
      return new Promise((resolve, reject) => {
        const { signal } = options;
        if (signal?.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const id = ++lastId;
        if (!flushScheduled || id % CLOCK_EVERY === 0) sentMs = absoluteNow();
        waiting.set(id, { sentMs, resolve, reject, unlisten: signal && listen(id, signal) });
        add(id, sentMs, row, options);
      });
    },
    fail(error) {
      const all = [...waiting.values()];
      waiting.clear();
      // The next server does not know these requests.
      open = [];
      cancelled = [];
      for (const { reject, unlisten } of all) {
        unlisten?.();
        reject(error);
      }
    },
  };
}

/** Reading `timeOrigin` costs as much as `performance.now()`, and it never changes. */
const { timeOrigin } = performance;
/** Page and workers count `performance.now()` from their own start; times are comparable only with `timeOrigin`. */
const absoluteNow = (): number => timeOrigin + performance.now();

function errorOf(outcome: Exclude<Outcome, 'ok'>, failure?: Failure): RequestError {
  switch (outcome) {
    case 'rejected':
      return new RequestError('RequestRejected', failures.requestRejected());
    case 'cancelled':
      return new RequestError('RequestCancelled', failures.requestCancelled());
    case 'failed':
      return new RequestError('RequestFailed', failure ?? failures.requestFailed());
    default:
      return new RequestError('RequestTimedOut', failures.requestTimedOut());
  }
}
