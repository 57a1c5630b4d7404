/**
 * Keeps on this machine how far the reader has come in each lesson, in localStorage. Storage may be denied, full or hold what is
 * invalid: then progress lasts as long as the page.
 */
import { learnStore, progressRead, type LessonProgress } from '#state/learnStore.ts';

const KEY = 'fanout.lessons';
/** More than any list of lessons holds. */
const MOST = 200;

/** Reads what was kept, then keeps every change; returns a function that stops it. */
export function keepLessons(storage: () => Storage): () => void {
  progressRead(joined(read(storage), learnStore.getState().progress));
  return learnStore.subscribe(({ progress }, before) => {
    if (progress === before.progress) return;
    try {
      // Another tab may have come further in another lesson.
      storage().setItem(KEY, JSON.stringify({ ...read(storage), ...progress }));
    } catch {
      // Private windows and blocked site data refuse.
    }
  });
}

function read(storage: () => Storage): Record<string, LessonProgress> {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(isEntry).slice(0, MOST));
  } catch {
    return {};
  }
}

/** A link may have opened a lesson before anything was read. */
function joined(
  kept: Readonly<Record<string, LessonProgress>>,
  present: Readonly<Record<string, LessonProgress>>,
): Record<string, LessonProgress> {
  const all = { ...kept };
  for (const [id, { done, at }] of Object.entries(present)) {
    all[id] = { done: [...new Set([...(kept[id]?.done ?? []), ...done])], at };
  }
  return all;
}

function isEntry(entry: [string, unknown]): entry is [string, LessonProgress] {
  const { done, at } = (entry[1] ?? {}) as Partial<Record<keyof LessonProgress, unknown>>;
  const isStep = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
  return /^[a-z0-9-]+$/.test(entry[0]) && isStep(at) && Array.isArray(done) && done.every(isStep);
}
