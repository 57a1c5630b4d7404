/** One request as numbers and text: for the tooltip, the pinned panel and screen readers. */
import { batchMates } from '#canvas/timeline/timelineHit.ts';
import { latencyText, stepText } from '#messages/clockText.ts';
import * as say from '#messages/generated/timeline.ts';
import { listText } from '#messages/listText.ts';
import { hasStages } from '#trace/clockStep.ts';
import { OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import type { TimelineIndex } from '#trace/timelineIndex.ts';
import { SEGMENTS, createBounds, writeBounds, type Segment } from '#trace/timelineSegments.ts';

export interface RequestStory {
  readonly id: number;
  readonly client: number;
  readonly row: number;
  readonly priority: number;
  readonly outcome: Outcome;
  /** From the scheduled arrival to delivery. */
  readonly totalMs: number;
  readonly sentMs: number;
  readonly segments: readonly { readonly segment: Segment; readonly ms: number }[];
  /** null without a batch. */
  readonly batch: {
    readonly number: number;
    readonly size: number;
    /** Rank of this request in the batch, from 1, in order of sending. */
    readonly position: number;
    readonly instance: number;
    readonly step: number;
    readonly ids: readonly number[];
  } | null;
  /** Class index of several outputs, value of one; NaN without a response. */
  readonly prediction: number;
}

export const SEGMENT_LABELS: Readonly<Record<Segment, () => string>> = {
  sending: say.sending,
  queue: say.queue,
  batchWait: say.batchWait,
  compute: say.compute,
  readBack: say.readBack,
};

export const OUTCOME_LABELS: Readonly<Record<Outcome, () => string>> = {
  ok: say.answered,
  rejected: say.rejected,
  timedOut: say.timedOut,
  cancelled: say.cancelled,
  wasted: say.wasted,
  failed: say.failed,
};

export function requestStory(index: TimelineIndex, n: number): RequestStory | null {
  const { ring } = index;
  if (n < ring.first || n >= ring.total) return null;
  const { columns } = ring;
  const entry = ring.indexOf(n);
  const bounds = writeBounds(columns, entry, createBounds());
  const id = columns.ids[entry]!;
  const ids = batchMates(index, n)
    .map((mate) => columns.ids[ring.indexOf(mate)]!)
    .toSorted((a, b) => a - b);
  return {
    id,
    client: columns.clients[entry]!,
    row: columns.rowIndexes[entry]!,
    priority: columns.priorities[entry]!,
    outcome: OUTCOMES[columns.outcomes[entry]!] ?? 'failed',
    totalMs: bounds[5]! - bounds[0]!,
    sentMs: columns.sentMs[entry]!,
    segments: SEGMENTS.map((segment, k) => ({ segment, ms: bounds[k + 1]! - bounds[k]! })),
    batch:
      columns.batches[entry] === 0
        ? null
        : {
            number: columns.batches[entry]!,
            size: columns.batchSizes[entry]!,
            position: ids.indexOf(id) + 1,
            instance: columns.instances[entry]! + 1,
            step: columns.steps[entry]!,
            ids,
          },
    prediction: columns.predictions[entry]!,
  };
}

/** 3.49 ms, or "under 1 ms" where the clock is too coarse. */
export function msText(ms: number, clockStepMs: number): string {
  return `${latencyText(ms, clockStepMs, ms < 100 ? 2 : 1)}\u202fms`;
}

/** Sending mostly takes no time, and is then left out. */
export const isWorthALine = ({ segment, ms }: RequestStory['segments'][number]): boolean =>
  segment !== 'sending' || ms >= 0.005;

/** Replaces the stages where the clock is too coarse for them; null where it is not. */
export function shortText({ totalMs }: RequestStory, clockStepMs: number): string | null {
  if (hasStages(totalMs, clockStepMs)) return null;
  return say.stagesTooShort({ step: stepText(clockStepMs) });
}

/** Where it was computed: Batch 2,248, 1 of 9, instance 2, step 10,800. */
export function batchText({ batch }: RequestStory): string {
  return batch ? say.inBatch(batch) : say.noBatch();
}

/** All of it as sentences, for screen readers. */
export function storyText(story: RequestStory, clockStepMs: number): string {
  const stages = story.segments
    .filter(isWorthALine)
    .map(({ segment, ms }) => say.stage({ segment, time: msText(ms, clockStepMs) }));
  return [
    say.endedAfter({
      id: story.id,
      client: story.client + 1,
      outcome: OUTCOME_LABELS[story.outcome](),
      time: msText(story.totalMs, clockStepMs),
    }),
    shortText(story, clockStepMs) ?? say.stages({ stages: listText(stages) }),
    say.batchAndPriority({ batch: batchText(story), priority: story.priority }),
  ].join(' ');
}
