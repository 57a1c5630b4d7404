import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFeed } from '#state/Feed.ts';
import { cancelDraw, drawInFrame } from './frameQueue.ts';

let frames: (() => void)[] = [];
let nowMs = 0;

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const nextFrame = (): void => {
  const due = frames;
  frames = [];
  for (const callback of due) callback();
};

test('what exceeds the budget of a frame is drawn in the next, in order; a first draw does not wait', () => {
  const drawn: string[] = [];
  const painter = (name: string) => () => {
    drawn.push(name);
    nowMs += 6;
  };
  const [a, b, c, fresh, gone] = ['a', 'b', 'c', 'fresh', 'gone'].map(painter) as [
    () => void,
    () => void,
    () => void,
    () => void,
    () => void,
  ];
  for (const draw of [a, b, c, gone]) drawInFrame(draw, false);
  drawInFrame(fresh, true);
  cancelDraw(gone);
  expect(frames).toHaveLength(1);
  nextFrame();
  expect(drawn).toEqual(['a', 'b', 'fresh']);
  drawInFrame(a, false);
  nextFrame();
  expect(drawn).toEqual(['a', 'b', 'fresh', 'c', 'a']);
  expect(frames).toHaveLength(0);
});

test('a canvas is drawn in the frame in which its feed notifies, after all feeds have notified', () => {
  const [points, picture] = [createFeed(0), createFeed(0)];
  const drawn: string[] = [];
  const draw = (): void => void drawn.push(`${points.latest} ${picture.latest}`);
  for (const feed of [points, picture]) feed.subscribe(() => drawInFrame(draw, false));
  points.publish(1);
  picture.publish(2);
  expect(frames).toHaveLength(1);
  nextFrame();
  expect(drawn).toEqual(['1 2']);
  expect(frames).toHaveLength(0);
});

test('a listener or painter that throws does not stop the others', () => {
  const reported = vi.fn();
  vi.stubGlobal('reportError', reported);
  const [broken, sound] = [createFeed(0), createFeed(0)];
  const drawn: number[] = [];
  broken.subscribe(() => {
    throw new Error('no');
  });
  sound.subscribe(() => drawInFrame(() => drawn.push(sound.latest), false));
  broken.publish(1);
  sound.publish(2);
  nextFrame();
  expect(drawn).toEqual([2]);
  expect(reported).toHaveBeenCalledOnce();
});
