/** News and pictures share a frame: what is published is painted in the same one. */
import { beforeEach, expect, test, vi } from 'vitest';
import { drawAfterNotify, notifyInFrame } from './frame.ts';

let frames: (() => void)[] = [];
const runFrame = (): void => {
  const due = frames;
  frames = [];
  for (const run of due) run();
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('reportError', vi.fn());
});

test('all news of a frame comes before all of its draws, in one frame', () => {
  const order: string[] = [];
  drawAfterNotify(() => order.push('draw'));
  notifyInFrame(() => order.push('first'));
  notifyInFrame(() => order.push('second'));
  expect(order).toEqual([]);
  expect(frames).toHaveLength(1);
  runFrame();
  expect(order).toEqual(['first', 'second', 'draw']);
  expect(frames).toHaveLength(0);
});

test('a draw that news asks for happens in the frame of the news', () => {
  const order: string[] = [];
  notifyInFrame(() => {
    order.push('news');
    drawAfterNotify(() => order.push('draw'));
  });
  runFrame();
  expect(order).toEqual(['news', 'draw']);
  expect(frames).toHaveLength(0);
});

test('what a draw asks for comes in the next frame, so that a frame ends', () => {
  const order: string[] = [];
  drawAfterNotify(() => {
    order.push('draw');
    notifyInFrame(() => order.push('news'));
    drawAfterNotify(() => order.push('again'));
  });
  runFrame();
  expect(order).toEqual(['draw']);
  expect(frames).toHaveLength(1);
  runFrame();
  expect(order).toEqual(['draw', 'news', 'again']);
});

test('an exception is reported and stops neither the others nor later frames', () => {
  const order: string[] = [];
  const error = new Error('a painter failed');
  notifyInFrame(() => {
    throw error;
  });
  notifyInFrame(() => order.push('news'));
  drawAfterNotify(() => {
    throw error;
  });
  drawAfterNotify(() => order.push('draw'));
  runFrame();
  expect(order).toEqual(['news', 'draw']);
  expect(reportError).toHaveBeenCalledTimes(2);
  drawAfterNotify(() => order.push('later'));
  runFrame();
  expect(order).toEqual(['news', 'draw', 'later']);
});
