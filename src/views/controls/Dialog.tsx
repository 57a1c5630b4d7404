/** The native dialog: traps the focus, closes on Escape or a click on the backdrop, returns the focus. */
import { X } from 'lucide-react';
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import * as say from '#messages/generated/parts.ts';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  /** Beside the title. */
  readonly note?: string;
  readonly className?: string;
  /** A click beside it does not close it, so that what was set in it is not lost by accident. */
  readonly staysOpen?: boolean;
  readonly children: ReactNode;
  onClose(): void;
}

export function Dialog({
  open,
  title,
  note,
  className = '',
  staysOpen = false,
  children,
  onClose,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (!open) {
      dialog.current?.close();
      return;
    }
    dialog.current?.showModal();
    // The browser would focus the first control, which is the close button.
    dialog.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
  }, [open]);
  // Closed before it is removed, or the browser would not return the focus.
  useLayoutEffect(() => {
    const { current } = dialog;
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      // The event comes a moment later: by then it may be open again (React's strict mode mounts everything twice).
      onClose={() => dialog.current?.open || onClose()}
      // Only the backdrop is the dialog element itself; everything else is inside.
      onClick={(event) => event.target === event.currentTarget && !staysOpen && isBeside(event) && onClose()}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        {note !== undefined && <p className="dialog-note">{note}</p>}
        <button type="button" className="button-plain" aria-label={say.close()} onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </div>
      {open && children}
    </dialog>
  );
}

function isBeside(event: { clientX: number; clientY: number; currentTarget: Element }): boolean {
  const { left, right, top, bottom } = event.currentTarget.getBoundingClientRect();
  return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
}
