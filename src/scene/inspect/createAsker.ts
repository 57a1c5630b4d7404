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
  /**
   * The answer is out of date.
   * @param atOnce there is no answer that may be shown meanwhile: only the pause for training is kept
   */
  want(atOnce?: boolean): void;
  stop(): void;
}

const REST = 4;

export function createAsker({ ask, everyMs, isSeen }: AskerParts): Asker {
  let [isWanted, isAsking, isOver] = [false, false, false];
  let restUntilMs = -Infinity;
  /** The end of the pause that training is owed. */
  let owedUntilMs = -Infinity;
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
    const endMs = performance.now();
    const tookMs = endMs - nowMs;
    owedUntilMs = endMs + REST * tookMs;
    restUntilMs = Math.max(nowMs + everyMs, owedUntilMs);
    void next();
  };
  return {
    want(atOnce = false) {
      isWanted = true;
      if (atOnce) {
        restUntilMs = Math.min(restUntilMs, owedUntilMs);
        clearTimeout(timer);
        timer = undefined;
      }
      if (timer === undefined) void next();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
