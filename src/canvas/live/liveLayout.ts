/** Geometry of the live view: its four stages (fan-in and queue, batch, instances, fan-out) and the positions of dots in them. */

export interface LiveNeeds {
  readonly maxBatchSize: number;
  readonly instances: number;
}

/** A grid of dot positions, filled row by row. */
export interface DotGrid {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly pitch: number;
}

export interface InstanceBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly dots: DotGrid;
}

export interface LiveLayout {
  readonly height: number;
  readonly middle: number;
  /** Left edges of queue, batch, device and responses, and the right end. */
  readonly edges: readonly [number, number, number, number, number];
  /** First position of the queue; the others are to its left. */
  readonly queueX: number;
  readonly queuePitch: number;
  /** Dots that fit into the queue. */
  readonly queueRoom: number;
  readonly batch: DotGrid;
  readonly boxes: readonly InstanceBox[];
  readonly radius: number;
  /** Requests per dot, so that a full batch fits. */
  readonly perDot: number;
}

/** Shares of the width at which the stages begin; `live-heads` in LiveView.css repeats them. */
export const STAGE_SHARES = [0, 0.22, 0.42, 0.7] as const;
/** Number of curves on which requests come in, and responses go out. */
export const STREAMS = 12;

const GAP_PX = 14;
const DOT_PITCH_PX = 15;
const LEAST_PITCH_PX = 6;
/** Boxes at least this wide show their name beside the dots. */
export const NAMED_PX = 150;
const NAME_PX = 84;

export function liveLayout(widthPx: number, heightPx: number, needs: LiveNeeds): LiveLayout {
  const [e0, e1, e2, e3] = STAGE_SHARES.map((share) => share * widthPx) as [number, number, number, number];
  const batchWidth = e2 - e1 - GAP_PX - 8;
  const boxes = boxRects(e2, e3 - e2 - GAP_PX, heightPx, needs.instances);
  const box = boxes[0]!;
  // The device has the least room for a batch, so it decides the size of dots and the requests per dot.
  const boxRoom = box.width - (box.width >= NAMED_PX ? NAME_PX : 10);
  const inBox = fitDots(boxRoom, box.height - 4, needs.maxBatchSize);
  const inBatch = fitDots(batchWidth, heightPx - 4, needs.maxBatchSize);
  const perDot = Math.max(inBox.perDot, inBatch.perDot);
  const places = Math.ceil(needs.maxBatchSize / perDot);
  const batch = fitDots(batchWidth, heightPx - 4, places);
  const onDevice = fitDots(boxRoom, box.height - 4, places);
  const rows = Math.ceil(places / batch.columns);
  const radius = Math.max(2, Math.min(4, onDevice.pitch / 2 - 1, batch.pitch / 2 - 1));
  const queueX = e1 - GAP_PX - 10;
  const queuePitch = Math.max(7, radius * 2 + 2);
  const boxRows = Math.ceil(places / onDevice.columns);
  return {
    height: heightPx,
    middle: heightPx / 2,
    edges: [e0, e1, e2, e3, widthPx],
    queueX,
    queuePitch,
    queueRoom: Math.max(1, Math.floor((e1 - GAP_PX) / 2 / queuePitch)),
    batch: {
      x: e1 + 4 + batch.pitch / 2,
      y: heightPx / 2 - ((rows - 1) / 2) * batch.pitch,
      columns: batch.columns,
      pitch: batch.pitch,
    },
    boxes: boxes.map((rect) => ({
      ...rect,
      dots: {
        x: rect.x + 6 + onDevice.pitch / 2,
        y: rect.y + rect.height / 2 - ((boxRows - 1) / 2) * onDevice.pitch,
        columns: onDevice.columns,
        pitch: onDevice.pitch,
      },
    })),
    radius,
    perDot,
  };
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One column up to two boxes, two columns beyond. */
function boxRects(x: number, width: number, height: number, instances: number): Rect[] {
  const count = Math.max(1, instances);
  const columns = count > 2 ? 2 : 1;
  const rows = Math.ceil(count / columns);
  const gap = rows > 2 ? 3 : 6;
  const boxWidth = (width - (columns - 1) * 6) / columns;
  const boxHeight = Math.min(80, (height - (rows - 1) * gap) / rows);
  const top = (height - rows * boxHeight - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, i) => ({
    x: x + (i % columns) * (boxWidth + 6),
    y: top + Math.floor(i / columns) * (boxHeight + gap),
    width: boxWidth,
    height: boxHeight,
  }));
}

/** The largest pitch at which all dots fit; several requests per dot where even the smallest pitch does not. */
function fitDots(
  width: number,
  height: number,
  count: number,
): { columns: number; pitch: number; perDot: number } {
  const room = (pitch: number): number =>
    Math.max(1, Math.floor(width / pitch)) * Math.max(1, Math.floor(height / pitch));
  let pitch = DOT_PITCH_PX;
  while (pitch > LEAST_PITCH_PX && room(pitch) < count) pitch -= 1;
  const widest = Math.max(1, Math.floor(width / pitch));
  // About square, as a batch of 16 is drawn 4 × 4; wider where the height is too small.
  const least = Math.ceil(count / Math.max(1, Math.floor(height / pitch)));
  const columns = Math.min(widest, Math.max(least, Math.ceil(Math.sqrt(count))));
  return { columns, pitch, perDot: Math.max(1, Math.ceil(count / room(pitch))) };
}

/** Centre of the dot with this index in a grid. */
export function dotPosition(grid: DotGrid, entry: number): { x: number; y: number } {
  return {
    x: grid.x + (entry % grid.columns) * grid.pitch,
    y: grid.y + Math.floor(entry / grid.columns) * grid.pitch,
  };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
type Curve = readonly [Point, Point, Point, Point];

/** From a caller at the left edge to the tail of the queue. */
export function inCurve(layout: LiveLayout, stream: number): Curve {
  const [left, right] = [layout.edges[0], layout.queueX - layout.queueRoom * layout.queuePitch];
  const y = streamY(layout, stream);
  const bend = (right - left) * 0.55;
  return [
    { x: left, y },
    { x: left + bend, y },
    { x: right - bend, y: layout.middle },
    { x: right, y: layout.middle },
  ];
}

/** From the device back to the caller, at the right. */
export function outCurve(layout: LiveLayout, stream: number): Curve {
  const [left, right] = [layout.edges[3] - 4, layout.edges[4] - 6];
  const y = streamY(layout, stream);
  const bend = (right - left) * 0.45;
  return [
    { x: left, y: layout.middle },
    { x: left + bend, y: layout.middle },
    { x: right - bend, y },
    { x: right, y },
  ];
}

/** A point of a cubic Bézier curve, `share` from 0 to 1. */
export function alongCurve([a, b, c, d]: Curve, share: number): Point {
  const rest = 1 - share;
  const [wa, wb, wc, wd] = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3];
  return {
    x: wa * a.x + wb * b.x + wc * c.x + wd * d.x,
    y: wa * a.y + wb * b.y + wc * c.y + wd * d.y,
  };
}

function streamY(layout: LiveLayout, stream: number): number {
  return ((stream + 0.5) / STREAMS) * layout.height;
}
