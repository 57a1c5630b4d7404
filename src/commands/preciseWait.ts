/**
 * Waits without timer clamping. Browsers clamp nested timers to 4 ms, so that a chain of 1 ms waits takes more than 5 ms each.
 * Only the bulk of a wait is a timer; its end is spent in turns of a message loop, between which everything else runs.
 */

/** Timers may be this late even where they are not clamped. */
const TIMER_SLACK_MS = 5;

/** Resolves to the time that it really took, in ms. */
export async function preciseWait(ms: number): Promise<number> {
  const startMs = performance.now();
  if (ms > 2 * TIMER_SLACK_MS) await new Promise((resolve) => setTimeout(resolve, ms - TIMER_SLACK_MS));
  const { port1, port2 } = new MessageChannel();
  await new Promise<void>((resolve) => {
    port2.onmessage = () => {
      if (performance.now() - startMs >= ms) resolve();
      else port1.postMessage(null);
    };
    port1.postMessage(null);
  });
  port1.close();
  return performance.now() - startMs;
}
