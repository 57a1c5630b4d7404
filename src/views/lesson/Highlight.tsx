/**
 * The ring around the control in question, and its flag. Nothing is dimmed and nothing waits for it; both go once the control has
 * been used or the task is done.
 */
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { isHighlight } from '#lessons/highlights.ts';
import type { LessonStep } from '#lessons/Lesson.ts';
import { HIGHLIGHT_TARGETS } from './highlightTargets.ts';
import './Highlight.css';

/** Controls move without a word: another layer, another column, a dock that is dragged. */
const MEASURE_MS = 200;
const RING_PX = 5;
const FLAG_GAP_PX = 14;
/** Room that a flag needs under its control. */
const FLAG_PX = 48;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function Highlight({ highlight }: { readonly highlight: LessonStep['highlight'] }) {
  const control = highlight?.control;
  const [box, setBox] = useState<Box | null>(null);
  const target = control !== undefined && isHighlight(control) ? HIGHLIGHT_TARGETS[control] : null;
  const [used, setUsed] = useState<LessonStep['highlight']>();
  useEffect(() => {
    if (!target) return undefined;
    const onPress = (event: Event): void => {
      const pressed = event.target instanceof Element ? event.target : null;
      if (target.ring && pressed?.closest(target.selectors.join())) setUsed(highlight);
    };
    document.addEventListener('click', onPress);
    return () => document.removeEventListener('click', onPress);
  }, [target, highlight]);
  useEffect(() => {
    if (!target) return undefined;
    const measure = (): void => {
      const next = document.querySelector('dialog[open]') ? null : find(target.selectors);
      setBox((before) => (isSame(before, next) ? before : next));
    };
    measure();
    const timer = setInterval(measure, MEASURE_MS);
    addEventListener('resize', measure);
    return () => {
      clearInterval(timer);
      removeEventListener('resize', measure);
    };
  }, [target]);
  if (!highlight || !target || !box || used === highlight) return null;
  const { left, top, width, height } = box;
  const below = top + height + FLAG_PX < innerHeight;
  const inside = !target.ring;
  const flagTop = inside
    ? top + height / 2 - FLAG_PX
    : below
      ? top + height + FLAG_GAP_PX
      : top - FLAG_GAP_PX;
  return createPortal(
    <>
      {target.ring && (
        <div
          key={`ring ${control}`}
          className="lesson-ring"
          aria-hidden
          style={{
            left: left - RING_PX,
            top: top - RING_PX,
            width: width + 2 * RING_PX,
            height: height + 2 * RING_PX,
          }}
        />
      )}
      <div
        key={`flag ${control}`}
        className="lesson-flag"
        data-side={inside ? 'inside' : below ? 'below' : 'above'}
        style={{ left: left + width / 2, top: flagTop }}
      >
        {highlight.flag}
      </div>
    </>,
    document.body,
  );
}

function find(selectors: readonly string[]): Box | null {
  for (const selector of selectors) {
    const rect = document.querySelector(selector)?.getBoundingClientRect();
    if (rect && rect.width > 0 && rect.bottom > 0 && rect.top < innerHeight) return rect;
  }
  return null;
}

const isSame = (a: Box | null, b: Box | null): boolean =>
  a?.left === b?.left && a?.top === b?.top && a?.width === b?.width && a?.height === b?.height;
