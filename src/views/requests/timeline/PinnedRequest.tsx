/** The pinned request: stages, input, output, and its batch mates. */
import { useCallback, useEffect } from 'react';
import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { valueScale } from '#canvas/colorScale.ts';
import { paintRequestInput } from '#canvas/timeline/paintRequestInput.ts';
import type { DataSet } from '#datasets/DataSet.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/timeline.ts';
import { listText } from '#messages/listText.ts';
import { countText } from '#messages/numberText.ts';
import { signedText } from '#messages/valueText.ts';
import { storyText, type RequestStory } from '#scene/timeline/requestStory.ts';
import type { TimelineModel } from '#scene/timeline/timelineModel.ts';
import { responsesFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { announce } from '../../announce/announce.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { useRun } from '../useRun.ts';
import { StoryFacts } from './RequestTip.tsx';

/** Maximum number of mates that are listed. */
const MATES = 24;

interface PinnedProps {
  readonly story: RequestStory;
  readonly model: TimelineModel;
}

export function PinnedRequest({ story, model }: PinnedProps) {
  const facts = useRun(({ data }) => factsOf(data));
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  useEffect(() => announce('pin', storyText(story, clockStepMs)), [story, clockStepMs]);
  const others = story.batch?.ids.filter((id) => id !== story.id) ?? [];
  return (
    <aside className="timeline-pinned" aria-label={say.pinnedRequest()}>
      <button
        type="button"
        className="button-plain timeline-unpin"
        aria-label={say.unpin()}
        onClick={() => model.unpin()}
      >
        <X size={14} aria-hidden="true" />
      </button>
      <p className="visually-hidden" role="status" aria-live="off">
        {storyText(story, clockStepMs)}
      </p>
      <StoryFacts story={story} />
      <Exchange story={story} facts={facts} />
      {others.length > 0 && <p>{matesText(others)}</p>}
    </aside>
  );
}

function matesText(ids: readonly number[]): string {
  const others = listText(ids.slice(0, MATES).map(countText));
  const count = ids.length - MATES;
  return count > 0 ? say.matesAndMore({ others, count }) : say.mates({ others });
}

/** Input and output. The pool may have been replaced since: then only the prediction is known. */
function Exchange({ story, facts }: { readonly story: RequestStory; readonly facts: DataSet }) {
  const answers = responsesFeed.latest;
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
            <dt>{say.input()}</dt>
            <dd>{inputText(raw, facts)}</dd>
          </div>
        )}
        <div>
          <dt>{say.output()}</dt>
          <dd>{predictionText(story, facts)}</dd>
        </div>
        {label >= 0 && facts.task !== 'regression' && (
          <div>
            <dt>{say.trueClass()}</dt>
            <dd>{facts.classes[label] ?? countText(label)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function inputText(raw: Float32Array, facts: DataSet): string {
  if (facts.kind === 'image') return say.imageSent();
  return listText(facts.columns.map((name, i) => `${name} ${signedText(raw[i] ?? Number.NaN, 2)}`));
}

function predictionText({ prediction }: RequestStory, facts: DataSet): string {
  if (Number.isNaN(prediction)) return say.none();
  if (facts.classes.length > 2) return facts.classes[prediction] ?? countText(prediction);
  return signedText(prediction, 3);
}
