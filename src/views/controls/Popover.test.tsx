// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { click, control, renderView } from '../testing/renderView.tsx';
import { Popover } from './Popover.tsx';

const hidePopover = vi.fn<(this: HTMLElement) => void>();
beforeEach(() => {
  hidePopover.mockReset();
  HTMLElement.prototype.hidePopover = hidePopover;
});

function popover() {
  const view = renderView(
    <>
      <Popover face="Menu" label="Steps">
        {(close) => (
          <>
            <input type="radio" name="step" aria-label="Batch" />
            <input type="radio" name="step" aria-label="Epoch" defaultChecked />
            <button type="button" onClick={close}>
              Done
            </button>
          </>
        )}
      </Popover>
      <button type="button">Elsewhere</button>
    </>,
  );
  return { ...view, panel: view.host.querySelector<HTMLElement>('[popover]')! };
}

/** What the browser does once the popover has opened or closed. */
function toggle(panel: HTMLElement, newState: 'open' | 'closed'): void {
  act(() => {
    panel.dispatchEvent(Object.assign(new Event('toggle'), { newState }));
  });
}

test('its content is rendered only while it is open', () => {
  const { host, panel } = popover();
  const button = control(host, 'Steps');
  expect([panel.childElementCount, button.ariaExpanded ?? button.getAttribute('aria-expanded')]).toEqual([
    0,
    'false',
  ]);
  toggle(panel, 'open');
  expect(button.getAttribute('aria-expanded')).toBe('true');
  expect(panel.querySelectorAll('input')).toHaveLength(2);
  toggle(panel, 'closed');
  expect(panel.childElementCount).toBe(0);
});

test('opened by key, the chosen radio button gets the focus; opened by pointer, none', () => {
  const { host, panel } = popover();
  click(control(host, 'Steps'));
  toggle(panel, 'open');
  expect(panel.contains(document.activeElement)).toBe(false);
  toggle(panel, 'closed');
  click(control(host, 'Steps'), { detail: 0 });
  toggle(panel, 'open');
  expect(document.activeElement).toBe(control(panel, 'Epoch'));
});

test('its content can close it', () => {
  const { panel } = popover();
  toggle(panel, 'open');
  click(control(panel, 'Done'));
  expect(hidePopover.mock.contexts).toEqual([panel]);
});

test('it closes once the focus has moved past it, and not while it moves inside', () => {
  vi.useFakeTimers();
  const { host, panel } = popover();
  toggle(panel, 'open');
  act(() => control(panel, 'Batch').focus());
  act(() => control(panel, 'Done').focus());
  vi.runAllTimers();
  expect(hidePopover).not.toHaveBeenCalled();
  act(() => control(host, 'Elsewhere').focus());
  vi.runAllTimers();
  vi.useRealTimers();
  expect(hidePopover.mock.contexts).toEqual([panel]);
});
