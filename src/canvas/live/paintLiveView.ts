/** Painter of the live view: fan-in to the queue, batch, instances, and fan-out of the responses in the shape of their class. */
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/plots.ts';
import { countText } from '#messages/numberText.ts';
import { paintPoint, type Mark } from '../paintPoint.ts';
import type { Theme } from '../theme.ts';
import { dotPosition, inCurve, NAMED_PX, outCurve, STREAMS, type LiveLayout } from './liveLayout.ts';
import type { DotKind, LiveMoment } from './liveMoment.ts';

export interface LiveScene {
  readonly layout: LiveLayout;
  readonly maxBatchSize: number;
  /** Step of the clock that the times were read from; 0 where it is not known. */
  readonly clockStepMs: number;
  /** null before the first run: the stages are empty. */
  readonly moment: LiveMoment | null;
  /** Shape and colour of the response at an index of the trace. */
  readonly answerStyle: (entry: number) => { readonly mark: Mark; readonly color: string };
}

export function paintLiveView(context: CanvasRenderingContext2D, picture: LiveScene, theme: Theme): void {
  paintBed(context, picture, theme);
  const { moment, layout } = picture;
  if (!moment) return;
  const colors: Record<Exclude<DotKind, 'answer' | 'lost'>, string> = {
    queue: theme.segQueue,
    batch: theme.segBatch,
    compute: theme.segCompute,
    readBack: theme.segRead,
  };
  for (const { kind, x, y, opacity, entry } of moment.dots) {
    context.globalAlpha = opacity;
    if (kind === 'answer') {
      const { mark, color } = picture.answerStyle(entry);
      paintPoint(context, x, y, layout.radius, mark, color, theme.pointEdge, false);
    } else if (kind === 'lost') paintCross(context, x, y, theme);
    else {
      context.beginPath();
      context.arc(x, y, layout.radius, 0, 2 * Math.PI);
      context.fillStyle = colors[kind];
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

/** The static part: curves, dividers, positions of a batch, and instances with their progress. */
function paintBed(
  context: CanvasRenderingContext2D,
  { layout, maxBatchSize, clockStepMs, moment }: LiveScene,
  theme: Theme,
): void {
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  for (const edge of layout.edges.slice(1, 4)) {
    const x = Math.round(edge - 10) + 0.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, layout.height);
    context.stroke();
  }
  for (let stream = 0; stream < STREAMS; stream++) {
    for (const [a, b, c, d] of [inCurve(layout, stream), outCurve(layout, stream)]) {
      context.beginPath();
      context.moveTo(a.x, a.y);
      context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
      context.stroke();
    }
  }
  context.strokeStyle = theme.lineControl;
  const places = Math.ceil(maxBatchSize / layout.perDot);
  context.globalAlpha = 0.6;
  for (let entry = 0; entry < places; entry++) {
    const { x, y } = dotPosition(layout.batch, entry);
    context.beginPath();
    context.arc(x, y, layout.radius - 0.5, 0, 2 * Math.PI);
    context.stroke();
  }
  context.globalAlpha = 1;
  for (const [instance, box] of layout.boxes.entries()) {
    const now = moment?.instances[instance];
    context.fillStyle = theme.surfaceSunken;
    context.fillRect(box.x, box.y, box.width, box.height);
    if (now && now.share > 0) {
      context.globalAlpha = 0.16;
      context.fillStyle = theme.segCompute;
      context.fillRect(box.x, box.y, box.width * now.share, box.height);
      context.globalAlpha = 1;
    }
    context.strokeStyle = theme.line;
    context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
    paintBoxText(context, layout, instance, now, clockStepMs, theme);
  }
  paintOverflow(context, layout, moment, theme);
}

function paintBoxText(
  context: CanvasRenderingContext2D,
  layout: LiveLayout,
  instance: number,
  now: LiveMoment['instances'][number] | undefined,
  clockStepMs: number,
  theme: Theme,
): void {
  const box = layout.boxes[instance]!;
  if (box.width < NAMED_PX || box.height < 16) return;
  context.font = `11px ${theme.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const x = box.x + box.width - 8;
  const middle = box.y + box.height / 2;
  const isTall = box.height >= 32;
  context.fillStyle = theme.ink2;
  context.fillText(say.instance({ instance: instance + 1 }), x, isTall ? middle - 7 : middle);
  if (!isTall || !now || now.batchSize === 0) return;
  context.fillStyle = theme.ink;
  context.fillText(`${latencyText(now.computeMs, clockStepMs)}\u2009ms`, x, middle + 8);
}

/** Number of queued requests that do not fit. */
function paintOverflow(
  context: CanvasRenderingContext2D,
  layout: LiveLayout,
  moment: LiveMoment | null,
  theme: Theme,
): void {
  const more = (moment?.waiting ?? 0) - layout.queueRoom * layout.perDot;
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.fillStyle = theme.ink3;
  if (more > 0) context.fillText(`+${countText(more)}`, layout.queueX, layout.middle + 14);
  const dotNote = layout.perDot > 1 ? say.aDotIs({ count: layout.perDot }) : '';
  const wayNote = moment && moment.sending > 0 ? say.onTheirWay({ count: moment.sending }) : '';
  const notes = [wayNote, dotNote].filter(Boolean).join(', ');
  const right = layout.queueX + 6;
  const fits = context.measureText(notes).width < right;
  context.fillText(fits ? notes : dotNote, right, layout.height - 6);
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
