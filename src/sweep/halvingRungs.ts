/**
 * Successive halving (Jamieson & Talwalkar 2016): all networks train a little, the better half trains twice as long, and so on, until
 * one or a few have the whole budget. The epochs of a rung add up to about those of the first.
 */

/** From the epoch of the rung on, only the best `keep` of those that are left train on. */
export interface Rung {
  readonly epoch: number;
  readonly keep: number;
}

const MOST_RUNGS = 6;

/**
 * @param count networks at the start
 * @param epochs of the last ones
 * @returns rungs in order; none where there is nothing to halve
 * @example halvingRungs(8, 80) // after 10 epochs 4 stay, after 20 2, after 40 1
 */
export function halvingRungs(count: number, epochs: number): Rung[] {
  const halvings = Math.min(
    Math.floor(Math.log2(Math.max(1, count))),
    Math.floor(Math.log2(Math.max(1, epochs))),
  );
  const rungs = Math.min(MOST_RUNGS, halvings);
  return Array.from({ length: rungs }, (_, i) => ({
    epoch: Math.floor(epochs / 2 ** (rungs - i)),
    keep: Math.ceil(count / 2 ** (i + 1)),
  }));
}

/** The networks that stay: the smallest losses, earlier ones first among equals; a loss that is no number is the worst. */
export function bestOf(
  losses: readonly { readonly id: number; readonly loss: number }[],
  keep: number,
): number[] {
  const worth = (loss: number): number => (Number.isFinite(loss) ? loss : Infinity);
  return [...losses]
    .sort((a, b) => compare(worth(a.loss), worth(b.loss)) || a.id - b.id)
    .slice(0, keep)
    .map(({ id }) => id);
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
