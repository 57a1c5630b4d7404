/** Virtual scrolling: which of many equal parts lie in view, with some beyond it, so that scrolling shows no gap. */
export function visibleRange(
  offsetPx: number,
  viewPx: number,
  sizePx: number,
  count: number,
  beyond: number,
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.floor(offsetPx / sizePx) - beyond);
  const to = Math.min(count, Math.ceil((offsetPx + viewPx) / sizePx) + beyond);
  return { from: Math.min(from, Math.max(0, count - 1)), to: Math.max(to, Math.min(count, 1)) };
}
