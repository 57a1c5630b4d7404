/** Columns of the table of responses: text of a cell, and the sort key of a row. */
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/answers.ts';
import { countText, fixedText } from '#messages/numberText.ts';
import type { TableSpec } from '#experiment/tableData.ts';
import { OUTCOMES } from '#trace/outcomes.ts';
import type { TraceRing } from '#trace/TraceRing.ts';
import type { PredictionMeaning } from '#trace/windows.ts';
import { OUTCOME_LABELS } from '../timeline/requestStory.ts';
import { learntText } from '../output/rowValues.ts';
import { truthOf } from './searchForm.ts';

export interface AnswerSource {
  readonly ring: TraceRing;
  readonly classes: readonly string[];
  readonly meaning: PredictionMeaning;
  /** Of one's own, whose units the answers have. */
  readonly table?: TableSpec | undefined;
  readonly clockStepMs: number;
  /** Place in order of sending of a request's id. */
  placeOf(id: number): number;
}

export interface AnswerColumn {
  readonly key: string;
  head(): string;
  about?(): string;
  text(source: AnswerSource, n: number): string;
  /** Typical widest text, which keeps the column width constant while rows scroll by; absent where the header is wider. */
  widest?(source: AnswerSource): string;
  /** NaN where a request has no such value: those come last in either direction. */
  order(source: AnswerSource, n: number): number;
}

const { NaN: NONE } = Number;
const at = ({ ring }: AnswerSource, n: number): number => ring.indexOf(n);
const sentPlace = (source: AnswerSource, n: number): number =>
  source.placeOf(source.ring.columns.ids[at(source, n)]!);
const latencyMs = ({ ring: { columns } }: AnswerSource, place: number): number =>
  columns.deliveredMs[place]! - columns.plannedMs[place]!;
const isBatched = ({ ring: { columns } }: AnswerSource, place: number): boolean =>
  columns.batches[place] !== 0;

export const ANSWER_COLUMNS: readonly AnswerColumn[] = [
  {
    key: 'request',
    head: say.request,
    text: (source, n) => countText(source.ring.columns.ids[at(source, n)]!),
    widest: ({ ring }) => countText(ring.total),
    order: (source, n) => source.ring.columns.ids[at(source, n)]!,
  },
  {
    key: 'client',
    head: say.client,
    text: (source, n) => countText(source.ring.columns.clients[at(source, n)]! + 1),
    order: (source, n) => source.ring.columns.clients[at(source, n)]!,
  },
  {
    key: 'sent',
    head: say.sent,
    about: say.sentAbout,
    text: (source, n) => countText(sentPlace(source, n)),
    widest: ({ ring }) => countText(ring.total),
    order: sentPlace,
  },
  {
    key: 'back',
    head: say.back,
    about: say.backAbout,
    text: (_source, n) => countText(n + 1),
    widest: ({ ring }) => countText(ring.total),
    order: (_source, n) => n,
  },
  {
    key: 'moved',
    head: say.moved,
    about: say.movedAbout,
    text: (source, n) => movedText(n + 1 - sentPlace(source, n)),
    widest: ({ ring }) => movedText(Math.min(ring.total, 999)),
    order: (source, n) => n + 1 - sentPlace(source, n),
  },
  {
    key: 'answer',
    head: say.prediction,
    text: answerText,
    widest: ({ classes }) =>
      classes.length === 0
        ? '−0.000'
        : say.wrongPrediction({
            prediction: classes.reduce((longest, name) => (name.length > longest.length ? name : longest)),
          }),
    order: (source, n) => source.ring.columns.predictions[at(source, n)]!,
  },
  {
    key: 'ms',
    head: () => 'ms',
    about: say.latencyAbout,
    text: (source, n) => latencyText(latencyMs(source, at(source, n)), source.clockStepMs, 2),
    widest: ({ clockStepMs }) => latencyText(999.99, clockStepMs, 2),
    order: (source, n) => latencyMs(source, at(source, n)),
  },
  {
    key: 'batch',
    head: say.batch,
    text: (source, n) =>
      isBatched(source, at(source, n)) ? countText(source.ring.columns.batches[at(source, n)]!) : '–',
    order: (source, n) =>
      isBatched(source, at(source, n)) ? source.ring.columns.batches[at(source, n)]! : NONE,
  },
  {
    key: 'instance',
    head: say.instance,
    about: say.instanceAbout,
    text: (source, n) =>
      isBatched(source, at(source, n)) ? String(source.ring.columns.instances[at(source, n)]! + 1) : '–',
    order: (source, n) =>
      isBatched(source, at(source, n)) ? source.ring.columns.instances[at(source, n)]! : NONE,
  },
  {
    key: 'outcome',
    head: say.outcome,
    text: (source, n) => OUTCOME_LABELS[OUTCOMES[source.ring.columns.outcomes[at(source, n)]!] ?? 'failed'](),
    widest: () => OUTCOME_LABELS.timedOut(),
    order: (source, n) => source.ring.columns.outcomes[at(source, n)]!,
  },
];

export const isWrong = ({ meaning, ring }: AnswerSource, n: number): boolean =>
  truthOf(meaning, ring.columns, ring.indexOf(n)) === 'wrong';

function answerText(source: AnswerSource, n: number): string {
  const { ring, meaning, classes, table } = source;
  const answer = ring.columns.predictions[ring.indexOf(n)]!;
  if (Number.isNaN(answer)) return '–';
  const text = classes[meaning.classOf(answer)] ?? (table ? learntText(answer, table) : fixedText(answer, 3));
  return isWrong(source, n) ? say.wrongPrediction({ prediction: text }) : text;
}

function movedText(places: number): string {
  if (places > 0) return `+${countText(places)}`;
  return places === 0 ? '0' : countText(places);
}

export interface AnswerSort {
  readonly key: string;
  readonly descending: boolean;
}

/** Stable sort of rows by a column; rows without a value come last in either direction. */
export function sortRows(
  rows: Uint32Array,
  source: AnswerSource,
  { key, descending }: AnswerSort,
): Uint32Array {
  const column = ANSWER_COLUMNS.find((one) => one.key === key);
  if (!column) return rows;
  const values = Float64Array.from(rows, (n) => column.order(source, n));
  const sign = descending ? -1 : 1;
  const order = Uint32Array.from(rows, (_, i) => i).sort((a, b) => {
    const [one, other] = [values[a]!, values[b]!];
    if (one === other || (one !== one && other !== other)) return a - b;
    if (one !== one) return 1;
    if (other !== other) return -1;
    return (one - other) * sign;
  });
  return order.map((i) => rows[i]!);
}
