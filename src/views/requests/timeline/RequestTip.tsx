/** Tooltip of the hovered request. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/timeline.ts';
import { countText } from '#messages/numberText.ts';
import {
  batchText,
  isWorthALine,
  msText,
  OUTCOME_LABELS,
  SEGMENT_LABELS,
  shortText,
  type RequestStory,
} from '#scene/timeline/requestStory.ts';
import type { TimelineLabels } from '#scene/timeline/timelineModel.ts';
import { servingStore } from '#state/servingStore.ts';

export function RequestTip({ hovered }: { readonly hovered: NonNullable<TimelineLabels['hovered']> }) {
  const { story, isBatch, x, y } = hovered;
  const style = {
    '--x': `${Math.round(x)}px`,
    '--y': `${Math.round(y)}px`,
  } as React.CSSProperties;
  return (
    <div className="timeline-tip" style={style} aria-hidden="true">
      {isBatch && story.batch ? <BatchFacts story={story} /> : <StoryFacts story={story} />}
    </div>
  );
}

/** Head, stages and batch of a request. */
export function StoryFacts({ story }: { readonly story: RequestStory }) {
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  const short = shortText(story, clockStepMs);
  return (
    <>
      <div className="timeline-tip-head">
        <b>{say.request({ id: story.id })}</b>
        <b>{msText(story.totalMs, clockStepMs)}</b>
      </div>
      {short === null ? (
        <table>
          <tbody>
            {story.segments.filter(isWorthALine).map(({ segment, ms }) => (
              <tr key={segment}>
                <th scope="row">
                  <i data-segment={SEGMENT_KEYS[segment]} />
                  {SEGMENT_LABELS[segment]()}
                </th>
                <td>{msText(ms, clockStepMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="timeline-short">{short}</p>
      )}
      {story.outcome !== 'ok' && <p className="timeline-outcome">✕ {OUTCOME_LABELS[story.outcome]()}</p>}
      <p>{batchText(story)}</p>
      <p>{say.clientAndPriority({ client: story.client + 1, priority: story.priority })}</p>
    </>
  );
}

const SEGMENT_KEYS = {
  sending: 'sending',
  queue: 'queue',
  batchWait: 'batch',
  compute: 'compute',
  readBack: 'read',
} as const;

function BatchFacts({ story }: { readonly story: RequestStory }) {
  const { batch, segments } = story;
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  if (!batch) return null;
  const compute = segments.find(({ segment }) => segment === 'compute')?.ms ?? Number.NaN;
  return (
    <>
      <div className="timeline-tip-head">
        <b>{say.batch({ number: batch.number })}</b>
        <b>×{countText(batch.size)}</b>
      </div>
      <p>{say.computedIn({ time: msText(compute, clockStepMs) })}</p>
      <p>{say.instanceAndStep({ instance: batch.instance, step: batch.step })}</p>
    </>
  );
}
