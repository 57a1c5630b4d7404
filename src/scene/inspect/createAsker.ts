/**
 * Asks again and again while something changes, at a humane pace (rate limit with back-off): one question at a time, and pauses at
 * least four times as long as the last answer took, so that looking on slows training by a fifth at most. While nobody looks, nothing
 * is asked.
 */

export interface AskerParts {
  /** Asks once and delivers the answer. */
  ask(): Promise<void>;
  readonly everyMs: number;
  isSeen(): boolean;
}

export interface Asker {
  /** The answer is out of date. */
  want(): void;
  stop(): void;
}

const REST = 4;

export function createAsker({ ask, everyMs, isSeen }: AskerParts): Asker {
  let [isWanted, isAsking, isOver] = [false, false, false];
  let restUntilMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = async (): Promise<void> => {
    timer = undefined;
    if (isOver || !isWanted || isAsking || !isSeen()) return;
    const nowMs = performance.now();
    if (nowMs < restUntilMs) {
      timer = setTimeout(() => void next(), restUntilMs - nowMs);
      return;
    }
    isWanted = false;
    isAsking = true;
    await ask();
    isAsking = false;
    const tookMs = performance.now() - nowMs;
    restUntilMs = performance.now() + Math.max(everyMs - tookMs, REST * tookMs);
    void next();
  };
  return {
    want() {
      isWanted = true;
      if (timer === undefined) void next();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
