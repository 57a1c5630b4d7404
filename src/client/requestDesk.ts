/**
 * Single requests over one port: every call gets an id and a promise, requests of one tick leave in one block, and
 * each answer goes to the caller whose id it carries, in whatever order answers come. No answer is ever guessed: an
 * id nobody waits for (its caller cancelled) is dropped.
 */
import type { DeviceName } from '../spec/vocabulary.ts';
import type { Endpoint } from '../wire/Call.ts';
import { OUTCOMES, type Outcome } from '../trace/outcomes.ts';
import type { CallerMessage, CallerReply, Response, ResponseBlock } from '../wire/server.ts';
import { OpenBlock, SpareBuffers } from './OpenBlock.ts';

export interface RequestOptions {
  /** 1 is served first; the middle of `serving.priorityLevels` if not given. */
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
  readonly sentMs: number;
  resolve(response: Response): void;
  reject(error: Error): void;
  /** Stops listening for the caller's abort. */
  readonly unlisten: (() => void) | undefined;
}

export interface RequestDesk {
  request(row: ArrayLike<number>, options?: RequestOptions): Promise<Response>;
  /** Requests without an answer so far. */
  readonly inFlight: number;
  /** Rejects all that wait, e.g. because the server died. */
  fail(error: Error): void;
}

/**
 * A block leaves once it holds so many bytes of inputs, though more may follow in the same tick: the server computes
 * while the page fills the next. Smaller ones would wake the other thread more often than they save (measured).
 */
const DEPARTURE_BYTES = 64 * 1024;
/** Powers of two: what leaves is mostly computed as it comes, and a batch is padded to the next of them. */
const isDepartureCount = (count: number): boolean => (count & (count - 1)) === 0;
/**
 * Turns of the microtask queue without a new request after which blocks leave (callers whose answers came together ask
 * again within a few), and after which they leave though requests keep coming.
 */
const QUIET_TURNS = 4;
const MOST_TURNS = 64;
/** Requests of one tick that share a reading of the clock: they take less time than the clock's resolution of 0.1 ms. */
const CLOCK_EVERY = 16;

/** `device` tells which device answers now, for blocks that do not say it themselves. */
export function openRequestDesk(port: Endpoint, device: () => DeviceName): RequestDesk {
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  const spares = new SpareBuffers();
  let open: OpenBlock[] = [];
  let cancelled: number[] = [];
  let flushScheduled = false;
  /** When the present request is sent, as near as the clock tells. */
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

  function send(open: OpenBlock): void {
    const { block, buffer } = open.close();
    if (open.isEmpty) spares.add(buffer);
    else post({ kind: 'requests', block }, [buffer]);
  }

  function add(id: number, sentMs: number, row: ArrayLike<number>, options: RequestOptions): void {
    const { priority, timeoutMs } = options;
    let block = open.find((candidate) => candidate.fits(row.length, priority, timeoutMs));
    if (!block) {
      block = new OpenBlock({ width: row.length, priority, timeoutMs }, spares);
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

  /** Makes an abort end the request at once; what is told to the server depends on whether it has left. */
  function listen(id: number, signal: AbortSignal): () => void {
    const onAbort = (): void => {
      const request = waiting.get(id);
      if (!waiting.delete(id)) return;
      if (!open.some((block) => block.remove(id))) cancelled.push(id);
      scheduleFlush();
      request?.reject(errorOf('cancelled'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    return () => signal.removeEventListener('abort', onAbort);
  }

  return {
    get inFlight() {
      return waiting.size;
    },
    request(row, options = {}) {
      return new Promise((resolve, reject) => {
        const { signal } = options;
        if (signal?.aborted) {
          reject(errorOf('cancelled'));
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
      // Whoever serves next has never heard of these.
      open = [];
      cancelled = [];
      for (const { reject, unlisten } of all) {
        unlisten?.();
        reject(error);
      }
    },
  };
}

/** Reading `timeOrigin` costs as much as the time itself, and it never changes. */
const { timeOrigin } = performance;
/** Workers and page each count `now()` from their own start: only with `timeOrigin` are the times comparable. */
const absoluteNow = (): number => timeOrigin + performance.now();

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
