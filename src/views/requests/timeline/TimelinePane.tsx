/** The timeline of the load: every request a bar with its segments, live or standing still, down to one that is pinned. */
import { useEffect, useMemo, useRef } from 'react';
import { unitText } from '../../../paint/numberText.ts';
import { labStore } from '../../../state/labStore.ts';
import { useFeed } from '../../useFeed.ts';
import { PinnedRequest } from './PinnedRequest.tsx';
import { TimelinePlot } from './TimelinePlot.tsx';
import { createTimelineModel, type TimelineModel, type TimelineWords } from './timelineModel.ts';
import './TimelinePane.css';

const REDUCED = '(prefers-reduced-motion: reduce)';

export function TimelinePane() {
  const model = useMemo(() => {
    const reduced = matchMedia(REDUCED);
    return createTimelineModel(() => reduced.matches);
  }, []);
  const words = useFeed(model.words);
  usePin(model, words.pinned?.id ?? null);
  return (
    <section className="timeline" aria-label="Timeline">
      <div className="timeline-head">
        <h3>
          Timeline <span className="timeline-note">{noteText(words)}</span>
        </h3>
        <Legend />
        <Buttons model={model} words={words} />
      </div>
      <div className="timeline-body">
        <TimelinePlot model={model} words={words} />
        {words.pinned && <PinnedRequest story={words.pinned} model={model} />}
      </div>
    </section>
  );
}

/** One pin for all panes: what was pinned elsewhere is shown here, and the other way round. */
function usePin(model: TimelineModel, id: number | null): void {
  const known = useRef<number | null>(null);
  useEffect(() => {
    const { pinnedId } = labStore.getState();
    if (pinnedId !== null) model.pinId(pinnedId);
  }, [model]);
  useEffect(() => {
    if (id === known.current) return;
    known.current = id;
    labStore.setState({ pinnedId: id });
  }, [id]);
}

function noteText({ isEmpty, isRunning, isLive, isPaged, spanMs }: TimelineWords): string {
  if (isEmpty) return '';
  const span =
    spanMs >= 1_000 ? unitText(spanMs / 1_000, 1, 's') : unitText(spanMs, spanMs < 10 ? 1 : 0, 'ms');
  if (!isLive || !isRunning) return `${span} in view`;
  return `live, ${span} in view${isPaged ? ', page by page' : ''}`;
}

const LEGEND = [
  ['queue', 'Queue'],
  ['batch', 'Batch wait'],
  ['compute', 'Compute'],
  ['read', 'Read-back'],
] as const;

function Legend() {
  return (
    <ul className="timeline-legend" aria-label="Segments of a request">
      {LEGEND.map(([segment, word]) => (
        <li key={segment}>
          <i data-segment={segment} />
          {word}
        </li>
      ))}
    </ul>
  );
}

function Buttons({ model, words }: { readonly model: TimelineModel; readonly words: TimelineWords }) {
  const { isEmpty, isRunning, isLive, lanes, clients } = words;
  return (
    <div className="timeline-buttons">
      {lanes !== 'fit' && (
        <button
          type="button"
          className="button-plain"
          aria-pressed={lanes === 'shared'}
          title={`Show all ${clients} clients, however thin`}
          onClick={() => model.shareRows(lanes !== 'shared')}
        >
          {lanes === 'shared' ? 'Tall lanes' : 'All clients'}
        </button>
      )}
      <button
        type="button"
        className="button-plain timeline-sign"
        aria-label="Zoom out"
        title="Zoom out (−)"
        disabled={isEmpty}
        onClick={() => model.zoom(2)}
      >
        −
      </button>
      <button
        type="button"
        className="button-plain timeline-sign"
        aria-label="Zoom in"
        title="Zoom in (+)"
        disabled={isEmpty}
        onClick={() => model.zoom(0.5)}
      >
        +
      </button>
      <button
        type="button"
        className="button-plain"
        title="Show the whole run (0)"
        disabled={isEmpty}
        onClick={() => model.fit()}
      >
        Fit all
      </button>
      <button
        type="button"
        className="button-plain timeline-live"
        disabled={isEmpty}
        title={isLive ? 'Hold the picture still' : 'Go to the newest and follow it'}
        onClick={() => model.setLive(!isLive)}
      >
        {!isLive ? (isRunning ? 'Live' : 'To the end') : 'Pause'}
      </button>
    </div>
  );
}
