/** The timeline of the load: every request as a bar with its stages, live or held, and the pinned request. */
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { stepText } from '#messages/clockText.ts';
import * as say from '#messages/generated/timeline.ts';
import { listText } from '#messages/listText.ts';
import { unitText } from '#messages/numberText.ts';
import { labStore } from '#state/labStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { isCoarse } from '#scene/lab/clockNote.ts';
import { useFeed } from '../../useFeed.ts';
import { PinnedRequest } from './PinnedRequest.tsx';
import { TimelinePlot } from './TimelinePlot.tsx';
import {
  createTimelineModel,
  type TimelineModel,
  type TimelineLabels,
} from '#scene/timeline/timelineModel.ts';
import { Button } from '../../controls/Button.tsx';
import { Toolbar } from '../../controls/Toolbar.tsx';
import './TimelinePane.css';
import { hint } from '../../hint/hint.ts';

const REDUCED = '(prefers-reduced-motion: reduce)';

export function TimelinePane() {
  const model = useMemo(() => {
    const reduced = matchMedia(REDUCED);
    return createTimelineModel(() => reduced.matches);
  }, []);
  const labels = useFeed(model.labels);
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  usePin(model, labels.pinned?.id ?? null);
  return (
    <section className="timeline" aria-label={say.timeline()}>
      <div className="timeline-head">
        <h3>
          {say.timeline()} <span className="timeline-note">{noteText(labels, clockStepMs)}</span>
        </h3>
        <Legend withShort={isCoarse(clockStepMs)} />
        <Buttons model={model} labels={labels} />
      </div>
      <div className="timeline-body">
        <TimelinePlot model={model} labels={labels} />
        {labels.pinned && <PinnedRequest story={labels.pinned} model={model} />}
      </div>
    </section>
  );
}

/** One pin for all panes: a request pinned elsewhere is shown here, and the other way round. */
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

function noteText(
  { isEmpty, isRunning, isLive, isPaged, durationMs }: TimelineLabels,
  clockStepMs: number,
): string {
  if (isEmpty) return '';
  const time =
    durationMs >= 1_000
      ? unitText(durationMs / 1_000, 1, 's')
      : unitText(durationMs, durationMs < 10 ? 1 : 0, 'ms');
  const follows = isLive && isRunning;
  return listText([
    ...(follows ? [say.live()] : []),
    say.inView({ time }),
    ...(follows && isPaged ? [say.pageByPage()] : []),
    ...(isCoarse(clockStepMs) ? [say.clock({ step: stepText(clockStepMs) })] : []),
  ]);
}

const LEGEND = [
  ['queue', say.queue],
  ['batch', say.batchWait],
  ['compute', say.compute],
  ['read', say.readBack],
] as const;

const SHORT = ['short', say.tooShort] as const;

function Legend({ withShort }: { readonly withShort: boolean }) {
  return (
    <ul className="timeline-legend" aria-label={say.segments()}>
      {(withShort ? [...LEGEND, SHORT] : LEGEND).map(([segment, word]) => (
        <li key={segment}>
          <i data-segment={segment} />
          {word()}
        </li>
      ))}
    </ul>
  );
}

function Buttons({ model, labels }: { readonly model: TimelineModel; readonly labels: TimelineLabels }) {
  const { isEmpty, isRunning, isLive, tracks, clients } = labels;
  return (
    <Toolbar className="timeline-buttons" label={say.viewOf()}>
      {tracks !== 'fit' && (
        <button
          type="button"
          className="button-plain"
          aria-pressed={tracks === 'shared'}
          {...hint(say.showAllClients({ count: clients }))}
          onClick={() => model.shareRows(tracks !== 'shared')}
        >
          {tracks === 'shared' ? say.tallTracks() : say.allClients()}
        </button>
      )}
      <Button
        className="button-plain timeline-sign"
        aria-label={say.zoomOut()}
        {...hint(say.zoomOutKey())}
        disabled={isEmpty}
        onClick={() => model.zoom(2)}
      >
        −
      </Button>
      <Button
        className="button-plain timeline-sign"
        aria-label={say.zoomIn()}
        {...hint(say.zoomInKey())}
        disabled={isEmpty}
        onClick={() => model.zoom(0.5)}
      >
        +
      </Button>
      <Button
        className="button-plain"
        {...hint(say.showWholeRun())}
        disabled={isEmpty}
        onClick={() => model.fit()}
      >
        {say.fitAll()}
      </Button>
      <Button
        className="button-plain timeline-live"
        disabled={isEmpty}
        {...hint(isLive ? say.hold() : say.follow())}
        onClick={() => model.setLive(!isLive)}
      >
        {!isLive ? (isRunning ? say.goLive() : say.toEnd()) : say.pause()}
      </Button>
    </Toolbar>
  );
}
