/**
 * The choices of a menu: one stop of the Tab key, arrow keys, Home and End between them, and a letter goes to the next
 * choice that begins with it.
 */
import { useEffect, useRef, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { roveFocus } from './roveFocus.ts';

interface MenuProps {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Menu({ label, className, children }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current ? roveFocus(box.current) : undefined), []);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    // A letter in a menu is a search, not one of the page's own keys.
    event.stopPropagation();
    nextChoice(event.currentTarget, event.target as Element, event.key)?.focus();
  };
  return (
    <div ref={box} className={className} role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

export function MenuItem(props: ComponentProps<typeof Button>) {
  return <Button {...props} role="menuitem" />;
}

function nextChoice(box: HTMLElement, from: Element, letter: string): HTMLElement | undefined {
  const all = [...box.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const start = all.findIndex((item) => item.contains(from)) + 1;
  return [...all.slice(start), ...all.slice(0, start)].find((item) =>
    item.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()),
  );
}
