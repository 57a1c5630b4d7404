/** The first look: requests on their way, and what they answer; where there is room, how long each took. */
import { useId, useState } from 'react';
import * as say from '#messages/generated/requests.ts';
import { createRunStats } from '#scene/latency/runStats.ts';
import { traceFeed } from '#state/feeds.ts';
import { throttledFeed } from '#state/throttledFeed.ts';
import { createPlotLink } from '../../plot/plotLink.ts';
import { AnswersText } from '../answers/AnswersText.tsx';
import { LatencyText } from '../latency/LatencyText.tsx';
import { TimeCharts } from '../latency/TimeCharts.tsx';
import { LiveView } from '../live/LiveView.tsx';
import { NothingSent } from '../NothingSent.tsx';

/** Beside a timeline or live view that moves in every frame, ten times per second is enough. */
const FEEDS = [throttledFeed(traceFeed, 100)];

export function Overview() {
  const id = useId();
  return (
    <div className="overview">
      <LiveView />
      <AnswersText id={id} />
      <LatencyMap />
    </div>
  );
}

/** To be looked at; the latency pane has the same to be read and zoomed. */
export function LatencyMap() {
  const id = useId();
  const [runStats] = useState(createRunStats);
  const [link] = useState(createPlotLink);
  return (
    <div className="latency">
      <TimeCharts
        view="map"
        runStats={runStats}
        interval={null}
        feeds={FEEDS}
        label={say.latencyOverTime()}
        describedBy={id}
        link={link}
        onZoom={noZoom}
      />
      <LatencyText id={id} view="summary" runStats={runStats} interval={null} />
      <NothingSent>{say.timesAppear()}</NothingSent>
    </div>
  );
}
const noZoom = (): void => undefined;
