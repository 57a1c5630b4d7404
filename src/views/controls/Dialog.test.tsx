// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import { click, control, renderView } from '../testing/renderView.tsx';
import { Dialog } from './Dialog.tsx';

function dialog(open: boolean) {
  const onClose = vi.fn();
  const element = (isOpen: boolean) => (
    <Dialog open={isOpen} title="Share" onClose={onClose}>
      <input aria-label="Link" data-first-focus />
    </Dialog>
  );
  const view = renderView(element(open));
  const box = view.host.querySelector('dialog')!;
  box.getBoundingClientRect = () => new DOMRect(100, 100, 200, 100);
  return { ...view, onClose, box, show: (isOpen: boolean) => view.rerender(element(isOpen)) };
}

function press(box: HTMLElement, clientX: number, clientY: number): void {
  act(() => {
    box.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX, clientY }));
  });
}

test('opens and closes with its prop, and renders its content only while open', () => {
  const { box, show, host } = dialog(false);
  expect([box.open, host.querySelector('input')]).toEqual([false, null]);
  show(true);
  expect(box.open).toBe(true);
  show(false);
  expect([box.open, host.querySelector('input')]).toEqual([false, null]);
});

test('the focus goes to the marked control instead of the close button', () => {
  const { host } = dialog(true);
  expect(document.activeElement).toBe(control(host, 'Link'));
});

test('the close button and a click on the backdrop close it, a click inside does not', () => {
  const { host, box, onClose } = dialog(true);
  press(box, 150, 150);
  expect(onClose).not.toHaveBeenCalled();
  press(box, 50, 150);
  expect(onClose).toHaveBeenCalledTimes(1);
  click(control(host, 'Close'));
  expect(onClose).toHaveBeenCalledTimes(2);
});

test('it is closed when it is removed while open, so that the focus returns', () => {
  const { box, unmount } = dialog(true);
  unmount();
  expect(box.open).toBe(false);
});
