/**
 * The tour of a first visit: one coach mark at a time, never modal. Doing what it says moves on; Skip ends it for good. On a phone
 * the marks stand over the tabs.
 */
import { useEffect, useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/tour.ts';
import { uiStore } from '#state/uiStore.ts';
import { useOnePart } from '../useLayout.ts';
import { TOUR_MARKS } from './tourMarks.ts';
import { useMarkPlace } from './useMarkPlace.ts';
import './Tour.css';

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
  const mark = TOUR_MARKS[at]!;

  useEffect(() => mark.whenDone(() => moveOn(at)), [mark, at]);
  const { seen, place } = useMarkPlace(mark, box);
  const from = useFocusBefore(box);

  const isLast = at === TOUR_MARKS.length - 1;
  const ring = mark.side === 'over' ? null : seen;
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
        ref={box}
        className="tour-mark"
        aria-label={say.tour({ at: at + 1, of: TOUR_MARKS.length })}
        style={onePart || !place ? undefined : place}
        data-low={onePart || !place || undefined}
        onFocus={from}
        onKeyDown={(event) => event.key === 'Escape' && endTour()}
      >
        {/* One element for all marks: the focus stays on its button, and a screen reader is told each text. */}
        <p role="status">
          <span key={at}>{mark.text()}</span>
        </p>
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

/**
 * Gives the focus back when the tour ends with the focus in it.
 * @returns what notes where the focus came from
 */
function useFocusBefore(box: RefObject<HTMLElement | null>): (event: FocusEvent) => void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const { current } = box;
    return () => {
      const { current: element } = before;
      const isInside = current?.contains(document.activeElement) === true;
      if (isInside && element instanceof HTMLElement && element.isConnected) element.focus();
    };
  }, [box]);
  return ({ relatedTarget, currentTarget }) => {
    if (relatedTarget instanceof Element && !currentTarget.contains(relatedTarget))
      before.current = relatedTarget;
  };
}
