/** The story of the request under the pointer. */
import { countText } from '../../../paint/numberText.ts';
import { batchText, msText, OUTCOME_WORDS, SEGMENT_WORDS, type RequestStory } from './requestStory.ts';
import type { TimelineWords } from './timelineModel.ts';

export function RequestTip({ hovered }: { readonly hovered: NonNullable<TimelineWords['hovered']> }) {
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

/** Head, segments and batch of a request. */
export function StoryFacts({ story }: { readonly story: RequestStory }) {
  return (
    <>
      <div className="timeline-tip-head">
        <b>Request {countText(story.id)}</b>
        <b>{msText(story.totalMs)}</b>
      </div>
      <table>
        <tbody>
          {story.segments.map(({ segment, ms }) =>
            segment === 'sending' && ms < 0.005 ? null : (
              <tr key={segment}>
                <th scope="row">
                  <i data-segment={SEGMENT_KEYS[segment]} />
                  {SEGMENT_WORDS[segment]}
                </th>
                <td>{msText(ms)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      {story.outcome !== 'ok' && <p className="timeline-outcome">✕ {OUTCOME_WORDS[story.outcome]}</p>}
      <p>{batchText(story)}</p>
      <p>
        Client {countText(story.client + 1)}, priority {story.priority}
      </p>
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
  if (!batch) return null;
  const compute = segments.find(({ segment }) => segment === 'compute')?.ms ?? Number.NaN;
  return (
    <>
      <div className="timeline-tip-head">
        <b>Batch {countText(batch.number)}</b>
        <b>×{countText(batch.size)}</b>
      </div>
      <p>Computed in {msText(compute)}</p>
      <p>
        Instance {batch.instance}, weights of step {countText(batch.step)}
      </p>
    </>
  );
}
