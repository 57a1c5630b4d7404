/** Below the live view: play or pause, the answers over the time of the run as the scrubber, and the factor of slow motion. */
import { Pause, Play } from 'lucide-react';
import { useMemo } from 'react';
import { BAR_PX, paintArrivals } from '#canvas/live/paintArrivals.ts';
import type { LiveRows } from '#canvas/live/liveFields.ts';
import * as say from '#messages/generated/flow.ts';
import { fixedText } from '#messages/numberText.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { LiveLabels, LiveModel } from '#scene/live/liveModel.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { hint } from '../../hint/hint.ts';
import { Rich } from '../../Rich.tsx';
import { useRun } from '../useRun.ts';

/** Positions of the scrubber. */
const STEPS = 1_000;

interface LiveStripProps {
  readonly model: LiveModel;
  readonly labels: LiveLabels;
  readonly rows: LiveRows | null;
}

export function LiveStrip({ model, labels, rows }: LiveStripProps) {
  const task = useRun((experiment) => factsOf(experiment.data).task);
  const paint = useMemo(
    (): Paint => (context, widthPx, heightPx, theme) => {
      const { counts, share } = model.progress(Math.max(1, Math.floor(widthPx / BAR_PX)));
      paintArrivals(context, widthPx, heightPx, { counts, share, hasKnob: share > 0 }, theme);
    },
    [model],
  );
  if (!labels.counts) {
    const empty =
      rows?.isPlane === false ? say.emptyTiles : task === 'regression' ? say.emptyValues : say.empty;
    return <p className="live-strip live-empty">{empty()}</p>;
  }
  const { isPaused, isAtEnd, hasEnded, atMs, endMs, slowdown, oneIn, perDot } = labels;
  const isStill = isPaused || isAtEnd;
  const decimals = endMs < 100 ? 1 : 0;
  const pace = slowdown > 1 ? say.slower({ factor: slowdown }) : say.asMeasured();
  const time = say.time({ at: fixedText(atMs, decimals), end: fixedText(endMs, decimals) });
  const notes = [
    oneIn > 1 ? say.running({ pace, oneIn }) : pace,
    ...(perDot > 1 ? [say.perDot({ count: perDot })] : []),
  ];
  const label = isStill ? say.play() : say.pause();
  return (
    <div className="live-strip">
      <button
        type="button"
        className="button-plain"
        aria-label={label}
        {...hint(label)}
        onClick={() => model.setPaused(!isStill)}
      >
        {isStill ? <Play size={12} aria-hidden="true" /> : <Pause size={12} aria-hidden="true" />}
      </button>
      <div className="live-arrivals">
        <Canvas paint={paint} feeds={[model.labels]} label="" />
        <input
          type="range"
          aria-label={say.scrub()}
          aria-valuetext={time.replaceAll(/<.*?>/g, '')}
          min={0}
          max={STEPS}
          value={endMs > 0 ? Math.round((atMs / endMs) * STEPS) : 0}
          disabled={!hasEnded}
          onChange={(event) => model.seek(event.target.valueAsNumber / STEPS)}
        />
      </div>
      <span className="live-time">
        <Rich text={time} />
        {', '}
        {notes.join(', ')}
      </span>
    </div>
  );
}
