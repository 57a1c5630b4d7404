/** Order of completion against order of sending, of the newest requests of the run. */
import { useMemo } from 'react';
import { paintOrder, type OrderDots } from '#canvas/paintOrder.ts';
import * as say from '#messages/generated/answers.ts';
import { sendRanks } from '#scene/answers/answerRows.ts';
import { traceFeed } from '#state/feeds.ts';
import { throttledFeed } from '#state/throttledFeed.ts';
import type { TraceRing } from '#trace/TraceRing.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { NothingSent } from '../NothingSent.tsx';

const NEWEST = 2_000;
const FEEDS = [throttledFeed(traceFeed, 250)];

export function OrderPicture({ pinnedId }: { readonly pinnedId: number | null }) {
  const paint = useMemo<Paint>(
    () => (context, widthPx, heightPx, theme) =>
      paintOrder(context, widthPx, heightPx, newestDots(traceFeed.latest.ring, pinnedId), theme),
    [pinnedId],
  );
  return (
    <div className="order-picture">
      <Canvas paint={paint} feeds={FEEDS} label={say.order()} />
      <NothingSent>{say.orderEmpty()}</NothingSent>
    </div>
  );
}

function newestDots(ring: TraceRing, pinnedId: number | null): OrderDots {
  const { columns, total } = ring;
  const first = Math.max(ring.first, total - NEWEST);
  const count = total - first;
  const placeOf = sendRanks(ring, first);
  const dots = { sent: new Float64Array(count), cameBack: new Float64Array(count) };
  const outcomes = new Uint8Array(count);
  let pinned = -1;
  for (let i = 0; i < count; i++) {
    const at = ring.indexOf(first + i);
    dots.sent[i] = placeOf(columns.ids[at]!);
    dots.cameBack[i] = first + i + 1;
    outcomes[i] = columns.outcomes[at]!;
    if (columns.ids[at] === pinnedId) pinned = i;
  }
  return { ...dots, outcomes, from: first + 1, pinned };
}
