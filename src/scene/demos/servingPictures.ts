/** What the demos of serving show in small, computed from their own numbers: not measured on this machine, which opening them does. */

/** Time of a call and of one more request in it, in the same unit: a call costs as much as fifty requests. */
const CALL = 1;
const REQUEST = 0.02;
const REQUESTS = 64;

/** Length of each call for 64 requests: one by one, and in one batch. */
export const CALLS: readonly (readonly number[])[] = [
  Array.from({ length: REQUESTS }, () => CALL + REQUEST),
  [CALL + REQUESTS * REQUEST],
];

/** A run of 3 s in which the server stands still for half a second. */
const STALL = { fromMs: 1_200, toMs: 1_700, runMs: 3_000 };
const ANSWER_MS = 0.25;

export interface TimedAnswer {
  /** 0 to 1 over the run. */
  readonly at: number;
  /** Waiting time as a share of the stall. */
  readonly wait: number;
}

const waitAt = (ms: number): number => (ms >= STALL.fromMs && ms < STALL.toMs ? STALL.toMs - ms : ANSWER_MS);

/** Requests at fixed times, whether or not the server answers. */
export function openAnswers(everyMs = 20): TimedAnswer[] {
  const count = STALL.runMs / everyMs;
  return Array.from({ length: count }, (_, i) => answered(i * everyMs, waitAt(i * everyMs)));
}

/** One client that waits for each answer before it asks again. */
export function closedAnswers(thinkMs = 20): TimedAnswer[] {
  const answers: TimedAnswer[] = [];
  for (let ms = 0; ms < STALL.runMs;) {
    const wait = waitAt(ms);
    answers.push(answered(ms, wait));
    ms += wait + thinkMs;
  }
  return answers;
}

const answered = (ms: number, wait: number): TimedAnswer => ({
  at: ms / STALL.runMs,
  wait: wait / (STALL.toMs - STALL.fromMs),
});
