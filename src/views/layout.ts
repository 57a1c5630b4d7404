/**
 * Which arrangement fits the window, measured in the user's text size, so that larger text gets the arrangement of a smaller
 * window. Set on the root as `data-layout`, where the style sheets read it: CSS alone cannot query the text size of the page.
 */

/**
 * - `phone`: one part at a time, transport and tabs at the thumb.
 * - `bar`: also one part at a time, for windows that are low, or too small for three columns; the tabs are on top.
 * - `tablet`: portrait; the output is below the network, the top bar has two rows.
 * - `narrow`, `normal`, `wide`: three columns.
 */
export type Layout = 'phone' | 'bar' | 'tablet' | 'narrow' | 'normal' | 'wide';

/** Sizes in CSS pixels at a text size of 16 px. */
export function layoutFor(widthPx: number, heightPx: number): Layout {
  if (heightPx <= 480) return 'bar';
  if (widthPx <= 640) return 'phone';
  if (widthPx < 900) return heightPx < 800 ? 'bar' : 'tablet';
  if (widthPx < 1200) return 'narrow';
  return widthPx <= 1680 ? 'normal' : 'wide';
}

export const showsOnePart = (layout: Layout): boolean => layout === 'phone' || layout === 'bar';

const DEFAULT_TEXT_PX = 16;
const TYPED = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea';
const coarse = matchMedia('(pointer: coarse)');
const listeners = new Set<() => void>();
let present: Layout | null = null;
let widthThen = 0;

/** CSS pixels per pixel of the design: above 1 where the user has chosen larger text. */
export function textScale(): number {
  const sizePx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return sizePx > 0 ? sizePx / DEFAULT_TEXT_PX : 1;
}

/** Whether targets have the size of a finger. */
export const isTouch = (): boolean => document.documentElement.dataset['touch'] !== undefined;

function read(): Layout {
  const scale = textScale();
  const layout = layoutFor(innerWidth / scale, innerHeight / scale);
  const { dataset } = document.documentElement;
  // The style sheets treat both kinds of one part at a time as a phone, and `bar` separately.
  dataset['layout'] = layout === 'bar' ? 'phone bar' : layout;
  const byTouch = layout === 'phone' || (layout === 'bar' && coarse.matches);
  if (byTouch) dataset['touch'] = '';
  else delete dataset['touch'];
  return layout;
}

function refresh(): void {
  // A keyboard that slides in makes the window lower: another arrangement would remove the focused field.
  const typing = coarse.matches && document.activeElement?.matches(TYPED) === true;
  if (typing && innerWidth === widthThen) return;
  widthThen = innerWidth;
  const before = present;
  present = read();
  if (present !== before) for (const listener of listeners) listener();
}

/** Sets the arrangement on the document at the first call, and follows the window from then on. */
export function layoutInForce(): Layout {
  if (present === null) {
    widthThen = innerWidth;
    present = read();
    addEventListener('resize', refresh);
    // Larger text, or a mouse that is plugged in, without a resize of the window.
    coarse.addEventListener('change', refresh);
  }
  return present;
}

export function followLayout(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
