/**
 * The scrubber of the run: its curves, and a handle that is dragged, clicked or moved by keys from kept moment to kept moment. It follows
 * the pointer at once; the network follows as fast as the engine restores it.
 */
import { useMemo, useRef, useState, type PointerEvent } from 'react';
import { paintHistoryStrip } from '#canvas/history/paintHistoryStrip.ts';
import { epochToSeek } from '#commands/seeker.ts';
import * as say from '#messages/generated/history.ts';
import { endOf, epochAt, historyStrip, nearestMoment, placesOf } from '#scene/history/historyStrip.ts';
import { historyFeed, seekFeed, snapshotFeed, timelineFeed } from '#state/feeds.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { curveLink } from '../output/curveLink.ts';

interface HistoryTrackProps {
  readonly places: readonly number[];
  readonly index: number;
  /** The moment in words. */
  readonly text: string;
}

const paint: Paint = (context, widthPx, heightPx, theme) => {
  const [curve, timeline, asked] = [historyFeed.latest, timelineFeed.latest, seekFeed.latest];
  const cursor = curveLink.cursor.latest;
  const metrics = snapshotFeed.latest?.metrics;
  const strip = historyStrip({ curve, timeline, asked, cursor, metrics }, widthPx, heightPx);
  paintHistoryStrip(context, widthPx, heightPx, strip, theme);
};

export function HistoryTrack({ places, index, text }: HistoryTrackProps) {
  const commands = useCommands();
  const range = useRef<HTMLInputElement>(null);
  const [isDragged, setDragged] = useState(false);
  /** The focus came by pointer: no ring until a key is pressed. */
  const [isPointed, setPointed] = useState(false);
  /** The moment that the pointer asked for last. */
  const asked = useRef(-1);
  const feeds = useMemo(() => [historyFeed, timelineFeed, seekFeed, curveLink.cursor], []);
  const last = Math.max(0, places.length - 1);

  const ask = (event: PointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const [curve, timeline] = [historyFeed.latest, timelineFeed.latest];
    const epoch = epochAt(event.clientX - left, endOf(curve, timeline), width);
    const next = nearestMoment(placesOf(curve, timeline), epoch);
    if (next < 0 || next === asked.current) return;
    asked.current = next;
    commands.seek(epochToSeek(timeline, next));
  };
  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0 || last === 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture?.(event.pointerId);
    range.current?.focus({ preventScroll: true });
    asked.current = -1;
    setDragged(true);
    setPointed(true);
    ask(event);
  };
  const end = (): void => setDragged(false);
  return (
    <div
      className="history-track"
      data-dragged={isDragged || undefined}
      data-pointed={isPointed || undefined}
      onKeyDown={() => setPointed(false)}
      onBlur={() => setPointed(false)}
      onPointerDown={begin}
      onPointerMove={(event) => isDragged && ask(event)}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <Canvas paint={paint} feeds={feeds} label="" />
      <input
        ref={range}
        type="range"
        aria-label={say.scrub()}
        aria-valuetext={text}
        min={0}
        max={last}
        value={Math.max(0, index)}
        disabled={last === 0}
        onChange={(event) => commands.seek(epochToSeek(timelineFeed.latest, event.target.valueAsNumber))}
      />
    </div>
  );
}
