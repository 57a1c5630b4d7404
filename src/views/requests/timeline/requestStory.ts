/** One request's life in numbers and in words: for the tooltip, the pinned panel and the screen reader. */
import { batchMates } from '../../../paint/timeline/timelineHit.ts';
import { countText, fixedText } from '../../../paint/numberText.ts';
import { OUTCOMES, type Outcome } from '../../../trace/outcomes.ts';
import type { TimelineIndex } from '../../../trace/timelineIndex.ts';
import { SEGMENTS, createBounds, writeBounds, type Segment } from '../../../trace/timelineSegments.ts';

export interface RequestStory {
  readonly id: number;
  readonly client: number;
  readonly row: number;
  readonly priority: number;
  readonly outcome: Outcome;
  /** From the plan to delivery. */
  readonly totalMs: number;
  readonly sentMs: number;
  readonly segments: readonly { readonly segment: Segment; readonly ms: number }[];
  /** Where a batch was reached. */
  readonly batch: {
    readonly number: number;
    readonly size: number;
    /** This request's place in the batch, from 1, in order of sending. */
    readonly position: number;
    readonly instance: number;
    readonly step: number;
    readonly ids: readonly number[];
  } | null;
  /** Class index of several outputs, value of one; NaN where there is no answer. */
  readonly answer: number;
}

export const SEGMENT_WORDS: Readonly<Record<Segment, string>> = {
  sending: 'On its way',
  queue: 'Queue',
  batchWait: 'Batch wait',
  compute: 'Compute',
  readBack: 'Read-back',
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  ok: 'answered',
  rejected: 'rejected, the queue was full',
  timedOut: 'timed out in the queue',
  cancelled: 'cancelled in the queue',
  wasted: 'cancelled too late, computed in vain',
  failed: 'failed',
};

export function requestStory(index: TimelineIndex, n: number): RequestStory | null {
  const { ring } = index;
  if (n < ring.first || n >= ring.total) return null;
  const { columns } = ring;
  const place = ring.place(n);
  const bounds = writeBounds(columns, place, createBounds());
  const id = columns.ids[place]!;
  const ids = batchMates(index, n)
    .map((mate) => columns.ids[ring.place(mate)]!)
    .toSorted((a, b) => a - b);
  return {
    id,
    client: columns.clients[place]!,
    row: columns.rowIndexes[place]!,
    priority: columns.priorities[place]!,
    outcome: OUTCOMES[columns.outcomes[place]!] ?? 'failed',
    totalMs: bounds[5]! - bounds[0]!,
    sentMs: columns.sentMs[place]!,
    segments: SEGMENTS.map((segment, k) => ({ segment, ms: bounds[k + 1]! - bounds[k]! })),
    batch:
      columns.batches[place] === 0
        ? null
        : {
            number: columns.batches[place]!,
            size: columns.batchSizes[place]!,
            position: ids.indexOf(id) + 1,
            instance: columns.instances[place]! + 1,
            step: columns.steps[place]!,
            ids,
          },
    answer: columns.answers[place]!,
  };
}

export function msText(ms: number): string {
  return `${fixedText(ms, ms < 100 ? 2 : 1)}\u2009ms`;
}

/** Where it was computed: Batch 2,248, 1 of 9, instance 2, step 10,800. */
export function batchText({ batch }: RequestStory): string {
  if (!batch) return 'Never reached a batch';
  const { number, position, size, instance, step } = batch;
  return `Batch ${countText(number)}, ${countText(position)} of ${countText(size)}, instance ${instance}, weights of step ${countText(step)}`;
}

/** The whole story in one sentence after another, as a screen reader says it. */
export function storyText(story: RequestStory): string {
  const parts = story.segments
    .filter(({ segment, ms }) => segment !== 'sending' || ms >= 0.005)
    .map(({ segment, ms }) => `${SEGMENT_WORDS[segment].toLowerCase()} ${msText(ms)}`);
  return [
    `Request ${countText(story.id)} of client ${countText(story.client + 1)}, ${OUTCOME_WORDS[story.outcome]} after ${msText(story.totalMs)}`,
    parts.join(', '),
    `${batchText(story)}, priority ${story.priority}`,
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}
