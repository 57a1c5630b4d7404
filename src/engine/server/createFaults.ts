/** Fault injection in the server worker, so that users can learn what each fault looks like. */
import type { Clock } from '#engine/clock/Clock.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/serverErrors.ts';
import { FAULT_MS, type Fault, type ServerEvents } from '#protocol/server.ts';
import type { Infer } from './Infer.ts';

export interface Faults {
  /** Wraps `infer`: each `slowNextBatch` delays one batch. */
  around(infer: Infer): Infer;
  slowNextBatch(ms: number | undefined): void;
  /** Blocks this thread: nothing is received, computed or sent meanwhile. */
  stall(ms: number | undefined): void;
  /** Runs and times a fault that takes its own time. */
  during(kind: Fault['kind'], work: () => Promise<void>): Promise<void>;
}

export function createFaults(clock: Clock, struck: (event: ServerEvents['faultStruck']) => void): Faults {
  let slowMs = 0;
  const report = (kind: Fault['kind'], atMs: number): void =>
    struck({ kind, atMs, tookMs: clock.nowMs() - atMs });

  return {
    around(infer) {
      return async (model, rows, paddedSize) => {
        const ms = slowMs;
        slowMs = 0;
        const result = await infer(model, rows, paddedSize);
        if (ms === 0) return result;
        const atMs = clock.nowMs();
        await new Promise<void>((resolve) => clock.at(atMs + ms, resolve));
        report('slowBatch', atMs);
        return { ...result, computedMs: clock.nowMs() };
      };
    },
    slowNextBatch(ms) {
      slowMs = checked(ms);
    },
    stall(ms) {
      const atMs = clock.nowMs();
      const untilMs = atMs + checked(ms);
      while (clock.nowMs() < untilMs);
      report('stall', atMs);
    },
    async during(kind, work) {
      const atMs = clock.nowMs();
      await work();
      report(kind, atMs);
    },
  };
}

function checked(ms: number = FAULT_MS.default): number {
  if (ms >= FAULT_MS.min && ms <= FAULT_MS.max) return ms;
  throw failed(failures.faultTime({ min: FAULT_MS.min, max: FAULT_MS.max, given: String(ms) }));
}
