/** What a key does on the drawing canvas: arrow keys move a crosshair, Enter puts a point there, Delete takes the nearest. */
import { PLANE_RADIUS } from '#datasets/Points.ts';
import type { DrawnSpec } from '#experiment/drawnPoints.ts';
import { resized, type Place, type Tool } from './brush.ts';

const STEP = 0.25;
const LONG_STEP = 1;

export type DrawKey =
  | { readonly kind: 'to'; readonly place: Place }
  | { readonly kind: 'put' }
  | { readonly kind: 'take' }
  | { readonly kind: 'label'; readonly label: number }
  | { readonly kind: 'tool'; readonly tool: Tool }
  | { readonly kind: 'radius'; readonly radius: number };

interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** @returns null for a key that the canvas leaves to the page */
export function drawKey(
  { key, shiftKey }: KeyPress,
  at: Place,
  radius: number,
  { labels, classes }: Pick<DrawnSpec, 'labels' | 'classes'>,
): DrawKey | null {
  const by = shiftKey ? LONG_STEP : STEP;
  switch (key) {
    case 'ArrowLeft':
      return moved(at, -by, 0);
    case 'ArrowRight':
      return moved(at, by, 0);
    case 'ArrowUp':
      return moved(at, 0, by);
    case 'ArrowDown':
      return moved(at, 0, -by);
    case 'Enter':
      return { kind: 'put' };
    case 'Delete':
    case 'Backspace':
      return { kind: 'take' };
    case '[':
      return { kind: 'radius', radius: resized(radius, -1) };
    case ']':
      return { kind: 'radius', radius: resized(radius, 1) };
  }
  if (key.toLowerCase() === 'e') return { kind: 'tool', tool: 'erase' };
  if (key.toLowerCase() === 'm') return { kind: 'tool', tool: 'move' };
  if (!/^[1-9]$/.test(key)) return null;
  const place = Number(key) - 1;
  if (labels === 'values') return place < VALUES.length ? { kind: 'label', label: VALUES[place]! } : null;
  return place < classes ? { kind: 'label', label: place } : null;
}

/** The values of the keys 1 to 5. */
const VALUES = [-1, -0.5, 0, 0.5, 1];

function moved({ x1, x2 }: Place, by1: number, by2: number): DrawKey {
  const within = (x: number): number => Math.min(PLANE_RADIUS, Math.max(-PLANE_RADIUS, x));
  return { kind: 'to', place: { x1: within(x1 + by1), x2: within(x2 + by2) } };
}
