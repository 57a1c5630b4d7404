/**
 * A button that opens a floating panel: the browser's own popover (light dismiss, Escape, top layer), placed under
 * its button and kept on the screen.
 */
import { useEffect, useId, useRef, useState, type ReactNode, type ToggleEvent } from 'react';

const GAP_PX = 4;
const EDGE_PX = 8;

interface PopoverProps {
  /** What stands on the button. */
  readonly face: ReactNode;
  /** Name of the button where its face is an icon. */
  readonly label?: string;
  readonly className?: string;
  /** Rendered only while open. */
  children: (close: () => void) => ReactNode;
}

export function Popover({ face, label, className, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open || !button.current || !panel.current) return undefined;
    const [anchor, floating] = [button.current, panel.current];
    // Its content may grow while it is open, or come later.
    const observer = new ResizeObserver(() => place(anchor, floating));
    observer.observe(floating);
    return () => observer.disconnect();
  }, [open]);
  const onToggle = (event: ToggleEvent<HTMLDivElement>): void => setOpen(event.newState === 'open');
  // The browser gives the focus back to the button.
  const close = (): void => document.getElementById(id)?.hidePopover();
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        {...(label === undefined ? {} : { 'aria-label': label, title: label })}
      >
        {face}
      </button>
      <div ref={panel} id={id} popover="auto" className="popover" onToggle={onToggle}>
        {open && children(close)}
      </div>
    </>
  );
}

/** Under the button where there is room, else over it, and never off the screen. */
function place(button: HTMLElement, panel: HTMLElement): void {
  const anchor = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = anchor.bottom + GAP_PX;
  const fitsBelow = below + height <= innerHeight - EDGE_PX;
  const top = fitsBelow ? below : Math.max(EDGE_PX, anchor.top - GAP_PX - height);
  panel.style.left = `${Math.max(EDGE_PX, Math.min(anchor.left, innerWidth - width - EDGE_PX))}px`;
  panel.style.top = `${Math.min(top, Math.max(EDGE_PX, innerHeight - height - EDGE_PX))}px`;
}
