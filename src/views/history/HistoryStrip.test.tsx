// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { seekFeed, timelineFeed, type RunTimeline } from '#state/feeds.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { HistoryRow } from './HistoryRow.tsx';
import { HistoryStrip } from './HistoryStrip.tsx';

const SLIDER = 'Epoch of the run that is shown';
const KEPT: RunTimeline = {
  epochs: [0, 10, 20, 30],
  steps: [0, 100, 200, 300],
  lookingBackAt: null,
  branches: [],
};
const frame = (): Promise<void> =>
  act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
const show = async (timeline: Partial<RunTimeline>): Promise<void> => {
  timelineFeed.publish({ ...KEPT, ...timeline });
  seekFeed.publish(null);
  await frame();
};
beforeEach(() => show({}));

const slide = (slider: HTMLInputElement, value: number): void =>
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(slider, String(value));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });

test('a slider from kept moment to kept moment, whose value is said as an epoch', async () => {
  const { host, commands } = renderView(<HistoryStrip isThin={false} />);
  const slider = control(host, SLIDER);
  expect([slider.min, slider.max, slider.value]).toEqual(['0', '3', '3']);
  expect(slider.getAttribute('aria-valuetext')).toBe('Epoch 30, the end of the run');
  slide(slider, 1);
  await show({ lookingBackAt: 0 });
  slide(slider, 3);
  expect(commands.seek.mock.calls).toEqual([[10], [Infinity]]);
});

test('at the end it says what is kept; looking back, where one is and the two ways', async () => {
  const { host, commands } = renderView(<HistoryStrip isThin={false} />);
  expect(host.textContent).toContain('4 kept');
  expect(host.querySelectorAll('button').length).toBe(0);
  await show({ lookingBackAt: 100 });
  expect(host.textContent).toContain('10 of 30');
  expect(control(host, SLIDER).value).toBe('1');
  click(control(host, 'Back to 30'));
  expect(commands.seek.mock.calls).toEqual([[Infinity]]);
  click(control(host, 'Train on from here'));
  expect(commands.play).toHaveBeenCalledOnce();
});

test('the slider shows the moment that is on its way', async () => {
  const { host } = renderView(<HistoryStrip isThin={false} />);
  seekFeed.publish(19);
  await frame();
  expect(control(host, SLIDER).getAttribute('aria-valuetext')).toBe('Epoch 20 of 30, looking back');
});

test('a drag asks once for each moment it comes to', () => {
  const { host, commands } = renderView(<HistoryStrip isThin />);
  const track = host.querySelector<HTMLElement>('.history-track')!;
  vi.spyOn(track, 'getBoundingClientRect').mockReturnValue({ left: 0, width: 332 } as DOMRect);
  const send = (type: string, clientX: number): void =>
    act(
      () =>
        void track.dispatchEvent(
          new PointerEvent(type, { clientX, button: 0, bubbles: true, cancelable: true }),
        ),
    );
  send('pointermove', 16);
  send('pointerdown', 216);
  expect(document.activeElement).toBe(control(host, SLIDER));
  for (const x of [214, 212, 120, 118, 16]) send('pointermove', x);
  send('pointerup', 16);
  send('pointermove', 300);
  expect(commands.seek.mock.calls).toEqual([[20], [10], [0]]);
});

test('its place is there from the first kept epoch on, and stays', async () => {
  await show({ epochs: [0], steps: [0] });
  const { host } = renderView(<HistoryRow />);
  expect(host.firstElementChild).toBeNull();
  await show({});
  expect(host.querySelector('.history-strip')).not.toBeNull();
  await show({ epochs: [0], steps: [0] });
  expect(host.querySelector('.history-strip')).not.toBeNull();
});
