/** The part of an element that is on the screen: cut by the window, and by each box in which it can be scrolled away. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** @returns null where nothing of it is on the screen */
export function seenBox(element: Element): Box | null {
  if (!(element.checkVisibility?.({ visibilityProperty: true }) ?? true)) return null;
  const own = element.getBoundingClientRect();
  let { left, top, right, bottom } = own;
  const cut = (by: Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>): void => {
    left = Math.max(left, by.left);
    top = Math.max(top, by.top);
    right = Math.min(right, by.right);
    bottom = Math.min(bottom, by.bottom);
  };
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(up);
    if (isCutting(overflowX) || isCutting(overflowY)) cut(up.getBoundingClientRect());
  }
  cut({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
  if (right - left < 1 || bottom - top < 1) return null;
  return { left, top, width: right - left, height: bottom - top };
}

const isCutting = (overflow: string): boolean => overflow !== '' && overflow !== 'visible';
