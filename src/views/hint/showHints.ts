/**
 * Tooltips: one popover for all controls with a `data-hint`. Shown on hover, on keyboard focus and on long press (unlike
 * `title`, which needs a mouse); hidden by Escape, a press or leaving.
 */
import { HAS_ANCHORS, placeUnder } from '../controls/placeUnder.ts';

const REST_MS = 500;
/** From one control to the next the hint follows at once. */
const WARM_MS = 300;
const LEAVE_MS = 150;
const HOLD_MS = 500;
/** After the finger has gone, the hint can still be read. */
const LINGER_MS = 2_500;
const ANCHOR = '--hint';

const hinted = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null;

/** @returns the way to stop */
export function showHints(page: Document): () => void {
  const box = page.createElement('div');
  box.id = 'hint';
  box.className = 'hint';
  box.setAttribute('role', 'tooltip');
  // A browser that knows no hints takes it for one that is shown and hidden by hand.
  box.setAttribute('popover', 'hint');
  page.body.append(box);
  let anchor: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenAtMs = -Infinity;
  let pointed: HTMLElement | null = null;

  const hide = (): void => {
    clearTimeout(timer);
    if (!anchor) return;
    anchor.style.removeProperty('anchor-name');
    if (anchor.getAttribute('aria-describedby') === box.id) anchor.removeAttribute('aria-describedby');
    anchor = null;
    hiddenAtMs = performance.now();
    if (box.matches(':popover-open')) box.hidePopover();
  };
  const show = (control: HTMLElement): void => {
    hide();
    const text = control.dataset['hint'];
    if (!text || !control.isConnected) return;
    box.textContent = text;
    anchor = control;
    // Of a name that says the same a screen reader has heard enough.
    const isNamed = control.getAttribute('aria-label') === text || control.textContent === text;
    if (!isNamed && !control.hasAttribute('aria-describedby'))
      control.setAttribute('aria-describedby', box.id);
    control.style.setProperty('anchor-name', ANCHOR);
    box.showPopover?.();
    if (!HAS_ANCHORS) placeUnder(control, box);
  };
  const showAfter = (control: HTMLElement, ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(show, ms, control);
  };

  const onOver = ({ target, pointerType }: PointerEvent): void => {
    if (pointerType === 'touch') return;
    const control = hinted(target);
    if (control && control === pointed) return;
    pointed = control;
    if (!control) {
      // The way from a control to its hint leads over neither.
      clearTimeout(timer);
      if (target !== box) timer = setTimeout(hide, LEAVE_MS);
      return;
    }
    if (control !== anchor)
      showAfter(control, performance.now() - hiddenAtMs < WARM_MS || anchor ? 0 : REST_MS);
  };
  const onFocus = ({ target }: FocusEvent): void => {
    const control = hinted(target);
    // Not within the event: the focus may move while another popover opens, which allows no second one.
    if (control?.matches(':focus-visible')) showAfter(control, 0);
  };
  const onBlur = ({ target }: FocusEvent): void => {
    if (hinted(target) === anchor) hide();
  };
  const onDown = ({ target, pointerType }: PointerEvent): void => {
    hide();
    const control = pointerType === 'touch' ? hinted(target) : null;
    if (control) showAfter(control, HOLD_MS);
  };
  const onUp = ({ pointerType }: PointerEvent): void => {
    if (pointerType !== 'touch') return;
    clearTimeout(timer);
    if (!anchor) return;
    // Holding is a question, not a press.
    page.addEventListener('click', swallow, { capture: true, once: true });
    timer = setTimeout(() => {
      page.removeEventListener('click', swallow, { capture: true });
      hide();
    }, LINGER_MS);
  };
  const onMenu = (event: Event): void => {
    if (anchor && hinted(event.target) === anchor) event.preventDefault();
  };
  // First of all, so that Escape still closes what stands below.
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') hide();
  };

  const listeners: [type: string, listener: (event: never) => void][] = [
    ['pointerover', onOver],
    ['focusin', onFocus],
    ['focusout', onBlur],
    ['pointerdown', onDown],
    ['pointerup', onUp],
    ['pointercancel', hide],
    ['contextmenu', onMenu],
    ['keydown', onKeyDown],
  ];
  for (const [type, listener] of listeners) page.addEventListener(type, listener as EventListener, true);
  return () => {
    hide();
    for (const [type, listener] of listeners) page.removeEventListener(type, listener as EventListener, true);
    page.removeEventListener('click', swallow, { capture: true });
    box.remove();
  };
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
