/** The latency charts as tables, for screen readers. */
import type { Interval } from '#canvas/timePlot.ts';
import { byLatency, byPercentile, bySize, latencySummary, overTime } from '#scene/latency/latencyTables.ts';
import type { RunStats } from '#scene/latency/runStats.ts';
import { traceFeed } from '#state/feeds.ts';
import { PictureTable } from '../../pictures/PictureTable.tsx';
import { useThrottledFeed } from '../../useThrottledFeed.ts';

const TEXT_EVERY_MS = 2_000;

interface LatencyTextProps {
  readonly id: string;
  readonly view: 'time' | 'spectrum' | 'histogram' | 'summary';
  readonly runStats: RunStats;
  readonly interval: Interval | null;
}

export function LatencyText({ id, view, runStats, interval }: LatencyTextProps) {
  const stats = runStats(useThrottledFeed(traceFeed, TEXT_EVERY_MS), interval);
  switch (view) {
    case 'time':
      return <PictureTable id={id} {...overTime(stats)} />;
    case 'spectrum':
      return <PictureTable id={id} {...byPercentile(stats)} />;
    case 'histogram':
      return (
        <>
          <PictureTable id={id} {...byLatency(stats)} />
          <PictureTable {...bySize(stats)} />
        </>
      );
    default:
      return <PictureTable id={id} summary={latencySummary(stats)} caption="" head={[]} rows={[]} />;
  }
}
