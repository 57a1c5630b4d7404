/**
 * Whether the tour begins by itself: on the first visit, without a link and with nothing kept from before. A browser that is driven
 * by a program is shown it only when it asks, in Help.
 */
import type { Start } from './readStart.ts';

interface Visit {
  readonly hash: string;
  readonly isDriven: boolean;
  readonly tourDone: boolean;
}

export function isFirstVisit(
  { said, told, tab, isEmbedded }: Start,
  { hash, isDriven, tourDone }: Visit,
): boolean {
  return !tourDone && !isDriven && hash.length <= 1 && !said && !told && !isEmbedded && tab === undefined;
}
