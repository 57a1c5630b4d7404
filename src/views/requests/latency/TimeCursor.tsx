/**
 * Readout of the charts over time, by pointer and by arrow keys. Enter pins the slowest request of the time interval,
 * + and − zoom, Escape shows the whole run.
 */
import { useCallback, useEffect, useState, type KeyboardEvent } from 'react';
import * as say from '#messages/generated/latency.ts';
import { momentText } from '#scene/latency/momentText.ts';
import type { TimeScene } from '#scene/latency/timeCharts.ts';
import { traceFeed } from '#state/feeds.ts';
import { labStore } from '#state/labStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { findSlowest } from '#trace/findRequest.ts';
import { PictureCursor } from '../../pictures/PictureCursor.tsx';
import type { PlotLink } from '../../plot/plotLink.ts';

/** Steps of the arrow keys across the charts. */
const KEY_COLUMNS = 60;

interface TimeCursorProps {
  readonly label: string;
  readonly scene: () => TimeScene;
  readonly link: PlotLink;
  onReadout(text: string | null): void;
}

export function TimeCursor({ label, scene, link, onReadout }: TimeCursorProps) {
  const [column, setColumn] = useState(0);
  const [text, setText] = useState('');
  const textAt = useCallback(
    (timeMs: number): string | null => {
      const { map } = scene();
      return map.slices.length > 0 ? momentText(map, timeMs, servingStore.getState().clockStepMs) : null;
    },
    [scene],
  );
  useEffect(() => {
    const read = (): void => {
      const { latest } = link.cursor;
      onReadout(latest === null ? null : textAt(latest));
    };
    // While a run goes on, its charts move under a pointer that rests.
    const stops = [
      link.cursor.subscribe(read),
      traceFeed.subscribe(() => link.cursor.latest !== null && read()),
    ];
    return () => stops.forEach((stop) => stop());
  }, [link, textAt, onReadout]);
  const readColumn = (next: number): void => {
    const { fromMs, toMs } = scene().interval;
    const columnMs = (toMs - fromMs) / KEY_COLUMNS;
    const low = fromMs + next * columnMs;
    const middle = low + columnMs / 2;
    link.cursor.publish(middle);
    link.selection.publish({ low, high: low + columnMs });
    setColumn(next);
    setText(textAt(middle) ?? say.noRequests());
  };
  const clear = (): void => {
    link.cursor.publish(null);
    link.selection.publish(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = link.selection.latest;
    if (event.key !== 'Enter' || !chosen) return;
    const found = findSlowest(traceFeed.latest.ring, chosen.low, chosen.high);
    if (found) labStore.setState({ pinnedId: found.id });
  };
  return (
    <PictureCursor
      label={label}
      max={KEY_COLUMNS - 1}
      value={column}
      text={text}
      onChange={readColumn}
      onKeyDown={onKeyDown}
      onBlur={clear}
    />
  );
}
