/** The pinned request: its story, what it asked, what came back, and who shared its batch. */
import { useCallback } from 'react';
import { X } from 'lucide-react';
import { valueScale } from '../../../paint/colorScale.ts';
import { countText } from '../../../paint/numberText.ts';
import { paintRequestInput } from '../../../paint/timeline/paintRequestInput.ts';
import { signedText } from '../../../paint/valueText.ts';
import { DATA_SETS, type DataSetFacts } from '../../../spec/dataSets.ts';
import { answersFeed } from '../../../state/feeds.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { storyText, type RequestStory } from './requestStory.ts';
import { StoryFacts } from './RequestTip.tsx';
import type { TimelineModel } from './timelineModel.ts';

/** Mates named one by one. */
const MATES = 24;

interface PinnedProps {
  readonly story: RequestStory;
  readonly model: TimelineModel;
}

export function PinnedRequest({ story, model }: PinnedProps) {
  const set = useExperiment((experiment) => experiment.data.set);
  const facts = DATA_SETS[set];
  const others = story.batch?.ids.filter((id) => id !== story.id) ?? [];
  return (
    <aside className="timeline-pinned" aria-label="Pinned request">
      <button
        type="button"
        className="button-plain timeline-unpin"
        aria-label="Unpin the request"
        onClick={() => model.unpin()}
      >
        <X size={14} aria-hidden="true" />
      </button>
      <p className="visually-hidden" role="status">
        {storyText(story)}
      </p>
      <StoryFacts story={story} />
      <Exchange story={story} facts={facts} />
      {others.length > 0 && (
        <p>
          With {others.slice(0, MATES).map(countText).join(', ')}
          {others.length > MATES ? ` and ${countText(others.length - MATES)} more` : ''}
        </p>
      )}
    </aside>
  );
}

/** Input and output. The pool may have been exchanged since: then only the answer is known. */
function Exchange({ story, facts }: { readonly story: RequestStory; readonly facts: DataSetFacts }) {
  const answers = answersFeed.latest;
  const width = facts.columns.length;
  const raw =
    answers?.rawWidth === width && story.row < answers.labels.length
      ? answers.rawRows.subarray(story.row * width, (story.row + 1) * width)
      : null;
  const label = raw && answers ? (answers.labels[story.row] ?? -1) : -1;
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      if (raw)
        paintRequestInput(context, Math.min(widthPx, heightPx), raw, facts, label, theme, valueScale(theme));
    },
    [raw, facts, label],
  );
  return (
    <div className="timeline-exchange">
      {raw && facts.kind !== 'table' && <Canvas paint={paint} label={inputText(raw, facts)} />}
      <dl>
        {raw && facts.kind !== 'image' && (
          <div>
            <dt>Input</dt>
            <dd>{inputText(raw, facts)}</dd>
          </div>
        )}
        <div>
          <dt>Output</dt>
          <dd>{answerText(story, facts)}</dd>
        </div>
        {label >= 0 && facts.task !== 'regression' && (
          <div>
            <dt>True class</dt>
            <dd>{facts.classes[label] ?? countText(label)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function inputText(raw: Float32Array, facts: DataSetFacts): string {
  if (facts.kind === 'image') return 'The picture that was asked';
  return facts.columns.map((name, i) => `${name} ${signedText(raw[i] ?? Number.NaN, 2)}`).join(', ');
}

function answerText({ answer }: RequestStory, facts: DataSetFacts): string {
  if (Number.isNaN(answer)) return 'none';
  if (facts.classes.length > 2) return facts.classes[answer] ?? countText(answer);
  return signedText(answer, 3);
}
