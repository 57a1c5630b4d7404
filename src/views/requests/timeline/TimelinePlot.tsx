/** The canvas of the timeline with its pointers, wheel and keys, the tooltip, and the line that stands there before any load. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { countText } from '../../../paint/numberText.ts';
import { traceFeed } from '../../../state/feeds.ts';
import { useFrames } from './frameLoop.ts';
import { msText } from './requestStory.ts';
import { RequestTip } from './RequestTip.tsx';
import { listenToPointers } from './timelinePointers.ts';
import type { TimelineModel, TimelineWords } from './timelineModel.ts';

const PAN_PX = 80;
const LANES_PX = 40;

interface PlotProps {
  readonly model: TimelineModel;
  readonly words: TimelineWords;
}

export function TimelinePlot({ model, words }: PlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useFrames(canvas, model.paint, [traceFeed, model.news]);
  useEffect(() => (canvas.current ? listenToPointers(canvas.current, model) : undefined), [model]);
  const { isEmpty, hovered, pinned, clients, spanMs } = words;
  const label = isEmpty
    ? 'Timeline, empty until requests are sent'
    : `Timeline of ${countText(clients)} clients, ${msText(spanMs)} in view. Plus and minus zoom, arrows move, 0 shows all, Enter pins a request.`;
  return (
    <div className="timeline-plot">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-label={label}
        aria-description={pinned ? 'Arrows go from request to request, Escape lets go.' : ''}
        onKeyDown={(event) => onKey(event, model)}
      />
      {isEmpty && (
        <p className="timeline-empty">
          Send requests, and each is drawn here as a bar: how long it queued, waited for its batch, was
          computed and read back.
        </p>
      )}
      {hovered && <RequestTip hovered={hovered} />}
    </div>
  );
}

function onKey(event: KeyboardEvent, model: TimelineModel): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const keys: Record<string, () => void> = {
    ArrowLeft: () => model.stepPinned(-1, 0) || model.pan(PAN_PX, 0),
    ArrowRight: () => model.stepPinned(1, 0) || model.pan(-PAN_PX, 0),
    ArrowUp: () => model.stepPinned(0, -1) || model.pan(0, LANES_PX),
    ArrowDown: () => model.stepPinned(0, 1) || model.pan(0, -LANES_PX),
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
