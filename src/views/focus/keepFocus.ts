/**
 * Focus recovery: when the focused control is removed, hidden or disabled, the nearest remaining one gets the focus. Otherwise
 * the next Tab would start at the top of the page, and Space would play or pause.
 */

/** Tab stops. */
const FOCUSABLE =
  'button, input, select, textarea, summary, a[href], [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';
/** Beyond these distances a neighbour is not near: the control focused before is better. */
const REGION = 'section, aside, header, footer, dialog, [popover], [role="region"], .region, .notice-place';
const MOST_KEPT = 8;

/** A focused control, its position, and its neighbours in the tab order. */
interface Held {
  readonly element: HTMLElement;
  readonly ancestors: readonly Element[];
  readonly order: readonly HTMLElement[];
}

/** @returns a function that stops it */
export function keepFocus(root: Document): () => void {
  /** The focused control; null where none is. */
  let held: Held | null = null;
  /** Newest last, without those of dialogs. */
  const before: Held[] = [];

  const onFocusIn = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || target === root.body) return;
    held = holdingOf(target, root);
    if (target.closest('dialog')) return;
    before.push(held);
    if (before.length > MOST_KEPT) before.shift();
  };
  const check = (): void => {
    if (!held || (root.activeElement !== root.body && root.activeElement !== null)) return;
    const lost = held;
    held = null;
    // A click beside it: nothing is lost.
    if (canTakeFocus(lost.element)) {
      before.length = 0;
      return;
    }
    // A dialog returns the focus by itself, if there was one.
    const next = lost.element.closest('dialog') || isGoneDialog(lost) ? lastOf(before) : nextTo(lost, before);
    next?.focus();
  };
  // The element still exists while it loses the focus; check afterwards.
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget === null && root.hasFocus()) setTimeout(check);
  };
  const observer = new MutationObserver(check);
  observer.observe(root.body, {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled', 'hidden', 'inert'],
  });
  root.addEventListener('focusin', onFocusIn);
  root.addEventListener('focusout', onFocusOut);
  return () => {
    observer.disconnect();
    root.removeEventListener('focusin', onFocusIn);
    root.removeEventListener('focusout', onFocusOut);
  };
}

function holdingOf(element: HTMLElement, root: Document): Held {
  const ancestors: Element[] = [];
  for (let up = element.parentElement; up && up !== root.body; up = up.parentElement) ancestors.push(up);
  return { element, ancestors, order: [...root.querySelectorAll<HTMLElement>(FOCUSABLE)] };
}

const isGoneDialog = ({ ancestors }: Held): boolean =>
  ancestors.some((ancestor) => ancestor instanceof HTMLDialogElement);

function lastOf(before: readonly Held[]): HTMLElement | undefined {
  return before.findLast(({ element }) => canTakeFocus(element))?.element;
}

/** The nearest remaining control of its region; else the one focused before; else the nearest of the page. */
function nextTo({ element, ancestors, order }: Held, before: readonly Held[]): HTMLElement | undefined {
  const at = order.indexOf(element);
  const near = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at)).toReversed()];
  const remaining = near.filter(canTakeFocus);
  for (const ancestor of ancestors) {
    const found = ancestor.isConnected && remaining.find((each) => ancestor.contains(each));
    if (found) return found;
    if (ancestor.matches(REGION)) break;
  }
  return lastOf(before) ?? remaining[0];
}

function canTakeFocus(element: HTMLElement): boolean {
  return (
    element.isConnected &&
    (element.tabIndex >= 0 || element === element.ownerDocument.activeElement) &&
    !element.matches(':disabled, [inert] *, [inert], [hidden] *, [hidden]') &&
    (element.checkVisibility?.({ visibilityProperty: true }) ?? true)
  );
}
