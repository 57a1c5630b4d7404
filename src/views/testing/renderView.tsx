/** Test support: renders a view in happy-dom with commands that only record their calls. */
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, vi, type Mock } from 'vitest';
import type { Commands } from '#commands/Commands.ts';
import { CommandsProvider } from '../CommandsContext.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type RecordedCommands = { readonly [Name in keyof Commands]: Mock<Commands[Name]> };

interface RenderedView {
  readonly host: HTMLElement;
  readonly commands: RecordedCommands;
  /** Renders another element in the same place. */
  rerender(element: ReactNode): void;
  unmount(): void;
}

export function renderView(element: ReactNode): RenderedView {
  const commands = new Proxy({} as Record<string, Mock>, {
    get: (mocks, name: string) => (mocks[name] ??= vi.fn()),
  }) as unknown as RecordedCommands;
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  const rerender = (next: ReactNode): void =>
    act(() => root.render(<CommandsProvider value={commands}>{next}</CommandsProvider>));
  rerender(element);
  const unmount = (): void => act(() => root.unmount());
  ends.push(() => {
    unmount();
    host.remove();
  });
  return { host, commands, rerender, unmount };
}

/** The control with this accessible name: its `aria-label`, its label's text or its own. Typed as an input for its value. */
export function control(host: Element, name: string): HTMLInputElement {
  const controls = [...host.querySelectorAll<HTMLElement>('button, input, select, [role]')];
  const found = controls.find((each) => nameOf(each) === name);
  if (!found) throw new Error(`There is no "${name}" among ${controls.map(nameOf).join(', ')}.`);
  return found as HTMLInputElement;
}

function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent;
  return (label ?? element.textContent).trim();
}

/** @param detail number of clicks: 0 for a click by key */
export function click(element: HTMLElement, { detail = 1, shiftKey = false } = {}): void {
  act(() => {
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail, shiftKey }));
  });
}

export function key(element: HTMLElement, name: string): void {
  act(() => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  });
}

/** Sets the value of a control as a user would; a text field is committed with Enter. */
export function enter(element: HTMLElement, value: string): void {
  const kind = element.tagName === 'SELECT' ? HTMLSelectElement : HTMLInputElement;
  act(() => {
    element.focus();
    // React notices a value only if it is set past its own setter.
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')!.set!.call(element, value);
    const type = kind === HTMLSelectElement ? 'change' : 'input';
    element.dispatchEvent(new Event(type, { bubbles: true }));
  });
  if (kind === HTMLInputElement) key(element, 'Enter');
}
