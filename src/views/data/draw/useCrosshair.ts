/** Drawing by keyboard: a crosshair on the map, and what each key does there. Told to screen readers. */
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import {
  addPoints,
  drawnCount,
  drawnPoints,
  erasePoints,
  movePoint,
  nearestPoint,
  type DrawnSpec,
} from '#experiment/drawnPoints.ts';
import * as say from '#messages/generated/draw.ts';
import { fixedText } from '#messages/numberText.ts';
import { REACH, type Place } from '#scene/drawing/brush.ts';
import { drawKey } from '#scene/drawing/drawKeys.ts';
import { downText, labelText, placeText, putText } from '#scene/drawing/drawText.ts';
import { announce } from '../../announce/announce.ts';
import { newGesture } from './gesture.ts';
import type { Drawing } from './useDrawing.ts';

/** Points at one place only. */
const SAME_PLACE = 1e-6;

export function useCrosshair(drawing: Drawing) {
  const { spec, pen, classes, change } = drawing;
  const [at, setAt] = useState<Place>({ x1: 0, x2: 0 });
  const [shown, setShown] = useState(false);
  /** The point that the arrow keys move. */
  const held = useRef<{ readonly index: number; readonly gesture: string } | null>(null);
  const tell = (text: string): void => announce('drawing', text);

  const takeFrom = (take: (spec: DrawnSpec) => DrawnSpec): void => {
    const next = take(spec);
    change(take);
    const count = drawnCount(next);
    tell(say.announceTaken({ taken: drawnCount(spec) - count, count }));
  };
  const put = (): void => {
    if (pen.tool === 'erase') return takeFrom((before) => erasePoints(before, at.x1, at.x2, pen.radius));
    if (pen.tool === 'move') return pickOrDrop();
    const next = addPoints(spec, [[at.x1, at.x2, pen.label]]);
    if (drawnCount(next) === drawnCount(spec)) return;
    change((before) => addPoints(before, [[at.x1, at.x2, pen.label]]));
    tell(putText(at, labelText(pen.label, classes), drawnCount(next)));
  };
  const pickOrDrop = (): void => {
    if (held.current) {
      held.current = null;
      return tell(downText(at));
    }
    const index = nearestPoint(spec, at.x1, at.x2, REACH);
    if (index < 0) return tell(say.announceNoPoint());
    held.current = { index, gesture: newGesture() };
    tell(say.announcePicked());
  };
  const to = (place: Place): void => {
    setAt(place);
    const { current } = held;
    if (current) change((before) => movePoint(before, current.index, place.x1, place.x2), current.gesture);
    tell(placeText(place));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const does = drawKey(event, at, pen.radius, spec);
    if (!does) return;
    event.preventDefault();
    setShown(true);
    if (does.kind !== 'to' && does.kind !== 'put') held.current = null;
    switch (does.kind) {
      case 'to':
        return to(does.place);
      case 'put':
        return put();
      case 'take':
        return takeFrom((before) => withoutNearest(before, at));
      case 'label':
        drawing.setLabel(does.label);
        return tell(labelText(does.label, classes));
      case 'tool':
        drawing.setTool(does.tool);
        return tell(say.announceTool({ tool: does.tool }));
      case 'radius':
        drawing.setRadius(does.radius);
        return tell(say.announceSize({ size: fixedText(does.radius, 1) }));
    }
  };
  return {
    at,
    shown,
    props: {
      onKeyDown,
      onFocus: (event: FocusEvent<HTMLElement>) => setShown(event.target.matches(':focus-visible')),
      onBlur: () => {
        held.current = null;
        setShown(false);
      },
    },
  };
}

function withoutNearest(spec: DrawnSpec, { x1, x2 }: Place): DrawnSpec {
  const point = drawnPoints(spec)[nearestPoint(spec, x1, x2, REACH)];
  return point ? erasePoints(spec, point[0], point[1], SAME_PLACE) : spec;
}
