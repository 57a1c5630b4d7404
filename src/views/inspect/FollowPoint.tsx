/** A click on the map follows the sample there; while one is followed its place is marked, and any place of the plane can be followed. */
import { useEffect, type CSSProperties, type RefObject } from 'react';
import { useStore } from 'zustand';
import { mapFrame } from '#canvas/paintPredictionMap.ts';
import { PLANE_RADIUS, planeAcross, planeDown } from '#datasets/Points.ts';
import { nearestSample, sampleRow } from '#scene/inspect/followedRow.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { dataFeed } from '#state/feeds.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { follow } from './follow.ts';
import './FollowOverlay.css';

interface FollowPointProps {
  /** The box of the map; its first child is the canvas. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly withScale: boolean;
}

/** Reach of a click in px. */
const REACH_PX = 9;

export function FollowPoint({ box, withScale }: FollowPointProps) {
  const commands = useCommands();
  const isOpen = useExperiment(({ view }) => view.dock === 'inspect' && view.inspect === 'sample');
  const data = useFeed(dataFeed);
  const followed = useStore(inspectStore, (state) => state.followed);
  useEffect(() => {
    const element = box.current?.querySelector('canvas') ?? null;
    if (!element) return undefined;
    const placeOf = (event: MouseEvent): { at: [number, number]; perPx: number } => {
      const bounds = element.getBoundingClientRect();
      const { left, top, side } = mapFrame(element.clientWidth, element.clientHeight, withScale);
      const perPx = (2 * PLANE_RADIUS) / side;
      const x1 = (event.clientX - bounds.left - left) * perPx - PLANE_RADIUS;
      const x2 = PLANE_RADIUS - (event.clientY - bounds.top - top) * perPx;
      return { at: [x1, x2], perPx };
    };
    const shown = (): ('train' | 'test')[] => {
      const { showTrain, showTest } = experimentStore.getState().experiment.view;
      return [...(showTrain ? (['train'] as const) : []), ...(showTest ? (['test'] as const) : [])];
    };
    const onClick = (event: MouseEvent): void => {
      const { at, perPx } = placeOf(event);
      const present = dataFeed.latest;
      if (!present || Math.max(...at.map(Math.abs)) > PLANE_RADIUS) return;
      const near = nearestSample(present, at, REACH_PX * perPx, shown());
      if (near) follow(commands, near);
      else if (isOpen) follow(commands, { raw: Float32Array.from(at) });
    };
    element.addEventListener('click', onClick);
    return () => element.removeEventListener('click', onClick);
  }, [box, commands, isOpen, withScale]);
  const place = isOpen ? sampleRow(data, followed)?.raw : undefined;
  if (!place || place.length !== 2) return null;
  return (
    <div className="follow-mark" style={markStyle(box.current?.querySelector('canvas'), place, withScale)} />
  );
}

function markStyle(
  canvas: HTMLCanvasElement | null | undefined,
  place: Float32Array,
  withScale: boolean,
): CSSProperties {
  if (!canvas) return { display: 'none' };
  const { left, top, side } = mapFrame(canvas.clientWidth, canvas.clientHeight, withScale);
  return {
    left: canvas.offsetLeft + left + planeAcross(place[0]!) * side,
    top: canvas.offsetTop + top + planeDown(place[1]!) * side,
  };
}
