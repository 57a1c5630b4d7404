/** The first look: what the requests answer as the answers come, and how long each took. */
import { useCallback, useMemo, useState } from 'react';
import { countScale } from '../../paint/colorScale.ts';
import { traceFeed } from '../../state/feeds.ts';
import { calmFeed } from '../calmFeed.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useTheme } from '../useTheme.ts';
import { AnswersView } from './AnswersView.tsx';
import { createRunStats } from './latency/runStats.ts';
import { paintTimePicture } from './latency/timePicture.ts';

/** Beside a timeline or river that moves in every frame, ten times a second is often enough. */
const FEEDS = [calmFeed(traceFeed, 100)];

export function Overview() {
  return (
    <div className="overview">
      <AnswersView />
      <LatencyMap />
    </div>
  );
}

export function LatencyMap() {
  const theme = useTheme();
  const scale = useMemo(() => countScale(theme), [theme]);
  const goalMs = useExperiment(({ serving }) => serving.latencyGoalMs);
  const [runStats] = useState(createRunStats);
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, now) => {
      const { running, nowMs } = traceFeed.latest;
      const stats = runStats(traceFeed.latest, null);
      const stretch = { fromMs: 0, toMs: Math.max(running ? nowMs : 0, stats.lastMs, 1) };
      const picture = { view: 'map', stats, stretch, running, goalMs, pinned: null, chosen: null } as const;
      paintTimePicture(context, widthPx, heightPx, picture, now, scale);
    },
    [runStats, goalMs, scale],
  );
  return <Canvas className="latency" paint={paint} feeds={FEEDS} label="Latency of each answer over time" />;
}
