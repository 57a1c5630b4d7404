/**
 * Dots that wait glide to their places: each frame takes a dot part of the way (exponential smoothing), so that a queue moves up
 * without jumps, whatever the frame rate. Dots on their way are where the trace says.
 */
import type { LiveDot } from './liveMoment.ts';
import type { Point } from './liveLayout.ts';

/** After this time on the screen 63 % of the way is done. */
const TIME_CONSTANT_MS = 45;

export interface Glide {
  /** The dots as they are drawn after `passedMs` on the screen; Infinity puts each at its place. */
  move(dots: readonly LiveDot[], passedMs: number): readonly (LiveDot & Point)[];
}

export function createGlide(): Glide {
  let before = new Map<number, Point>();
  return {
    move(dots, passedMs) {
      const share = 1 - Math.exp(-passedMs / TIME_CONSTANT_MS);
      const now = new Map<number, Point>();
      const moved = dots.map((dot) => {
        const last = dot.glides ? before.get(dot.entry) : undefined;
        const at = last
          ? { x: last.x + (dot.x - last.x) * share, y: last.y + (dot.y - last.y) * share }
          : { x: dot.x, y: dot.y };
        now.set(dot.entry, at);
        return { ...dot, ...at };
      });
      before = now;
      return moved;
    },
  };
}
