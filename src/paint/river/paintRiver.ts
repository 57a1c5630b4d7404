/** The river: callers fan in to the queue, a batch gathers, instances compute, answers fan out in the form of their class. */
import { fixedText, countText } from '../numberText.ts';
import { paintPoint, type Mark } from '../paintPoint.ts';
import type { Theme } from '../theme.ts';
import { dotPlace, inCurve, NAMED_PX, outCurve, STREAMS, type RiverLayout } from './riverLayout.ts';
import type { RiverDotKind, RiverMoment } from './riverMoment.ts';

export interface RiverPicture {
  readonly layout: RiverLayout;
  readonly maxBatchSize: number;
  /** Nothing has run yet: the stages stand empty. */
  readonly moment: RiverMoment | null;
  /** Form and colour of the answer at a place of the trace. */
  readonly answerStyle: (place: number) => { readonly mark: Mark; readonly color: string };
}

export function paintRiver(context: CanvasRenderingContext2D, picture: RiverPicture, theme: Theme): void {
  paintBed(context, picture, theme);
  const { moment, layout } = picture;
  if (!moment) return;
  const colors: Record<Exclude<RiverDotKind, 'answer' | 'lost'>, string> = {
    queue: theme.segQueue,
    batch: theme.segBatch,
    compute: theme.segCompute,
    readBack: theme.segRead,
  };
  for (const { kind, x, y, opacity, place } of moment.dots) {
    context.globalAlpha = opacity;
    if (kind === 'answer') {
      const { mark, color } = picture.answerStyle(place);
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

/** What stands still: curves, dividers, places of a batch, instances with how far they are. */
function paintBed(
  context: CanvasRenderingContext2D,
  { layout, maxBatchSize, moment }: RiverPicture,
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
  for (let place = 0; place < places; place++) {
    const { x, y } = dotPlace(layout.batch, place);
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
    paintBoxText(context, layout, instance, now, theme);
  }
  paintOverflow(context, layout, moment, theme);
}

function paintBoxText(
  context: CanvasRenderingContext2D,
  layout: RiverLayout,
  instance: number,
  now: RiverMoment['instances'][number] | undefined,
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
  context.fillText(`Instance ${instance + 1}`, x, isTall ? middle - 7 : middle);
  if (!isTall || !now || now.batchSize === 0) return;
  context.fillStyle = theme.ink;
  context.fillText(computeText(now.computeMs), x, middle + 8);
}

/** Browsers round a worker's clock to 0.1 ms, so what is faster measures nothing. */
function computeText(ms: number): string {
  return ms > 0 ? `${fixedText(ms, ms < 10 ? 2 : 1)}\u2009ms` : 'under 0.1\u2009ms';
}

/** Those in the queue that have no place on the screen. */
function paintOverflow(
  context: CanvasRenderingContext2D,
  layout: RiverLayout,
  moment: RiverMoment | null,
  theme: Theme,
): void {
  const more = (moment?.waiting ?? 0) - layout.queueRoom * layout.perDot;
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.fillStyle = theme.ink3;
  if (more > 0) context.fillText(`+${countText(more)}`, layout.queueX, layout.middle + 14);
  const dotNote = layout.perDot > 1 ? `a dot is ${countText(layout.perDot)}` : '';
  const wayNote = moment && moment.sending > 0 ? `${countText(moment.sending)} on their way` : '';
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
