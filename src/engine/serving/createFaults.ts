/** Things that go wrong on purpose in the server worker, so that their signature can be learnt. */
import { FAULT_MS, type Fault, type ServerEvents } from '../../wire/server.ts';
import type { Clock } from './Clock.ts';
import type { Infer } from './Infer.ts';

export interface Faults {
  /** The same, but slow once after each `slowBatch`. */
  around(infer: Infer): Infer;
  slowNextBatch(ms: number | undefined): void;
  /** Blocks this thread: nothing is taken in, computed or answered meanwhile. */
  stall(ms: number | undefined): void;
  /** Runs a fault that takes its time by itself. */
  during(kind: Fault['kind'], work: () => Promise<void>): Promise<void>;
}

export function createFaults(clock: Clock, struck: (event: ServerEvents['faultStruck']) => void): Faults {
  let slowMs = 0;
  const tell = (kind: Fault['kind'], atMs: number): void =>
    struck({ kind, atMs, tookMs: clock.nowMs() - atMs });

  return {
    around(infer) {
      return async (model, rows, paddedSize) => {
        const ms = slowMs;
        slowMs = 0;
        const answer = await infer(model, rows, paddedSize);
        if (ms === 0) return answer;
        const atMs = clock.nowMs();
        await new Promise<void>((resolve) => clock.at(atMs + ms, resolve));
        tell('slowBatch', atMs);
        return { ...answer, computedMs: clock.nowMs() };
      };
    },
    slowNextBatch(ms) {
      slowMs = checked(ms);
    },
    stall(ms) {
      const atMs = clock.nowMs();
      const untilMs = atMs + checked(ms);
      while (clock.nowMs() < untilMs);
      tell('stall', atMs);
    },
    async during(kind, work) {
      const atMs = clock.nowMs();
      await work();
      tell(kind, atMs);
    },
  };
}

function checked(ms: number = FAULT_MS.default): number {
  if (ms >= FAULT_MS.min && ms <= FAULT_MS.max) return ms;
  throw new Error(
    `A fault may take ${FAULT_MS.min} to ${FAULT_MS.max.toLocaleString('en')} ms, not ${String(ms)}.`,
  );
}
