/** A group of buttons with one tab stop; arrow keys move between them. */
import { useEffect, useRef, type ReactNode } from 'react';
import { roveFocus } from './roveFocus.ts';

interface ToolbarProps {
  readonly label: string;
  readonly className?: string;
  /** `tablist` where the buttons are tabs. */
  readonly role?: 'toolbar' | 'tablist';
  readonly children: ReactNode;
}

export function Toolbar({ label, className, role = 'toolbar', children }: ToolbarProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current ? roveFocus(box.current) : undefined), []);
  return (
    <div ref={box} className={className} role={role} aria-label={label}>
      {children}
    </div>
  );
}
