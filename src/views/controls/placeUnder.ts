/** Placement of what floats, for browsers without CSS anchor positioning. */

/** Browsers that know these place what floats by style sheet: it follows scrolling and a moving anchor. */
export const HAS_ANCHORS =
  typeof CSS !== 'undefined' && CSS.supports('position-area: bottom') && CSS.supports('anchor-name: --a');

const GAP_PX = 4;
const EDGE_PX = 8;

/** Under its anchor where there is room, else over it, and never off the screen. */
export function placeUnder(anchor: HTMLElement, floating: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const below = at.bottom + GAP_PX;
  const fitsBelow = below + height <= innerHeight - EDGE_PX;
  const top = fitsBelow ? below : Math.max(EDGE_PX, at.top - GAP_PX - height);
  floating.style.left = `${Math.max(EDGE_PX, Math.min(at.left, innerWidth - width - EDGE_PX))}px`;
  floating.style.top = `${Math.min(top, Math.max(EDGE_PX, innerHeight - height - EDGE_PX))}px`;
}
