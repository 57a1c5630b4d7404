/**
 * A button that opens a floating panel: the browser's own popover (light dismiss, Escape, top layer), placed under
 * its button by CSS anchor positioning, or by hand where a browser has none. Opened by key, it takes the focus; Tab
 * past its end closes it.
 */
import {
  useEffect,
  useId,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type ToggleEvent,
} from 'react';
import { hint } from '../hint/hint.ts';
import { HAS_ANCHORS, placeUnder } from './placeUnder.ts';

interface PopoverProps {
  /** Content of the button. */
  readonly face: ReactNode;
  /** Accessible name, where the face is an icon. */
  readonly label?: string;
  readonly className?: string;
  /** Its content is a `Menu`. */
  readonly isMenu?: boolean;
  /** Rendered only while open. */
  children: (close: () => void) => ReactNode;
}

export function Popover({ face, label, className, isMenu = false, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  /** Opened by key, and its content has not had the focus yet. */
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!open || !button.current || !panel.current) return undefined;
    const [anchor, floating] = [button.current, panel.current];
    // The content may grow while it is open, or load later.
    const settle = (): void => {
      if (!HAS_ANCHORS) placeUnder(anchor, floating);
      if (wantsFocus.current && focusInto(floating)) wantsFocus.current = false;
    };
    // In the next frame: moving the panel may change its size, which WebKit reports as a loop of the observer.
    let frame = 0;
    const settleSoon = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(settle);
    };
    settle();
    const observer = new ResizeObserver(settleSoon);
    observer.observe(floating);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [open]);
  const onToggle = (event: ToggleEvent<HTMLDivElement>): void => setOpen(event.newState === 'open');
  // The browser returns the focus to the button.
  const close = (): void => document.getElementById(id)?.hidePopover();
  // Not `open`: the toggle event comes a task after the popover has closed, and a key may be quicker.
  const isOpenNow = (): boolean => panel.current?.matches(':popover-open') === true;
  // Enter or Space is a click with count 0.
  const onPress = (event: MouseEvent): void => {
    wantsFocus.current = event.detail === 0 && !isOpenNow();
  };
  /** The arrow that leads into a menu opens it. */
  const onArrow = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || isOpenNow()) return;
    event.preventDefault();
    wantsFocus.current = true;
    panel.current?.showPopover({ source: event.currentTarget as HTMLElement });
  };
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node)) return;
    if (panel.current?.contains(relatedTarget) || button.current?.contains(relatedTarget)) return;
    wantsFocus.current = false;
    // After the focus has moved on, so that closing does not take it back.
    setTimeout(close);
  };
  return (
    <>
      <button
        ref={button}
        id={`${id}-button`}
        type="button"
        className={className}
        popoverTarget={id}
        aria-haspopup={isMenu ? 'menu' : 'dialog'}
        aria-expanded={open}
        onClick={onPress}
        onKeyDown={isMenu ? onArrow : undefined}
        onBlur={onBlur}
        {...(label === undefined ? {} : { 'aria-label': label, ...hint(label) })}
      >
        {face}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="popover"
        {...(isMenu ? {} : { role: 'dialog', 'aria-labelledby': `${id}-button` })}
        onToggle={onToggle}
        onBlur={onBlur}
      >
        {open && children(close)}
      </div>
    </>
  );
}

/** Focuses the chosen radio button, else the first control; false if there is none. */
function focusInto(panel: HTMLElement): boolean {
  const first =
    panel.querySelector<HTMLElement>('input[type="radio"]:checked') ??
    panel.querySelector<HTMLElement>('input, select, button, summary, textarea');
  first?.focus();
  return first !== null;
}
