/**
 * Drawn points and what can be done to them. An experiment holds them as a text of five characters a point, which is also what a
 * link holds: 11 bits for each coordinate, 8 for the label, in base64url. Coordinates are kept to 0.006, so that a point is at most
 * 0.003 from where it was put, an eighth of a pixel on a map of 480; values to 0.01. Every function here is pure.
 */
import { PLANE_RADIUS, type LabelledPoint } from '#datasets/Points.ts';
import { failed } from '#messages/Failure.ts';
import { pointNotFinite } from '#messages/generated/experimentErrors.ts';
import type { DataSpec } from './experiment.ts';
import { LIMITS } from './limits.ts';

export type DrawnSpec = NonNullable<DataSpec['drawn']>;

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 5;
/** Steps across the plane, 0.006 each. */
const STEPS = 2_000;
/** Steps from −1 to 1, 0.01 each. */
const VALUE_STEPS = 200;

export const drawnCount = ({ points }: Pick<DrawnSpec, 'points'>): number =>
  Math.floor(points.length / LENGTH);

/** @returns the points in the order in which they were put; a label is a class index, or a value from −1 to 1 */
export function drawnPoints({ points, labels }: DrawnSpec): LabelledPoint[] {
  return Array.from({ length: drawnCount({ points }) }, (_, i) => {
    const { x, y, label } = unpacked(points, i);
    return [coordinate(x), coordinate(y), labels === 'values' ? (label - VALUE_STEPS / 2) / 100 : label];
  });
}

/**
 * The text of these points. Points outside the plane are moved to its edge, values beyond ±1 to these, classes to the last one.
 * @throws RangeError for a number that is not finite
 */
export function packPoints(
  points: readonly LabelledPoint[],
  spec: Pick<DrawnSpec, 'labels' | 'classes'>,
): string {
  return points.map((point) => packed(point, spec)).join('');
}

/** Why this text is none of points; null where it is. `at` is the number of the first wrong point, from 0. */
export function pointsFault({ points, labels, classes }: DrawnSpec): { readonly at: number } | null {
  const most = labels === 'values' ? VALUE_STEPS : classes - 1;
  if (/^[\w-]*$/.test(points) && points.length % LENGTH === 0) {
    for (let i = 0; i < points.length / LENGTH; i++) {
      const { x, y, label } = unpacked(points, i);
      if (x > STEPS || y > STEPS || label > most) return { at: i };
    }
    return null;
  }
  const wrong = points.search(/[^\w-]/);
  return { at: Math.floor((wrong < 0 ? points.length : wrong) / LENGTH) };
}

/** Puts points in at the end, as many as there is room for. */
export function addPoints(spec: DrawnSpec, points: readonly LabelledPoint[]): DrawnSpec {
  const room = LIMITS.drawnPoints - drawnCount(spec);
  return { ...spec, points: spec.points + packPoints(points.slice(0, Math.max(0, room)), spec) };
}

/** Takes out all points within `radius` of (x1, x2). */
export function erasePoints(spec: DrawnSpec, x1: number, x2: number, radius: number): DrawnSpec {
  return mapped(spec, (point) => (distance(point, x1, x2) <= radius ? null : point));
}

/** Gives all points within `radius` of (x1, x2) this class or value. */
export function relabelPoints(
  spec: DrawnSpec,
  x1: number,
  x2: number,
  radius: number,
  label: number,
): DrawnSpec {
  return mapped(spec, (point) => (distance(point, x1, x2) <= radius ? [point[0], point[1], label] : point));
}

/** Moves the point of this index. No change where there is none. */
export function movePoint(spec: DrawnSpec, index: number, x1: number, x2: number): DrawnSpec {
  return mapped(spec, (point, i) => (i === index ? [x1, x2, point[2]] : point));
}

/** Index of the nearest point within `radius` of (x1, x2), the last one put of equals; −1 where there is none. */
export function nearestPoint(spec: DrawnSpec, x1: number, x2: number, radius: number): number {
  let best = -1;
  let least = radius;
  drawnPoints(spec).forEach((point, i) => {
    const far = distance(point, x1, x2);
    if (far <= least) [best, least] = [i, far];
  });
  return best;
}

export const clearPoints = (spec: DrawnSpec): DrawnSpec => ({ ...spec, points: '' });

/** Another number of classes. Points of a class that is no more get the last one, so that none is lost. */
export function withClasses(spec: DrawnSpec, classes: number): DrawnSpec {
  const next = { ...spec, classes };
  return spec.labels === 'values' ? next : { ...next, points: packPoints(drawnPoints(spec), next) };
}

/**
 * Classes as values, evenly from −1 to 1, or values as the nearest class, so that there and back is the same.
 */
export function withLabels(spec: DrawnSpec, labels: DrawnSpec['labels']): DrawnSpec {
  if (labels === spec.labels) return spec;
  const last = spec.classes - 1;
  const points = drawnPoints(spec).map(([x1, x2, label]): LabelledPoint =>
    labels === 'values' ? [x1, x2, (2 * label) / last - 1] : [x1, x2, Math.round(((label + 1) / 2) * last)],
  );
  const next = { ...spec, labels };
  return { ...next, points: packPoints(points, next) };
}

function mapped(
  spec: DrawnSpec,
  change: (point: LabelledPoint, index: number) => LabelledPoint | null,
): DrawnSpec {
  const kept = drawnPoints(spec).map(change);
  const points = packPoints(
    kept.filter((point) => point !== null),
    spec,
  );
  return points === spec.points ? spec : { ...spec, points };
}

const distance = ([a, b]: LabelledPoint, x1: number, x2: number): number => Math.hypot(a - x1, b - x2);

/** The nearest double of the decimal: k·0.006 − 6. */
const coordinate = (step: number): number => (step * 6 - 6_000) / 1_000;

function packed(
  [x1, x2, label]: LabelledPoint,
  { labels, classes }: Pick<DrawnSpec, 'labels' | 'classes'>,
): string {
  if (!(Number.isFinite(x1) && Number.isFinite(x2) && Number.isFinite(label))) {
    throw failed(pointNotFinite({ x1: String(x1), x2: String(x2), label: String(label) }), RangeError);
  }
  const step = (x: number): number => bounded(Math.round(((x + PLANE_RADIUS) * 1_000) / 6), STEPS);
  const mark =
    labels === 'values'
      ? bounded(Math.round(label * 100) + VALUE_STEPS / 2, VALUE_STEPS)
      : bounded(Math.round(label), classes - 1);
  let number = (step(x1) * 2_048 + step(x2)) * 256 + mark;
  let text = '';
  for (let i = 0; i < LENGTH; i++) {
    text = CHARACTERS.charAt(number % 64) + text;
    number = Math.floor(number / 64);
  }
  return text;
}

function unpacked(points: string, index: number): { x: number; y: number; label: number } {
  let number = 0;
  for (let i = 0; i < LENGTH; i++) number = number * 64 + digit(points.charCodeAt(index * LENGTH + i));
  return {
    x: Math.floor(number / 524_288),
    y: Math.floor(number / 256) % 2_048,
    label: number % 256,
  };
}

/** Value of a character of base64url. */
function digit(code: number): number {
  if (code >= 97) return code - 71;
  if (code === 95) return 63;
  if (code >= 65) return code - 65;
  return code === 45 ? 62 : code + 4;
}

const bounded = (value: number, most: number): number => Math.min(most, Math.max(0, value));
