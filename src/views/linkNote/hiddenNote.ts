/** Which note has been hidden, kept as long as the tab: sessionStorage may be denied, then until the page is left. */
import { uiStore } from '#state/uiStore.ts';

const KEY = 'fanout.hiddenNote';

/** What tells one note from another. */
export const wordsOf = (note = '', tryThis = ''): string => [note, tryThis].filter(Boolean).join('\n');

export const hideNote = (words: string): void => uiStore.setState({ hiddenNote: words });

/** Takes over what the tab has kept, then keeps every change; returns the way to stop. */
export function keepHiddenNote(): () => void {
  return uiStore.subscribe(({ hiddenNote }, before) => {
    if (hiddenNote === before.hiddenNote) return;
    try {
      if (hiddenNote === null) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, hiddenNote);
    } catch {
      // It will be shown again after a reload.
    }
  });
}

/** For the first render: a note that was hidden must not flash. */
export function bringHiddenNote(): void {
  try {
    const kept = sessionStorage.getItem(KEY);
    if (kept !== null && uiStore.getState().hiddenNote === null) uiStore.setState({ hiddenNote: kept });
  } catch {
    // Nothing was kept.
  }
}
