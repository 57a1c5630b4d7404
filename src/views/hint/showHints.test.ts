// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { showHints } from './showHints.ts';

let stop: () => void;
let button: HTMLButtonElement;
let named: HTMLButtonElement;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `
    <button data-hint="Undo (Ctrl+Z)" aria-label="Undo"><svg></svg></button>
    <button data-hint="Redo" aria-label="Redo"></button>
    <p>text</p>`;
  [button, named] = [...document.querySelectorAll('button')] as [HTMLButtonElement, HTMLButtonElement];
  stop = showHints(document);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const shown = (): string | null =>
  document.querySelector<HTMLElement>('[style*="anchor-name"]')?.dataset['hint'] ?? null;
const send = (target: Element, type: string, pointerType = 'mouse'): void => {
  target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerType }));
};

test('comes under a pointer that rests, and goes when it leaves', () => {
  send(button.firstElementChild!, 'pointerover');
  vi.advanceTimersByTime(499);
  expect(shown()).toBeNull();
  vi.advanceTimersByTime(1);
  expect(shown()).toBe('Undo (Ctrl+Z)');
  expect(document.getElementById('hint')!.textContent).toBe('Undo (Ctrl+Z)');
  send(document.querySelector('p')!, 'pointerover');
  vi.advanceTimersByTime(150);
  expect(shown()).toBeNull();
});

test('stays while the pointer is on it, and follows at once to the next control', () => {
  send(button, 'pointerover');
  vi.advanceTimersByTime(500);
  send(document.querySelector('p')!, 'pointerover');
  vi.advanceTimersByTime(100);
  send(document.getElementById('hint')!, 'pointerover');
  vi.advanceTimersByTime(1_000);
  expect(shown()).toBe('Undo (Ctrl+Z)');
  send(named, 'pointerover');
  vi.advanceTimersByTime(0);
  expect(shown()).toBe('Redo');
});

test('comes at once with focus by key, and Escape takes it away without keeping the key to itself', () => {
  vi.spyOn(button, 'matches').mockReturnValue(true);
  const onKey = vi.fn();
  document.addEventListener('keydown', onKey);
  button.focus();
  vi.advanceTimersByTime(0);
  expect(shown()).toBe('Undo (Ctrl+Z)');
  button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(shown()).toBeNull();
  expect(onKey).toHaveBeenCalledOnce();
  document.removeEventListener('keydown', onKey);
});

test('describes its control to screen readers only where it says more than the name', () => {
  for (const [control, described] of [
    [button, 'hint'],
    [named, null],
  ] as const) {
    send(control, 'pointerover');
    vi.advanceTimersByTime(500);
    expect(control.getAttribute('aria-describedby')).toBe(described);
  }
  send(named, 'pointerdown');
  expect(button.hasAttribute('aria-describedby')).toBe(false);
});

test('a finger that is held asks, and does not press; a tap presses', () => {
  const onClick = vi.fn();
  button.addEventListener('click', onClick);
  send(button, 'pointerdown', 'touch');
  vi.advanceTimersByTime(500);
  expect(shown()).toBe('Undo (Ctrl+Z)');
  send(button, 'pointerup', 'touch');
  button.click();
  expect(onClick).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_500);
  expect(shown()).toBeNull();
  send(button, 'pointerdown', 'touch');
  send(button, 'pointerup', 'touch');
  button.click();
  expect(onClick).toHaveBeenCalledOnce();
});
