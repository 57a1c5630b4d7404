/** Painter of the live view: the requests, their ways, queue, batch, instances, and the field that the answers paint. */
import { paintPoint, type Mark } from '../paintPoint.ts';
import type { Theme } from '../theme.ts';
import { rowPosition, type LiveRows } from './liveFields.ts';
import { dotPosition, wayBetween, type Box, type LiveLayout, type Point } from './liveLayout.ts';
import type { DotKind, LiveDot, LiveMoment } from './liveMoment.ts';

export interface LiveScene {
  readonly layout: LiveLayout;
  readonly rows: LiveRows | null;
  /** null before the first run: the stages are empty. */
  readonly moment: LiveMoment | null;
  readonly dots: readonly LiveDot[];
  /** Rows that have been sent by now. */
  readonly isSent: (row: number) => boolean;
  /** Draws the answers that have arrived, into a box. */
  readonly paintAnswers: (box: Box) => void;
  /** Draws the rows of a table or images that are asked; unused for the plane. */
  readonly paintRequests: (box: Box) => void;
  /** Shape and colour of the answer at an index of the trace. */
  readonly answerStyle: (entry: number) => { readonly mark: Mark; readonly color: string };
}

/** Ways drawn between a field and the mouth or the exit. */
const WAYS = 9;
/** More points than this would be a grey square. */
const MOST_POINTS = 1_024;

export function paintLiveView(context: CanvasRenderingContext2D, scene: LiveScene, theme: Theme): void {
  const { layout, rows, moment, dots } = scene;
  paintWays(context, layout, theme);
  paintField(context, layout.requests, theme);
  if (rows?.isPlane) paintPoints(context, rows, scene, theme);
  else scene.paintRequests(layout.requests);
  paintField(context, layout.answers, theme);
  scene.paintAnswers(layout.answers);
  paintBatch(context, layout, theme);
  paintInstances(context, layout, moment, theme);
  const colors: Record<Exclude<DotKind, 'answer' | 'lost'>, string> = {
    sent: theme.segQueue,
    queue: theme.segQueue,
    batch: theme.segBatch,
    compute: theme.segCompute,
    readBack: theme.segRead,
  };
  for (const { kind, x, y, opacity, entry } of dots) {
    context.globalAlpha = opacity;
    if (kind === 'answer') {
      const { mark, color } = scene.answerStyle(entry);
      paintPoint(context, x, y, 2.6, mark, color, theme.pointEdge, false);
    } else if (kind === 'lost') paintCross(context, x, y, theme);
    else {
      const isSmall = kind === 'sent' || kind === 'queue';
      dot(context, x, y, isSmall ? 2 : layout.radius, colors[kind]);
    }
  }
  context.globalAlpha = 1;
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number, color: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

/** From each part of a field's edge to the mouth, through the stages, and from the exit to the other field. */
function paintWays(context: CanvasRenderingContext2D, layout: LiveLayout, theme: Theme): void {
  const { requests, answers, mouth, exit, isUpright } = layout;
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  context.beginPath();
  for (let i = 0; i < WAYS; i++) {
    const share = (i + 0.5) / WAYS;
    const edge = (box: Box, isFar: boolean): Point =>
      isUpright
        ? { x: box.x + box.width * share, y: isFar ? box.y + box.height : box.y }
        : { x: isFar ? box.x + box.width : box.x, y: box.y + box.height * share };
    for (const [a, b, c, d] of [
      wayBetween(edge(requests, true), mouth, isUpright),
      wayBetween(exit, edge(answers, false), isUpright),
    ]) {
      context.moveTo(a.x, a.y);
      context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
    }
  }
  context.moveTo(mouth.x, mouth.y);
  context.lineTo(exit.x, exit.y);
  context.stroke();
}

function paintField(context: CanvasRenderingContext2D, box: Box, theme: Theme): void {
  context.fillStyle = theme.surface;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(
    Math.round(box.x) - 0.5,
    Math.round(box.y) - 0.5,
    Math.round(box.width) + 1,
    Math.round(box.height) + 1,
  );
}

/** Each point that is asked: filled until its request is sent, then a ring. */
function paintPoints(
  context: CanvasRenderingContext2D,
  rows: LiveRows,
  { layout, isSent }: LiveScene,
  theme: Theme,
): void {
  const count = Math.min(rows.asked, MOST_POINTS);
  const radius = Math.min(1.9, Math.max(0.9, layout.requests.width / Math.sqrt(count) / 4.4));
  const rings = new Path2D();
  const discs = new Path2D();
  for (let row = 0; row < count; row++) {
    const { x, y } = rowPosition(rows, row, layout.requests);
    const path = isSent(row) ? rings : discs;
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fillStyle = theme.segQueue;
  context.fill(discs);
  context.globalAlpha = 0.65;
  context.lineWidth = 0.8;
  context.strokeStyle = theme.segQueue;
  context.stroke(rings);
  context.globalAlpha = 1;
}

/** The empty places of the next batch. */
function paintBatch(context: CanvasRenderingContext2D, layout: LiveLayout, theme: Theme): void {
  if (!layout.batch) return;
  context.fillStyle = theme.surface;
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  for (let slot = 0; slot < layout.slots; slot++) {
    const { x, y } = dotPosition(layout.batch, slot);
    context.beginPath();
    context.arc(x, y, Math.max(1, layout.radius - 0.4), 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

/** Each instance as a box that fills while its batch is computed. */
function paintInstances(
  context: CanvasRenderingContext2D,
  layout: LiveLayout,
  moment: LiveMoment | null,
  theme: Theme,
): void {
  for (const [instance, { x, y, width, height }] of layout.boxes.entries()) {
    const share = moment?.instances[instance]?.share ?? 0;
    context.fillStyle = theme.surfaceSunken;
    context.fillRect(x, y, width, height);
    if (share > 0) {
      context.globalAlpha = 0.18;
      context.fillStyle = theme.segCompute;
      context.fillRect(x, y, width * share, height);
      context.globalAlpha = 1;
    }
    context.strokeStyle = theme.lineControl;
    context.globalAlpha = 0.5;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    context.globalAlpha = 1;
  }
}

function paintCross(context: CanvasRenderingContext2D, x: number, y: number, theme: Theme): void {
  const r = 3;
  context.strokeStyle = theme.error;
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(x - r, y - r);
  context.lineTo(x + r, y + r);
  context.moveTo(x + r, y - r);
  context.lineTo(x - r, y + r);
  context.stroke();
}
