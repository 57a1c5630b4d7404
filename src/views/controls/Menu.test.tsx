// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Menu, MenuItem } from './Menu.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let host: HTMLElement;
let root: Root;
const onPick = vi.fn();

beforeEach(async () => {
  onPick.mockReset();
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  await act(async () =>
    root.render(
      <Menu label="Steps">
        {['One batch', 'One epoch', 'Ten epochs'].map((name, i) => (
          <MenuItem key={name} disabled={i === 1} onClick={() => onPick(name)}>
            {name}
          </MenuItem>
        ))}
      </Menu>,
    ),
  );
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
});

const items = (): HTMLElement[] => [...host.querySelectorAll<HTMLElement>('[role="menuitem"]')];
const press = (key: string): void => {
  document.activeElement!.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
};

test('is a menu of items, one of which is a stop of the Tab key', () => {
  const menu = host.querySelector('[role="menu"]')!;
  expect(menu.getAttribute('aria-label')).toBe('Steps');
  expect(items().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
});

test('arrows go round, Home and End to the ends', () => {
  items()[0]!.focus();
  const reached = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => {
    press(key);
    return document.activeElement!.textContent;
  });
  expect(reached).toEqual(['One epoch', 'Ten epochs', 'One batch', 'Ten epochs', 'One batch', 'Ten epochs']);
});

test('a letter goes to the next item that begins with it, and is no key of the page', () => {
  const onPage = vi.fn();
  document.addEventListener('keydown', onPage);
  items()[0]!.focus();
  press('t');
  expect(document.activeElement!.textContent).toBe('Ten epochs');
  press('o');
  expect(document.activeElement!.textContent).toBe('One batch');
  press('o');
  expect(document.activeElement!.textContent).toBe('One epoch');
  expect(onPage).not.toHaveBeenCalled();
  document.removeEventListener('keydown', onPage);
});

test('an item that cannot be chosen can be reached, but does nothing', async () => {
  await act(async () => items()[1]!.click());
  expect(onPick).not.toHaveBeenCalled();
  await act(async () => items()[2]!.click());
  expect(onPick).toHaveBeenCalledExactlyOnceWith('Ten epochs');
});
