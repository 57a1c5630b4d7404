/**
 * Roving tabindex: the buttons of a toolbar or tab list are one tab stop, and arrow keys move between them. Works on the DOM,
 * so that buttons may come and go.
 */

/** @returns a function that stops it */
export function roveFocus(box: HTMLElement): () => void {
  let active: HTMLElement | null = null;
  const settle = (): void => {
    const items = itemsOf(box);
    if (!active || !items.includes(active)) active = items.find(isChosen) ?? items[0] ?? null;
    for (const item of items) item.tabIndex = item === active ? 0 : -1;
  };
  const onFocusIn = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !itemsOf(box).includes(target)) return;
    active = target;
    settle();
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && box.contains(relatedTarget)) return;
    // In a tab list, Tab returns to the selected tab.
    active = itemsOf(box).find(isChosen) ?? active;
    settle();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const items = itemsOf(box);
    const target = event.target as HTMLElement;
    // This arrow opens the menu of its button.
    if (event.key === 'ArrowDown' && target.getAttribute('aria-haspopup') === 'menu') return;
    const from = items.indexOf(target);
    const next = from < 0 ? undefined : itemAfter(items, from, event.key, box);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const observer = new MutationObserver(() => {
    if (!box.contains(document.activeElement)) active = itemsOf(box).find(isChosen) ?? active;
    settle();
  });
  observer.observe(box, { childList: true, subtree: true, attributeFilter: ['aria-selected', 'disabled'] });
  box.addEventListener('focusin', onFocusIn);
  box.addEventListener('focusout', onFocusOut);
  box.addEventListener('keydown', onKeyDown);
  settle();
  return () => {
    observer.disconnect();
    box.removeEventListener('focusin', onFocusIn);
    box.removeEventListener('focusout', onFocusOut);
    box.removeEventListener('keydown', onKeyDown);
  };
}

/** Its buttons, without those of a popover that one of them opens. */
function itemsOf(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLButtonElement>('button')].filter((item) => {
    const popover = item.closest('[popover]');
    return !item.disabled && !(popover && box.contains(popover));
  });
}

const isChosen = (item: Element): boolean => item.getAttribute('aria-selected') === 'true';

function itemAfter(
  items: readonly HTMLElement[],
  from: number,
  key: string,
  box: HTMLElement,
): HTMLElement | undefined {
  const step = (by: number): HTMLElement | undefined => items[(from + by + items.length) % items.length];
  const forward = getComputedStyle(box).direction === 'rtl' ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return step(forward);
    case 'ArrowLeft':
      return step(-forward);
    case 'ArrowDown':
      return inOtherRow(items, from, 1) ?? step(1);
    case 'ArrowUp':
      return inOtherRow(items, from, -1) ?? step(-1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return undefined;
  }
}

/** In items that wrap into rows: the nearest one above or below. */
function inOtherRow(items: readonly HTMLElement[], from: number, direction: 1 | -1): HTMLElement | undefined {
  const boxes = items.map((item) => item.getBoundingClientRect());
  const here = boxes[from];
  if (!here) return undefined;
  let best: { readonly item: HTMLElement; readonly reach: number } | undefined;
  for (const [i, item] of items.entries()) {
    const there = boxes[i]!;
    const rows = (there.top - here.top) * direction;
    // Less than half a height apart is the same row.
    if (rows <= here.height / 2) continue;
    const reach = rows * 1_000 + Math.abs(there.left - here.left);
    if (!best || reach < best.reach) best = { item, reach };
  }
  return best?.item;
}
