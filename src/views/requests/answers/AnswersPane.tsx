/** Every answer of the run as a row that can be searched for, and the order in which answers came beside it. */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { countText } from '../../../paint/numberText.ts';
import { DATA_SETS } from '../../../spec/dataSets.ts';
import { answersFeed, traceFeed } from '../../../state/feeds.ts';
import { labStore } from '../../../state/labStore.ts';
import { useExperiment } from '../../useExperiment.ts';
import { useSlowFeed } from '../../useSlowFeed.ts';
import { answerMeaning } from '../windows/answerMeaning.ts';
import { findMatches, type Matches } from './answerRows.ts';
import { AnswerTable } from './AnswerTable.tsx';
import { OrderPicture } from './OrderPicture.tsx';
import { parseSearch, SEARCH_HELP } from './searchForm.ts';
import './AnswersPane.css';

const REFRESH_MS = 250;
const NO_LABELS = new Float32Array(0);

export function AnswersPane() {
  const [search, setSearch] = useState('');
  const data = useExperiment((experiment) => experiment.data);
  const network = useExperiment((experiment) => experiment.network);
  const trace = useSlowFeed(traceFeed, REFRESH_MS);
  const labels = useSlowFeed(answersFeed, REFRESH_MS)?.labels ?? NO_LABELS;
  const pinnedId = useStore(labStore, (state) => state.pinnedId);
  const { classes } = DATA_SETS[data.set];
  const meaning = useMemo(() => answerMeaning({ data, network }, labels), [data, network, labels]);
  const matcher = useMemo(() => parseSearch(search, classes, meaning), [search, classes, meaning]);
  const found = useMemo(() => (matcher ? findMatches(trace.ring, matcher) : null), [trace, matcher]);
  return (
    <div className="answers-pane">
      <div className="answers-list">
        <input
          type="search"
          className="text-field"
          aria-label="Search the answers"
          placeholder="Number, class, wrong, batch 12, client 3, >10ms, rejected"
          title={SEARCH_HELP}
          autoComplete="off"
          spellCheck={false}
          value={search}
          aria-invalid={found === null}
          onChange={(event) => setSearch(event.target.value)}
        />
        <p className="answers-count" role="status" title={SEARCH_HELP}>
          {found ? foundText(found, trace.ring.total - trace.ring.first, trace.leftOut) : SEARCH_HELP}
        </p>
        <div className="answers-rows">
          <AnswerTable
            ring={trace.ring}
            total={trace.ring.total}
            shown={found?.shown ?? []}
            classes={classes}
            meaning={meaning}
            pinnedId={pinnedId}
          />
        </div>
      </div>
      <OrderPicture pinnedId={pinnedId} />
    </div>
  );
}

function foundText({ shown, count, scanned }: Matches, kept: number, leftOut: number): string {
  if (kept === 0) return 'Send requests and each becomes a row, the newest first.';
  const rows = count > shown.length ? `, the newest ${countText(shown.length)} shown` : '';
  const part = scanned < kept ? `the newest ${countText(scanned)}` : countText(kept);
  const lost = leftOut > 0 ? `; ${countText(leftOut)} more ended too fast to be kept` : '';
  return `${countText(count)} of ${part} requests${rows}${lost}`;
}
