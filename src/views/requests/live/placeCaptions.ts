/** Places the captions of the live view over their stages, or beside them on a phone. */

const CAPTION_GAP_PX = 8;

/**
 * Puts each caption at its stage, or beside it where its neighbours leave too little room: how long a caption is depends on the
 * language. The last one ends with its field. Where they do not fit side by side their counts are not shown, and where that is
 * not enough the ends alone are: none may cover another. What is not shown stays for screen readers.
 *
 * @param stages where each caption's stage begins, in px: x, or y upright
 */
export function placeCaptions(list: HTMLElement, isUpright: boolean, stages: readonly number[]): void {
  const items = [...list.children] as HTMLElement[];
  delete list.dataset['crowded'];
  const isTooWide = (): boolean =>
    items.reduce((sum, item) => sum + item.offsetWidth + CAPTION_GAP_PX, -CAPTION_GAP_PX) > list.clientWidth;
  if (!isUpright && isTooWide()) {
    list.dataset['crowded'] = 'counts';
    if (isTooWide()) list.dataset['crowded'] = 'stages';
  }
  const shown = list.dataset['crowded'] === 'stages' ? [items[0]!, items.at(-1)!] : items;
  const lefts = shown.map((item, i) =>
    i === shown.length - 1 ? list.clientWidth - item.offsetWidth : stages[items.indexOf(item)]!,
  );
  // Further right of a long one before it, then further left of the next one.
  for (let i = 1; i < shown.length; i++)
    lefts[i] = Math.max(lefts[i]!, lefts[i - 1]! + shown[i - 1]!.offsetWidth + CAPTION_GAP_PX);
  let right = list.clientWidth;
  for (let i = shown.length - 1; i >= 0; i--) {
    lefts[i] = Math.max(0, Math.min(lefts[i]!, right - shown[i]!.offsetWidth));
    right = lefts[i]! - CAPTION_GAP_PX;
  }
  for (const [i, item] of items.entries()) {
    const left = lefts[shown.indexOf(item)];
    item.style.left = isUpright || left === undefined ? '' : `${left}px`;
    item.style.top = isUpright ? `${stages[i]}px` : '';
  }
}
