// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NumberField } from './NumberField.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root;
let place: HTMLElement;
const onChange = vi.fn<(value: number) => void>();
beforeEach(() => {
  onChange.mockClear();
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

const input = (): HTMLInputElement => place.querySelector('input')!;
const problem = (): string | undefined => place.querySelector('[role=alert]')?.textContent;

function show(props: Partial<Parameters<typeof NumberField>[0]> = {}): void {
  act(() =>
    root.render(<NumberField label="Rate" value={0.01} min={0} max={100} onChange={onChange} {...props} />),
  );
}

function type(text: string, end: 'Enter' | 'Escape' | 'leave' = 'Enter'): void {
  act(() => {
    input().focus();
    // React notices a value only if it is set past its own setter.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input(), text);
    input().dispatchEvent(new Event('input', { bubbles: true }));
  });
  act(() => {
    if (end === 'leave') input().blur();
    else input().dispatchEvent(new KeyboardEvent('keydown', { key: end, bubbles: true, cancelable: true }));
  });
}

test('takes a decimal comma, on Enter and on blur', () => {
  show();
  type('0,03');
  expect(onChange).toHaveBeenLastCalledWith(0.03);
  type('2,5', 'leave');
  expect(onChange).toHaveBeenLastCalledWith(2.5);
  expect(problem()).toBeUndefined();
  expect(input().inputMode).toBe('decimal');
});

test('rejects an ambiguous number at the field, and keeps the text', () => {
  show({ max: 10_000 });
  type('1,234', 'leave');
  expect(onChange).not.toHaveBeenCalled();
  expect(problem()).toContain('1,234 can be 1.234 or 1234');
  expect(input().getAttribute('aria-invalid')).toBe('true');
  expect(input().getAttribute('aria-describedby')).toBe(place.querySelector('[role=alert]')!.id);
  expect(input().value).toBe('1,234');
  type('1.234', 'Escape');
  expect(problem()).toBeUndefined();
  expect(input().value).toBe('0.01');
  expect(input().getAttribute('aria-invalid')).toBe('false');
});

test('shows the limits, and asks for whole numbers only where needed', () => {
  show({ min: 1, max: 4_096, value: 10, whole: true });
  type('9999');
  expect(problem()).toBe('A whole number from 1 to 4096 is needed.');
  type('2,5');
  expect(problem()).toBe('A whole number from 1 to 4096 is needed.');
  expect(onChange).not.toHaveBeenCalled();
  type('1,000');
  expect(onChange).toHaveBeenLastCalledWith(1_000);
});

test('shows every digit of a seed', () => {
  show({ value: 12_345_678, max: 4_294_967_295, whole: true });
  expect(input().value).toBe('12345678');
});

test('an empty field reverts', () => {
  show();
  type('', 'leave');
  expect(input().value).toBe('0.01');
  expect(onChange).not.toHaveBeenCalled();
});
