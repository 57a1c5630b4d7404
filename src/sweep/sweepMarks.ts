/** The epochs at which a network of a sweep is measured: points of its curve, pictures, and where its goals are looked at. */

/** Points of a curve whose last epoch is known. */
const POINTS = 40;

/**
 * The next mark after an epoch. With a limit, 40 even ones (every epoch of a short run); without, each up to ten and then ten more per
 * tenfold... growing by a tenth, so that a long run has a few hundred.
 * @param epochs of the whole run; 0 where there is no such limit
 * @example nextMark(0, 200) // 5
 */
export function nextMark(epoch: number, epochs: number): number {
  if (epochs > 0) {
    const points = Math.min(POINTS, epochs);
    const done = Math.floor((epoch * points) / epochs + 1e-9);
    const next = Math.ceil(((done + 1) * epochs) / points - 1e-9);
    return Math.min(epochs, Math.max(epoch + 1, next));
  }
  return epoch < 10 ? epoch + 1 : Math.floor(epoch * 1.1);
}
