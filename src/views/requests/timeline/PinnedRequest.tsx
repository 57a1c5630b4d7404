/** The pinned request: stages, input, output, and its batch mates. */
import { useCallback, useEffect } from 'react';
import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { valueScale } from '#canvas/colorScale.ts';
import { paintRequestInput } from '#canvas/timeline/paintRequestInput.ts';
import { factsOf, type DataSource } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/timeline.ts';
import { listText } from '#messages/listText.ts';
import { countText } from '#messages/numberText.ts';
import { signedText } from '#messages/valueText.ts';
import { cellText, learntText, ownTable } from '#scene/output/rowValues.ts';
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
  const data = useRun((experiment) => experiment.data);
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
      <Exchange story={story} data={data} />
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
function Exchange({ story, data }: { readonly story: RequestStory; readonly data: DataSource }) {
  const facts = factsOf(data);
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
      {raw && facts.kind !== 'table' && <Canvas paint={paint} label={inputText(raw, data)} />}
      <dl>
        {raw && facts.kind !== 'image' && (
          <div>
            <dt>{say.input()}</dt>
            <dd>{inputText(raw, data)}</dd>
          </div>
        )}
        <div>
          <dt>{say.output()}</dt>
          <dd>{predictionText(story, data)}</dd>
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

function inputText(raw: Float32Array, data: DataSource): string {
  const { kind, columns } = factsOf(data);
  if (kind === 'image') return say.imageSent();
  const own = ownTable(data);
  const text = (value: number, i: number): string =>
    own ? cellText(value, own.columns[i]) : signedText(value, 2);
  return listText(columns.map((name, i) => `${name} ${text(raw[i] ?? Number.NaN, i)}`));
}

function predictionText({ prediction }: RequestStory, data: DataSource): string {
  const { classes } = factsOf(data);
  if (Number.isNaN(prediction)) return say.none();
  if (classes.length > 2) return classes[prediction] ?? countText(prediction);
  return classes.length > 0 ? signedText(prediction, 3) : learntText(prediction, ownTable(data), 3);
}
