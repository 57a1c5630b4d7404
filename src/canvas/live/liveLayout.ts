/**
 * Geometry of the live view, read from left to right (on a phone from top to bottom): the requests, the queue, the next batch, the
 * instances that compute, and the answers. Positions of dots are centres, in CSS pixels.
 */

export interface LiveNeeds {
  /** 1: requests are computed one by one, so no batch gathers. */
  readonly maxBatchSize: number;
  readonly instances: number;
  /** Rows of tables and images are tiles, which want a wider field than points of the plane. */
  readonly hasTiles: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A grid of dot positions, filled row by row from its first one. */
export interface DotGrid extends Point {
  readonly columns: number;
  readonly pitch: number;
}

export interface InstanceBox extends Box {
  readonly dots: DotGrid;
}

export const CAPTIONS = ['requests', 'waiting', 'batch', 'computing', 'answers'] as const;
export type Caption = (typeof CAPTIONS)[number];

export interface LiveLayout {
  readonly isUpright: boolean;
  readonly requests: Box;
  readonly answers: Box;
  /** Where the ways of all requests meet, and where those of the answers part. */
  readonly mouth: Point;
  readonly exit: Point;
  /** The queue is a block that grows from its head away from the batch: `breadth` dots beside each other. */
  readonly queue: Point & { readonly breadth: number; readonly length: number; readonly pitch: number };
  /** null where requests are computed one by one. */
  readonly batch: DotGrid | null;
  readonly boxes: readonly InstanceBox[];
  readonly radius: number;
  /** Requests per dot, so that a full batch fits. */
  readonly perDot: number;
  /** Dots of a full batch. */
  readonly slots: number;
  /** Where each stage begins: x on a desktop, y on a phone. Its caption may have to begin earlier. */
  readonly captions: Readonly<Record<Caption, number>>;
}

const QUEUE_PITCH_PX = 5.6;
const DOT_PITCH_PX = 11;
const LEAST_PITCH_PX = 5;
/** Above this pitch a batch is drawn as a square; below, as wide as it must be. */
const SQUARE_PITCH_PX = 6;
const BOX_INSET_PX = 6;
const GOLDEN_WIDTH = 1.62;
const NARROW_PX = 600;

export function liveLayout(widthPx: number, heightPx: number, needs: LiveNeeds): LiveLayout {
  return heightPx > widthPx ? upright(widthPx, heightPx, needs) : across(widthPx, heightPx, needs);
}

/** Stages from left to right. Shares of the space between the two fields, as drawn in the design. */
function across(widthPx: number, heightPx: number, needs: LiveNeeds): LiveLayout {
  const middle = heightPx / 2;
  const most = widthPx * (widthPx < NARROW_PX ? 0.2 : 0.24);
  const side = Math.min(heightPx - 2, most);
  const fieldWidth = needs.hasTiles ? Math.min((heightPx - 2) * GOLDEN_WIDTH, most) : side;
  const fieldHeight = needs.hasTiles ? heightPx - 2 : side;
  const top = middle - fieldHeight / 2;
  const from = fieldWidth + 1;
  const gap = widthPx - 2 * from;
  const hasBatch = needs.maxBatchSize > 1;
  const grids = dotGrids(gap * 0.2, heightPx, needs);
  const [batchX, deviceX] = hasBatch
    ? [from + gap * 0.4, from + gap * 0.4 + grids.width + gap * 0.07]
    : [0, from + gap * 0.48];
  const boxes = instanceBoxes(deviceX, middle, grids, needs.instances, false);
  const last = boxes.at(-1)!;
  const headX = (hasBatch ? batchX : deviceX) - Math.max(10, gap * 0.03);
  const pitch = QUEUE_PITCH_PX;
  const mouthX = Math.min(from + gap * 0.126, headX - pitch);
  return {
    isUpright: false,
    requests: { x: 1, y: top, width: fieldWidth - 1, height: fieldHeight },
    answers: { x: widthPx - fieldWidth, y: top, width: fieldWidth - 1, height: fieldHeight },
    mouth: { x: mouthX, y: middle },
    exit: { x: last.x + last.width + 4, y: middle },
    queue: {
      x: headX,
      y: middle,
      pitch,
      breadth: Math.max(1, Math.min(11, Math.floor((heightPx - 8) / pitch))),
      length: Math.max(1, Math.floor((headX - mouthX) / pitch)),
    },
    batch: hasBatch ? { ...grids.at(batchX, middle - grids.height / 2), ...grids.shape } : null,
    boxes,
    radius: grids.radius,
    perDot: grids.perDot,
    slots: grids.slots,
    captions: {
      requests: 0,
      waiting: mouthX + gap * 0.02,
      batch: batchX,
      computing: deviceX,
      answers: widthPx - fieldWidth,
    },
  };
}

/** Stages from top to bottom, with the captions to the left of them. */
function upright(widthPx: number, heightPx: number, needs: LiveNeeds): LiveLayout {
  const middle = widthPx / 2 + 20;
  const room = widthPx - middle - 4;
  const side = Math.min(heightPx * 0.25, 2 * room);
  const answerSide = Math.min(heightPx * 0.31, 2 * room);
  const width = (height: number): number =>
    needs.hasTiles ? Math.min(2 * room, height * GOLDEN_WIDTH) : height;
  const gap = heightPx - side - answerSide;
  const hasBatch = needs.maxBatchSize > 1;
  const grids = dotGrids(2 * room - 2 * BOX_INSET_PX, gap * 0.2, needs);
  const batchY = side + gap * 0.36;
  const deviceY = hasBatch ? batchY + grids.height + gap * 0.09 : side + gap * 0.5;
  const boxes = instanceBoxes(middle, deviceY, grids, needs.instances, true);
  const last = boxes.at(-1)!;
  const pitch = QUEUE_PITCH_PX + 0.4;
  const headY = (hasBatch ? batchY : deviceY) - 12;
  const mouthY = Math.min(side + gap * 0.12, headY - pitch);
  return {
    isUpright: true,
    requests: { x: middle - width(side) / 2, y: 1, width: width(side), height: side - 1 },
    answers: {
      x: middle - width(answerSide) / 2,
      y: heightPx - answerSide,
      width: width(answerSide),
      height: answerSide - 1,
    },
    mouth: { x: middle, y: mouthY },
    exit: { x: middle, y: last.y + last.height + 4 },
    queue: {
      x: middle,
      y: headY,
      pitch,
      breadth: Math.max(1, Math.min(24, Math.floor((2 * room) / pitch) - 2)),
      length: Math.max(1, Math.floor((headY - mouthY) / pitch)),
    },
    batch: hasBatch ? { ...grids.at(middle - grids.width / 2, batchY), ...grids.shape } : null,
    boxes,
    radius: grids.radius,
    perDot: grids.perDot,
    slots: grids.slots,
    captions: {
      requests: 0,
      waiting: Math.max(mouthY, headY - 34),
      batch: batchY - 4,
      computing: deviceY - 4,
      answers: heightPx - answerSide,
    },
  };
}

interface Grids {
  readonly width: number;
  readonly height: number;
  readonly shape: { readonly columns: number; readonly pitch: number };
  readonly radius: number;
  readonly perDot: number;
  readonly slots: number;
  /** The first dot of a grid whose box has its corner here. */
  at(x: number, y: number): Point;
}

/** One grid for batch and device, as large as both allow; several requests per dot where even small dots do not fit. */
function dotGrids(widthPx: number, heightPx: number, { maxBatchSize, instances }: LiveNeeds): Grids {
  // Instances lie above each other, so each has its share of the height.
  const height = Math.max(LEAST_PITCH_PX, heightPx / Math.max(1, instances) - 2 * BOX_INSET_PX - 3);
  const width = Math.max(LEAST_PITCH_PX, widthPx);
  const room = (pitch: number): number =>
    Math.max(1, Math.floor(width / pitch)) * Math.max(1, Math.floor(height / pitch));
  const fits = (pitch: number): boolean =>
    pitch > SQUARE_PITCH_PX
      ? Math.ceil(Math.sqrt(maxBatchSize)) * pitch <= Math.min(width, height)
      : room(pitch) >= maxBatchSize;
  let pitch = DOT_PITCH_PX;
  while (pitch > LEAST_PITCH_PX && !fits(pitch)) pitch -= 0.5;
  const perDot = Math.max(1, Math.ceil(maxBatchSize / room(pitch)));
  const slots = Math.ceil(maxBatchSize / perDot);
  const rowsAtMost = Math.max(1, Math.floor(height / pitch));
  // A batch of 64 is drawn 8 × 8; wider where the height is too small.
  const widest = Math.max(1, Math.floor(width / pitch));
  const columns = Math.min(widest, Math.max(Math.ceil(slots / rowsAtMost), Math.ceil(Math.sqrt(slots))));
  const rows = Math.ceil(slots / columns);
  return {
    width: columns * pitch,
    height: rows * pitch,
    shape: { columns, pitch },
    radius: Math.max(1.6, Math.min(4, pitch * 0.36)),
    perDot,
    slots,
    at: (x, y) => ({ x: x + pitch / 2, y: y + pitch / 2 }),
  };
}

/** Boxes above each other around a middle (x is their left edge), or beside each other below y (x is their middle). */
function instanceBoxes(
  x: number,
  y: number,
  grids: Grids,
  instances: number,
  beside: boolean,
): InstanceBox[] {
  const count = Math.max(1, instances);
  const [width, height] = [grids.width + 2 * BOX_INSET_PX, grids.height + 2 * BOX_INSET_PX];
  const between = 3;
  return Array.from({ length: count }, (_, i) => {
    const corner = beside
      ? { x: x - width / 2, y: y + i * (height + between) }
      : { x, y: y - (count * (height + between) - between) / 2 + i * (height + between) };
    const dots = { ...grids.at(corner.x + BOX_INSET_PX, corner.y + BOX_INSET_PX), ...grids.shape };
    return { ...corner, width, height, dots };
  });
}

/** Centre of the dot with this index in a grid. */
export function dotPosition(grid: DotGrid, slot: number): Point {
  return {
    x: grid.x + (slot % grid.columns) * grid.pitch,
    y: grid.y + Math.floor(slot / grid.columns) * grid.pitch,
  };
}

/** Centre of a dot in the queue; those that do not fit lie on the last ones. */
export function queuePosition({ queue, isUpright }: LiveLayout, slot: number): Point {
  const along = Math.min(queue.length, Math.floor(slot / queue.breadth)) * queue.pitch;
  const beside = ((slot % queue.breadth) - (queue.breadth - 1) / 2) * queue.pitch;
  return isUpright
    ? { x: queue.x + beside, y: queue.y - along }
    : { x: queue.x - along, y: queue.y + beside };
}

/** The way between a field and the mouth or the exit: a cubic Bézier curve that leaves and arrives straight. */
export function wayBetween(
  from: Point,
  to: Point,
  isUpright: boolean,
): readonly [Point, Point, Point, Point] {
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  return isUpright
    ? [from, { x: from.x, y }, { x: to.x, y }, to]
    : [from, { x, y: from.y }, { x, y: to.y }, to];
}

/** Where a dot is on its way, at a share from 0 to 1 (de Casteljau in closed form). */
export function alongWay([a, b, c, d]: readonly [Point, Point, Point, Point], share: number): Point {
  const left = 1 - share;
  const [wa, wb, wc, wd] = [left ** 3, 3 * left ** 2 * share, 3 * left * share ** 2, share ** 3];
  return {
    x: wa * a.x + wb * b.x + wc * c.x + wd * d.x,
    y: wa * a.y + wb * b.y + wc * c.y + wd * d.y,
  };
}
