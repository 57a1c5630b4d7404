/**
 * Keeps on this machine the reader's best scores, in localStorage. Storage may be denied, full or hold what is invalid: then scores last as
 * long as the page.
 */
import { bestsRead, challengeStore, type BestScore } from '#state/challengeStore.ts';

const KEY = 'fanout.challenges';
/** More than any list of challenges holds, and longer than any link that is made of one. */
const MOST = 100;
const MOST_CHARACTERS = 20_000;

/** Reads what was kept, then keeps every change; returns a function that stops it. */
export function keepChallenges(storage: () => Storage): () => void {
  bestsRead(read(storage));
  return challengeStore.subscribe(({ bests }, before) => {
    if (bests === before.bests) return;
    try {
      storage().setItem(KEY, JSON.stringify({ ...read(storage), ...bests }));
    } catch {
      // Private windows and blocked site data refuse.
    }
  });
}

function read(storage: () => Storage): Record<string, BestScore> {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(isBest).slice(0, MOST));
  } catch {
    return {};
  }
}

function isBest(entry: [string, unknown]): entry is [string, BestScore] {
  const { score, fragment } = (entry[1] ?? {}) as Partial<Record<keyof BestScore, unknown>>;
  return (
    /^[a-z0-9-]+$/.test(entry[0]) &&
    typeof score === 'number' &&
    Number.isFinite(score) &&
    typeof fragment === 'string' &&
    fragment.length <= MOST_CHARACTERS
  );
}
