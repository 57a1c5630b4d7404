// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { followPointers } from './plotPointers.ts';

/** 100 px of plot behind a margin of 40, for x from 0 to 1,000. */
const area = {
  frame: { left: 40, top: 0, width: 100, height: 50 },
  axis: { low: 0, high: 1_000, log: false },
};
const gestures = {
  area: () => area,
  onCursor: vi.fn(),
  onSelection: vi.fn(),
  onZoom: vi.fn(),
  onPress: vi.fn(),
};
let element: HTMLElement;
let stop: () => void;

beforeEach(() => {
  vi.resetAllMocks();
  stop?.();
  element = document.createElement('div');
  document.body.append(element);
  stop = followPointers(element, gestures);
});

interface Where {
  readonly x: number;
  readonly id?: number;
  readonly touch?: boolean;
  readonly timeStamp?: number;
}

function send(type: string, { x, id = 1, touch = false, timeStamp = 0 }: Where): void {
  const event = new PointerEvent(type, {
    clientX: x,
    clientY: 10,
    pointerId: id,
    pointerType: touch ? 'touch' : 'mouse',
    button: 0,
  });
  Object.defineProperty(event, 'timeStamp', { value: timeStamp });
  element.dispatchEvent(event);
}

test('hover reads the x under the pointer, within the plot, until it leaves', () => {
  send('pointermove', { x: 90 });
  send('pointermove', { x: 500 });
  send('pointerleave', { x: 500 });
  expect(gestures.onCursor.mock.calls.map(([x]) => x as number | null)).toEqual([500, 1_000, null]);
  expect(gestures.onSelection).not.toHaveBeenCalled();
});

test('a drag in either direction chooses a part and zooms to it', () => {
  send('pointerdown', { x: 90 });
  send('pointermove', { x: 60 });
  expect(gestures.onSelection).toHaveBeenLastCalledWith({ low: 200, high: 500 });
  send('pointerup', { x: 60 });
  expect(gestures.onSelection).toHaveBeenLastCalledWith(null);
  expect(gestures.onZoom.mock.calls).toEqual([[{ low: 200, high: 500 }]]);
  expect(gestures.onPress).not.toHaveBeenCalled();
});

test('a press that hardly moved is a click; a double click shows the whole', () => {
  send('pointerdown', { x: 90 });
  send('pointermove', { x: 92 });
  send('pointerup', { x: 92 });
  expect(gestures.onPress).toHaveBeenCalledExactlyOnceWith(92, 10);
  expect(gestures.onZoom).not.toHaveBeenCalled();
  element.dispatchEvent(new MouseEvent('dblclick'));
  expect(gestures.onZoom).toHaveBeenCalledExactlyOnceWith(null);
});

test('one finger reads and chooses nothing; a double tap shows the whole', () => {
  send('pointerdown', { x: 60, touch: true });
  send('pointermove', { x: 120, touch: true });
  expect(gestures.onCursor).toHaveBeenLastCalledWith(800, 10);
  expect(gestures.onSelection).not.toHaveBeenCalled();
  send('pointerup', { x: 120, touch: true, timeStamp: 1_000 });
  send('pointerdown', { x: 120, touch: true, timeStamp: 1_100 });
  send('pointerup', { x: 120, touch: true, timeStamp: 1_200 });
  expect(gestures.onZoom).toHaveBeenCalledExactlyOnceWith(null);
});

test('two fingers zoom: each keeps its x', () => {
  send('pointerdown', { x: 60, id: 1, touch: true });
  send('pointerdown', { x: 80, id: 2, touch: true });
  send('pointermove', { x: 100, id: 2, touch: true });
  // 200 stays under 60 px, 400 is now under 100 px: 5 to the px, and the left end of the plot is 20 px before.
  expect(gestures.onZoom).toHaveBeenLastCalledWith({
    low: expect.closeTo(100, 9) as number,
    high: expect.closeTo(600, 9) as number,
  });
});

test('a gesture that the browser takes over chooses nothing', () => {
  send('pointerdown', { x: 60 });
  send('pointermove', { x: 90 });
  send('pointercancel', { x: 90 });
  expect(gestures.onSelection).toHaveBeenLastCalledWith(null);
  send('pointerup', { x: 90 });
  expect(gestures.onZoom).not.toHaveBeenCalled();
});
