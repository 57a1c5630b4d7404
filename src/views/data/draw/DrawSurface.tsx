/**
 * The live map as a canvas to draw on: by mouse, finger and pen through pointer events, with the path between two frames where the
 * browser tells it, and by a crosshair that keys move. One stroke is one gesture, so one undo step.
 */
import { useCallback, useRef, useState, type CSSProperties, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { createMapPainter, mapFrame } from '#canvas/paintPredictionMap.ts';
import { PLANE_RADIUS, planeAcross, planeDown } from '#datasets/Points.ts';
import * as say from '#messages/generated/draw.ts';
import { beginStroke, isOnPlane, type Place, type Stroke } from '#scene/drawing/brush.ts';
import { drawingPicture } from '#scene/drawing/drawingPicture.ts';
import { dataFeed, snapshotFeed } from '#state/feeds.ts';
import { uiStore } from '#state/uiStore.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { useElementSize } from '../../useElementSize.ts';
import { useExperiment } from '../../useExperiment.ts';
import { DrawHints } from './DrawHints.tsx';
import { labelColor } from './ClassMark.tsx';
import { newGesture } from './gesture.ts';
import { useCrosshair } from './useCrosshair.ts';
import type { Drawing } from './useDrawing.ts';

interface DrawSurfaceProps {
  readonly drawing: Drawing;
  /** Without axes: on a phone. */
  readonly bare: boolean;
}

/** Index of the eraser at the other end of a pen, as pointer events number buttons. */
const ERASER_BUTTON = 5;

export function DrawSurface({ drawing, bare }: DrawSurfaceProps) {
  const { spec, classes, pen, change } = drawing;
  const data = useExperiment((experiment) => experiment.data);
  const view = useExperiment((experiment) => experiment.view);
  const hovered = useStore(uiStore, (state) => state.hovered);
  const [painter] = useState(createMapPainter);
  const [box, { widthPx, heightPx }] = useElementSize<HTMLDivElement>();
  const frame = mapFrame(widthPx, heightPx, !bare && classes.length <= 2, bare);
  const ring = useRef<HTMLDivElement>(null);
  const stroke = useRef<{ readonly of: Stroke; readonly gesture: string; readonly id: number } | null>(null);
  const cross = useCrosshair(drawing);

  const paint: Paint = useCallback(
    (context, width, height, theme) => {
      const settings = { experiment: { data, view }, spec, hovered, bare };
      painter.paint(
        context,
        width,
        height,
        drawingPicture(settings, snapshotFeed.latest, dataFeed.latest),
        theme,
      );
    },
    [painter, data, view, spec, hovered, bare],
  );

  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Place => {
    const bounds = box.current!.getBoundingClientRect();
    const across = (clientX - bounds.left - frame.left) / frame.side;
    const down = (clientY - bounds.top - frame.top) / frame.side;
    return { x1: (across * 2 - 1) * PLANE_RADIUS, x2: (1 - down * 2) * PLANE_RADIUS };
  };
  /** Past React: it follows every move of the pointer. */
  const showRing = (place: Place | null): void => {
    const { current } = ring;
    if (!current) return;
    current.hidden = place === null || !isOnPlane(place);
    if (!place) return;
    current.style.left = `${frame.left + planeAcross(place.x1) * frame.side}px`;
    current.style.top = `${frame.top + planeDown(place.x2) * frame.side}px`;
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const isEraser = event.button === ERASER_BUTTON;
    if (stroke.current || !event.isPrimary || (event.button !== 0 && !isEraser)) return;
    const place = placeOf(event);
    if (!isOnPlane(place) || event.target !== box.current?.querySelector('canvas')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const of = beginStroke(isEraser ? { ...pen, tool: 'erase' } : pen, spec, place, between);
    const gesture = newGesture();
    stroke.current = { of, gesture, id: event.pointerId };
    showRing(place);
    change((before) => of.to(before, place), gesture);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const place = placeOf(event);
    showRing(place);
    const { current } = stroke;
    if (current?.id !== event.pointerId) return;
    const path = pathOf(event.nativeEvent).map(placeOf);
    change((before) => path.reduce((next, each) => current.of.to(next, each), before), current.gesture);
  };
  const end = (event: PointerEvent<HTMLElement>): void => {
    if (stroke.current?.id === event.pointerId) stroke.current = null;
    if (event.pointerType === 'touch') showRing(null);
  };
  return (
    <div
      ref={box}
      className={bare ? 'draw-surface draw-surface-bare' : 'draw-surface'}
      role="application"
      tabIndex={0}
      aria-label={say.canvas({
        labels: spec.labels === 'values' ? say.keysOfValues() : say.keysOfClasses({ count: spec.classes }),
      })}
      data-tool={pen.tool}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerLeave={() => stroke.current || showRing(null)}
      {...cross.props}
    >
      <Canvas paint={paint} feeds={FEEDS} label="" />
      <div className="draw-over" style={frameStyle(frame)}>
        <DrawHints drawing={drawing} />
        {cross.shown && <div className="draw-cross" style={placeStyle(cross.at)} />}
      </div>
      <div
        ref={ring}
        hidden
        className="draw-ring"
        style={
          {
            '--ring': `${(pen.radius / PLANE_RADIUS) * frame.side}px`,
            '--ring-color': pen.tool === 'brush' ? labelColor(pen.label, classes.length) : 'var(--ink)',
          } as CSSProperties
        }
      />
    </div>
  );
}

const FEEDS = [snapshotFeed, dataFeed];

const between = (from: number, to: number): number => from + Math.random() * (to - from);

const frameStyle = ({ left, top, side }: ReturnType<typeof mapFrame>): CSSProperties => ({
  left,
  top,
  width: side,
  height: side,
});

const placeStyle = ({ x1, x2 }: Place): CSSProperties => ({
  left: `${planeAcross(x1) * 100}%`,
  top: `${planeDown(x2) * 100}%`,
});

/** Where the pointer was since the last event; browsers without it tell only the last place. */
function pathOf(event: globalThis.PointerEvent): readonly globalThis.PointerEvent[] {
  const path = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : [];
  return path.length > 0 ? path : [event];
}
