/**
 * Keyboard reading of the output map: a cursor moved by arrow keys, with the prediction at it as text, and the map as a coarse
 * table for screen readers.
 */
import { useId, useState, type CSSProperties, type KeyboardEvent, type RefObject } from 'react';
import { mapFrame } from '#canvas/paintPredictionMap.ts';
import { PLANE_RADIUS, planeAcross, planeDown } from '#datasets/Points.ts';
import * as say from '#messages/generated/plane.ts';
import { coarseTable, pointLabel, sharesText, type OutputGrid } from '#scene/output/planeText.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { PictureCursor } from '../pictures/PictureCursor.tsx';
import { PictureTable } from '../pictures/PictureTable.tsx';
import { useTextFeed } from '../pictures/useTextFeed.ts';
import { useFacts } from '../useExperiment.ts';

const STEP = 0.5;
const ROUND = 10;

interface MapReaderProps {
  /** The box whose first child is the map's canvas. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly withScale: boolean;
}

export function MapReader({ box, withScale }: MapReaderProps) {
  const [at, setAt] = useState({ x1: 0, x2: 0 });
  const [shown, setShown] = useState(false);
  const id = useId();
  const snapshot = useTextFeed(snapshotFeed);
  const { classes } = useFacts();
  const grid = gridOf(snapshot, classes);
  if (!grid) return null;
  const now = shown ? (gridOf(snapshotFeed.latest, classes) ?? grid) : grid;
  const text = pointLabel(now, at.x1, at.x2);
  const move = (x1: number, x2: number): void => {
    const within = (x: number): number =>
      Math.round(Math.min(PLANE_RADIUS, Math.max(-PLANE_RADIUS, x)) * ROUND) / ROUND;
    setAt({ x1: within(x1), x2: within(x2) });
    setShown(true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(at.x1, at.x2 + by);
  };
  const table = coarseTable(grid);
  return (
    <>
      <PictureCursor
        label={say.placeOnMap()}
        describedBy={id}
        min={-PLANE_RADIUS}
        max={PLANE_RADIUS}
        step={STEP}
        value={at.x1}
        text={text}
        onChange={(x1) => move(x1, at.x2)}
        onKeyDown={onKeyDown}
        onBlur={() => setShown(false)}
      />
      {shown && (
        <>
          <div
            className="map-cursor"
            style={cursorStyle(box.current?.querySelector('canvas'), at, withScale)}
          />
          <p className="map-readout" data-at={at.x2 > 0 ? 'bottom' : 'top'} aria-hidden>
            {text}
          </p>
        </>
      )}
      <PictureTable id={id} summary={sharesText(grid)} caption={say.answersOnPlane()} {...table} />
    </>
  );
}

function gridOf(snapshot: typeof snapshotFeed.latest, classes: readonly string[]): OutputGrid | null {
  const map = snapshot?.outputMap;
  return snapshot && map ? { shape: snapshot.shape, map, classes } : null;
}

function cursorStyle(
  canvas: HTMLCanvasElement | null | undefined,
  { x1, x2 }: { readonly x1: number; readonly x2: number },
  withScale: boolean,
): CSSProperties {
  if (!canvas) return {};
  const { left, top, side } = mapFrame(canvas.clientWidth, canvas.clientHeight, withScale);
  return {
    left: canvas.offsetLeft + left + planeAcross(x1) * side,
    top: canvas.offsetTop + top + planeDown(x2) * side,
  };
}
