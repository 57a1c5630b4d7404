/**
 * The place of the history strip: there from the first kept epoch on, and then for good, so that nothing below it moves a second time.
 * What stands in it is loaded later.
 */
import { useState, useSyncExternalStore } from 'react';
import * as say from '#messages/generated/parts.ts';
import { timelineFeed } from '#state/feeds.ts';
import { lazyView } from '../lazyView.tsx';
import { showsOnePart } from '../layout.ts';
import { useLayout } from '../useLayout.ts';
import './HistoryRow.css';

const HistoryStrip = lazyView(() => import('./HistoryStrip.tsx').then((module) => module.HistoryStrip), {
  name: say.theHistory,
});

export function HistoryRow() {
  const onePart = showsOnePart(useLayout());
  const hasHistory = useSyncExternalStore(timelineFeed.subscribe, hasMoments);
  const [isThere, setThere] = useState(hasHistory);
  if (hasHistory && !isThere) setThere(true);
  if (!isThere) return null;
  return (
    <div className={onePart ? 'history-thin' : 'history-strip'}>
      <HistoryStrip isThin={onePart} />
    </div>
  );
}

const hasMoments = (): boolean => timelineFeed.latest.epochs.length > 1;
