/** Canvas of the timeline with pointer, wheel and keyboard input, the tooltip, and the text before any load. */
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/timeline.ts';
import type { TimelineModel, TimelineLabels } from '#scene/timeline/timelineModel.ts';
import { timelineSummary } from '#scene/timeline/timelineSummary.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { useFrames } from '../../useFrames.ts';
import { useThrottledFeed } from '../../useThrottledFeed.ts';
import { RequestTip } from './RequestTip.tsx';
import { listenToPointers } from './timelinePointers.ts';

const PAN_PX = 80;
const TRACKS_PX = 40;
const SUMMARY_MS = 2_000;

interface PlotProps {
  readonly model: TimelineModel;
  readonly labels: TimelineLabels;
}

export function TimelinePlot({ model, labels }: PlotProps) {
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useFrames(canvas, model.paint, [traceFeed, model.repaints]);
  useEffect(() => (plot.current ? listenToPointers(plot.current, model) : undefined), [model]);
  const id = useId();
  const { isEmpty, hovered, pinned, clients, tracks, durationMs } = labels;
  const label = isEmpty ? say.emptyPlot() : say.plot({ clients, ms: latencyText(durationMs) });
  return (
    <div ref={plot} className="timeline-plot">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-label={label}
        aria-describedby={id}
        onKeyDown={(event) => onKey(event, model)}
      />
      {tracks === 'scroll' && <div className="timeline-names" />}
      {isEmpty && <p className="timeline-empty">{say.empty()}</p>}
      <p id={id} className="visually-hidden">
        <Summary />
        {pinned && ` ${say.arrowsGo()}`}
      </p>
      {hovered && <RequestTip hovered={hovered} />}
    </div>
  );
}

/** Counts and stages of what is drawn, for screen readers. */
function Summary() {
  return timelineSummary(useThrottledFeed(traceFeed, SUMMARY_MS).ring, servingStore.getState().clockStepMs);
}

function onKey(event: KeyboardEvent, model: TimelineModel): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const keys: Record<string, () => void> = {
    ArrowLeft: () => model.stepPinned(-1, 0) || model.pan(PAN_PX, 0),
    ArrowRight: () => model.stepPinned(1, 0) || model.pan(-PAN_PX, 0),
    ArrowUp: () => model.stepPinned(0, -1) || model.pan(0, TRACKS_PX),
    ArrowDown: () => model.stepPinned(0, 1) || model.pan(0, -TRACKS_PX),
    '+': () => model.zoom(0.5),
    '=': () => model.zoom(0.5),
    '-': () => model.zoom(2),
    '0': () => model.fit(),
    Enter: () => model.pin(),
    Escape: () => model.unpin(),
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
