/** One line on the load, visible in every tab: its time while it runs, then its result. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/dock.ts';
import { rateText, unitText } from '#messages/numberText.ts';
import { servingStore } from '#state/servingStore.ts';

export function ServingStatus() {
  const { phase, elapsedMs, done, report } = useStore(servingStore);
  const running = phase !== 'idle';
  if (!running && !report) return null;
  return (
    <p className="serving-status">
      <i className="status-dot" data-tone={running ? 'ok' : undefined} />
      {running ? (
        <span>{say.running({ time: unitText(elapsedMs / 1_000, 2, 's'), done })}</span>
      ) : (
        report && (
          <span>
            {say.answeredIn({
              count: report.ok,
              time: durationText(report.seconds),
              rate: rateText(report.requestsPerSecond),
            })}
          </span>
        )
      )}
    </p>
  );
}

const durationText = (seconds: number): string =>
  seconds < 1 ? unitText(seconds * 1_000, seconds < 0.1 ? 1 : 0, 'ms') : unitText(seconds, 2, 's');
