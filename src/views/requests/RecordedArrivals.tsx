/** Arrivals to replay: those of the last load, or a rate over time drawn with sliders. */
import { useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/load.ts';
import { rateText, unitText } from '#messages/numberText.ts';
import { arrivalsFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { useFeed } from '../useFeed.ts';

const SLICES = 12;
/** The first drawing: calm, a peak, calm. */
const FIRST_SHARES = [0.2, 0.2, 0.2, 0.25, 0.4, 0.8, 1, 0.8, 0.4, 0.25, 0.2, 0.2];

interface RecordedArrivalsProps {
  /** Rate of a slider at its top. */
  readonly mostPerSecond: number;
  readonly durationMs: number;
}

export function RecordedArrivals({ mostPerSecond, durationMs }: RecordedArrivalsProps) {
  const commands = useCommands();
  const arrivals = useFeed(arrivalsFeed);
  const hasRun = useStore(servingStore, ({ phase, report }) => phase === 'idle' && report !== null);
  const [shares, setShares] = useState<readonly number[]>(FIRST_SHARES);
  const draw = (next: readonly number[]): void => {
    setShares(next);
    commands.drawArrivals(next.map((share) => share * mostPerSecond));
  };
  const sliceMs = durationMs / SLICES;
  return (
    <div className="recorded-arrivals">
      <p className="load-about" role="status">
        {arrivals
          ? say.arrivalsOver({
              count: arrivals.length,
              time: unitText((arrivals.at(-1) ?? 0) / 1_000, 2, 's'),
            })
          : say.noArrivals()}
      </p>
      <Button className="button" disabled={!hasRun} onClick={() => commands.keepArrivals()}>
        {say.keepArrivals()}
      </Button>
      <fieldset>
        <legend className="load-about">
          {say.orDraw({ rate: rateText(mostPerSecond), time: unitText(durationMs / 1_000, 1, 's') })}
        </legend>
        <div className="rate-sliders">
          {shares.map((share, slice) => (
            <input
              key={slice}
              type="range"
              min={0}
              max={1}
              step={0.05}
              value={share}
              aria-label={say.rateFrom({ time: unitText((slice * sliceMs) / 1_000, 2, 's') })}
              aria-valuetext={say.perSecond({ rate: rateText(share * mostPerSecond) })}
              onChange={(event) => draw(shares.with(slice, event.target.valueAsNumber))}
            />
          ))}
        </div>
        <button type="button" className="button" onClick={() => draw(shares)}>
          {say.useDrawing()}
        </button>
      </fieldset>
    </div>
  );
}
