/**
 * What a stroke of the pointer does to drawn points. The brush puts points at even distances along its path, each somewhere in its
 * ring, so that slow and fast strokes give the same density; the first one lies exactly where the pointer came down.
 */
import { PLANE_RADIUS, type LabelledPoint } from '#datasets/Points.ts';
import { addPoints, erasePoints, movePoint, nearestPoint, type DrawnSpec } from '#experiment/drawnPoints.ts';

export interface Place {
  readonly x1: number;
  readonly x2: number;
}

export type Tool = 'brush' | 'erase' | 'move';

export interface Pen {
  readonly tool: Tool;
  /** Class index, or a value from −1 to 1. */
  readonly label: number;
  /** Of the ring, in units of the plane. */
  readonly radius: number;
}

export const BRUSH = { min: 0.1, max: 2, step: 0.1, start: 0.5 } as const;

/** How near a point must be to be picked up, by pointer or crosshair, in units of the plane. */
export const REACH = 0.5;

export interface Stroke {
  /** These points with the stroke from its last place to here. */
  to(spec: DrawnSpec, place: Place): DrawnSpec;
}

/**
 * Begins where the pointer comes down; call `to` with the same place first.
 * @param uniform random numbers in [from, to)
 */
export function beginStroke(
  pen: Pen,
  spec: DrawnSpec,
  start: Place,
  uniform: (from: number, to: number) => number,
): Stroke {
  if (pen.tool === 'move') return moving(spec, start);
  return pen.tool === 'erase' ? erasing(pen) : putting(pen, uniform);
}

function putting({ label, radius }: Pen, uniform: (from: number, to: number) => number): Stroke {
  let last: Place | null = null;
  let walked = 0;
  return {
    to(spec, place) {
      if (!last) {
        last = place;
        return isOnPlane(place) ? addPoints(spec, [[place.x1, place.x2, label]]) : spec;
      }
      const every = spacing(radius);
      const distance = Math.hypot(place.x1 - last.x1, place.x2 - last.x2);
      if (distance === 0) return spec;
      const points: LabelledPoint[] = [];
      for (walked += distance; walked >= every; walked -= every) {
        const share = Math.max(0, 1 - (walked - every) / distance);
        const [angle, away] = [uniform(0, 2 * Math.PI), radius * Math.sqrt(uniform(0, 1))];
        const x1 = last.x1 + (place.x1 - last.x1) * share + Math.cos(angle) * away;
        const x2 = last.x2 + (place.x2 - last.x2) * share + Math.sin(angle) * away;
        if (isOnPlane({ x1, x2 })) points.push([x1, x2, label]);
      }
      last = place;
      return points.length === 0 ? spec : addPoints(spec, points);
    },
  };
}

function erasing({ radius }: Pen): Stroke {
  let last: Place | null = null;
  return {
    to(spec, place) {
      const from = last ?? place;
      last = place;
      const steps = Math.max(1, Math.ceil(Math.hypot(place.x1 - from.x1, place.x2 - from.x2) / radius));
      let next = spec;
      for (let i = 1; i <= steps; i++) {
        const x1 = from.x1 + ((place.x1 - from.x1) * i) / steps;
        const x2 = from.x2 + ((place.x2 - from.x2) * i) / steps;
        next = erasePoints(next, x1, x2, radius);
      }
      return next;
    },
  };
}

function moving(before: DrawnSpec, start: Place): Stroke {
  const index = nearestPoint(before, start.x1, start.x2, REACH);
  return {
    to: (spec, { x1, x2 }) => (index < 0 ? spec : movePoint(spec, index, x1, x2)),
  };
}

/** Distance between two points along a path: a wider brush has more room to fill. */
export const spacing = (radius: number): number => Math.min(0.45, Math.max(0.08, 0.09 / radius));

export const isOnPlane = ({ x1, x2 }: Place): boolean =>
  Math.abs(x1) <= PLANE_RADIUS && Math.abs(x2) <= PLANE_RADIUS;

/** The next size of the brush, bigger or smaller. */
export const resized = (radius: number, by: 1 | -1): number =>
  Math.round(Math.min(BRUSH.max, Math.max(BRUSH.min, radius + by * BRUSH.step)) * 10) / 10;
