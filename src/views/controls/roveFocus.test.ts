// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { roveFocus } from './roveFocus.ts';

let stop = (): void => undefined;
beforeEach(() => {
  document.body.innerHTML = `<div id="bar">
    <button id="a"></button><button id="b" aria-disabled="true"></button>
    <div popover><button id="inside"></button></div><button id="c"></button></div>`;
  stop = roveFocus(document.getElementById('bar')!);
});
afterEach(() => stop());

const get = (id: string): HTMLElement => document.getElementById(id)!;
const stops = (): string[] =>
  [...document.querySelectorAll('button')].filter(({ tabIndex }) => tabIndex === 0).map(({ id }) => id);
function press(key: string): string {
  const target = document.activeElement!;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  return document.activeElement!.id;
}

test('one tab stop for all; the content of a popover is no part of it', () => {
  expect(stops()).toEqual(['a', 'inside']);
});

test('arrow keys wrap around and reach disabled buttons; the last position is kept', () => {
  get('a').focus();
  expect(press('ArrowRight')).toBe('b');
  expect(press('ArrowRight')).toBe('c');
  expect(press('ArrowRight')).toBe('a');
  expect(press('ArrowLeft')).toBe('c');
  expect(press('Home')).toBe('a');
  expect(press('End')).toBe('c');
  expect(stops()).toEqual(['inside', 'c']);
});

test("keys of a popover's content are its own", () => {
  get('inside').focus();
  expect(press('ArrowRight')).toBe('inside');
});

test('when the tab stop is removed, another takes its place', async () => {
  get('a').remove();
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(stops()).toEqual(['b', 'inside']);
});

test('of tabs, the selected one is the tab stop once the focus has left', async () => {
  get('c').setAttribute('aria-selected', 'true');
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(stops()).toContain('c');
  get('a').focus();
  expect(stops()).toContain('a');
  get('a').blur();
  expect(stops()).toContain('c');
});
