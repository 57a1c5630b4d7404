/**
 * Trains the demos that are on the screen, one after the other, while the page has nothing better to do. What was trained stays until
 * the page is left, so that the gallery is there at once the second time.
 */
import type { Demo } from '#lessons/demos/Demo.ts';
import { createFeed, type Feed } from '#state/Feed.ts';
import { DemoRun } from './DemoRun.ts';

/** Of each frame. */
const SLICE_MS = 6;
const PAUSE_MS = 10;

export interface ShownDemo {
  readonly run: DemoRun;
  /** Told after each slice. */
  readonly feed: Feed<number>;
}

const shown = new Map<string, ShownDemo>();
let queue: ShownDemo[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

export function demoRun(demo: Demo): ShownDemo {
  const known = shown.get(demo.id);
  if (known) return known;
  const made = { run: new DemoRun(demo), feed: createFeed(0) };
  shown.set(demo.id, made);
  return made;
}

/** It is on the screen: it is trained in its turn. @returns a function for when it is no longer */
export function trainShown(one: ShownDemo): () => void {
  if (!one.run.isDone) queue.push(one);
  goOn();
  return () => {
    queue = queue.filter((each) => each !== one);
  };
}

/** Trains it again from its seed, before the others. */
export function trainAgain(one: ShownDemo): void {
  one.run.restart();
  queue = [one, ...queue.filter((each) => each !== one)];
  goOn();
}

function goOn(): void {
  timer ??= setTimeout(work, PAUSE_MS);
}

function work(): void {
  timer = undefined;
  const [first] = queue;
  if (!first) return;
  first.run.advance(SLICE_MS);
  first.feed.publish(first.feed.latest + 1);
  if (first.run.isDone) queue = queue.filter((each) => each !== first);
  goOn();
}
