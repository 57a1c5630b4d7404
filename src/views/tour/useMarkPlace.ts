/** Where the thing of a mark is on the screen, and so the mark: both follow it when it is scrolled, resized or moved. */
import { useLayoutEffect, useState, type RefObject } from 'react';
import { placeMark } from './placeMark.ts';
import { seenBox, type Box } from './seenBox.ts';
import type { TourMark } from './tourMarks.ts';

/** What the mark is about may move without a word: units, columns, the dock. */
const MEASURE_MS = 200;

type Corner = Pick<Box, 'left' | 'top'>;

/** @returns null for both while nothing of the thing is on the screen */
export function useMarkPlace(
  { target, side }: TourMark,
  mark: RefObject<HTMLElement | null>,
): { readonly seen: Box | null; readonly place: Corner | null } {
  const [seen, setSeen] = useState<Box | null>(null);
  const [place, setPlace] = useState<Corner | null>(null);
  useLayoutEffect(() => {
    const measure = (): void => {
      const found = document.querySelector(target);
      const box = found && seenBox(found);
      const own = mark.current?.getBoundingClientRect();
      const corner =
        box && own ? placeMark(box, own, side, { width: innerWidth, height: innerHeight }) : null;
      setSeen((before) => (isSame(before, box) ? before : box));
      setPlace((before) => (before?.left === corner?.left && before?.top === corner?.top ? before : corner));
    };
    measure();
    const timer = setInterval(measure, MEASURE_MS);
    const observer = new ResizeObserver(measure);
    const found = document.querySelector(target);
    for (const element of [found, mark.current]) if (element) observer.observe(element);
    addEventListener('resize', measure);
    // Any box may scroll; such events do not bubble.
    addEventListener('scroll', measure, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      observer.disconnect();
      removeEventListener('resize', measure);
      removeEventListener('scroll', measure, { capture: true });
    };
  }, [target, side, mark]);
  return { seen, place };
}

function isSame(a: Box | null, b: Box | null): boolean {
  return a?.left === b?.left && a?.top === b?.top && a?.width === b?.width && a?.height === b?.height;
}
