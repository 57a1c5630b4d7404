/**
 * The tour of a first visit: one coach mark at a time, never modal. Doing what it says moves on; Skip ends it for good. On a phone
 * the marks stand over the tabs.
 */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/tour.ts';
import { uiStore } from '#state/uiStore.ts';
import { useOnePart } from '../useLayout.ts';
import { placeMark } from './placeMark.ts';
import { TOUR_MARKS } from './tourMarks.ts';
import './Tour.css';

/** What the mark is about may move without a word: units, columns, the dock. */
const MEASURE_MS = 200;

const endTour = (): void => uiStore.setState({ tourAt: null, tourDone: true });

function moveOn(from: number): void {
  if (uiStore.getState().tourAt !== from) return;
  if (from === TOUR_MARKS.length - 1) endTour();
  else uiStore.setState({ tourAt: from + 1 });
}

export function Tour() {
  const at = useStore(uiStore, ({ tourAt }) => tourAt ?? 0);
  const onePart = useOnePart();
  const box = useRef<HTMLElement>(null);
  const [target, setTarget] = useState<DOMRect | null>(null);
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number } | null>(null);
  const mark = TOUR_MARKS[at]!;

  useEffect(() => mark.whenDone(() => moveOn(at)), [mark, at]);
  useEffect(() => {
    const measure = (): void => {
      const found = document.querySelector(mark.target)?.getBoundingClientRect();
      const seen = found && found.width > 0 && found.bottom > 0 && found.top < innerHeight ? found : null;
      const own = box.current?.getBoundingClientRect();
      setTarget((before) => (isSame(before, seen) ? before : seen));
      const next =
        seen && own ? placeMark(seen, own, mark.side, { width: innerWidth, height: innerHeight }) : null;
      setPlace((before) => (before?.left === next?.left && before?.top === next?.top ? before : next));
    };
    measure();
    const timer = setInterval(measure, MEASURE_MS);
    addEventListener('resize', measure);
    return () => {
      clearInterval(timer);
      removeEventListener('resize', measure);
    };
  }, [mark]);

  const isLast = at === TOUR_MARKS.length - 1;
  const ring = mark.side === 'over' ? null : target;
  return (
    <>
      {ring && (
        <div
          key={`ring ${at}`}
          className="tour-ring"
          aria-hidden
          style={{ left: ring.left - 5, top: ring.top - 5, width: ring.width + 10, height: ring.height + 10 }}
        />
      )}
      <aside
        key={at}
        ref={box}
        className="tour-mark"
        aria-label={say.tour({ at: at + 1, of: TOUR_MARKS.length })}
        style={onePart || !place ? undefined : place}
        data-low={onePart || !place || undefined}
        onKeyDown={(event) => event.key === 'Escape' && endTour()}
      >
        <p role="status">{mark.text()}</p>
        <div className="tour-row">
          <span className="tour-dots" aria-hidden>
            {TOUR_MARKS.map(({ target: key }, i) => (
              <i key={key} data-state={i === at ? 'on' : i < at ? 'done' : undefined} />
            ))}
          </span>
          {!isLast && (
            <button type="button" className="button-plain" onClick={endTour}>
              {say.skip()}
            </button>
          )}
          <button type="button" className="button" onClick={() => moveOn(at)}>
            {isLast ? say.done() : say.next()}
          </button>
        </div>
      </aside>
    </>
  );
}

function isSame(a: DOMRect | null, b: DOMRect | null): boolean {
  return a?.left === b?.left && a?.top === b?.top && a?.width === b?.width && a?.height === b?.height;
}
