/** Test support: 64 points of the plane that a run asks, as the live view takes them. */
import type { LiveRows } from '../live/liveFields.ts';

export const PLANE_ROWS: LiveRows = {
  rawRows: Float32Array.from({ length: 128 }, (_, i) => ((i * 37) % 120) / 10 - 6),
  rawWidth: 2,
  labels: new Float32Array(64).fill(-1),
  asked: 64,
  isPlane: true,
  imageSide: 0,
  classText: String,
};
