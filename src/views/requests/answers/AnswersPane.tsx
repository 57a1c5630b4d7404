/** Every response of the run as a searchable row, and the order of completion beside it. */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/answers.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { responsesFeed, traceFeed } from '#state/feeds.ts';
import { labStore } from '#state/labStore.ts';
import { useRun } from '../useRun.ts';
import { useThrottledFeed } from '../../useThrottledFeed.ts';
import { answerMeaning } from '#scene/windows/answerMeaning.ts';
import { sortRows, type AnswerSort } from '#scene/answers/answerColumns.ts';
import { findMatches, sendRanks, type Matches } from '#scene/answers/answerRows.ts';
import { servingStore } from '#state/servingStore.ts';
import { AnswerTable } from './AnswerTable.tsx';
import { OrderPicture } from './OrderPicture.tsx';
import { ownTable } from '#scene/output/rowValues.ts';
import { parseSearch } from '#scene/answers/searchForm.ts';
import './AnswersPane.css';
import { hint } from '../../hint/hint.ts';

const REFRESH_MS = 250;
/** To sort all that are kept takes a tenth of a second: while a run goes on, seldom. */
const SORTED_REFRESH_MS = 1_000;
/** How long a search may take of a frame while a run goes on. */
const SEARCH_BUDGET_MS = 8;
const NO_LABELS = new Float32Array(0);
const NO_ROWS = new Uint32Array(0);

export function AnswersPane() {
  const [search, setSearch] = useState('');
  const data = useRun((experiment) => experiment.data);
  const network = useRun((experiment) => experiment.network);
  const [sort, setSort] = useState<AnswerSort | null>(null);
  const trace = useThrottledFeed(traceFeed, sort ? SORTED_REFRESH_MS : REFRESH_MS);
  const labels = useThrottledFeed(responsesFeed, REFRESH_MS)?.labels ?? NO_LABELS;
  const pinnedId = useStore(labStore, (state) => state.pinnedId);
  const { classes } = factsOf(data);
  const meaning = useMemo(() => answerMeaning({ data, network }, labels), [data, network, labels]);
  const matcher = useMemo(() => parseSearch(search, classes, meaning), [search, classes, meaning]);
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  const found = useMemo(
    () => (matcher ? findMatches(trace.ring, matcher, trace.running ? SEARCH_BUDGET_MS : Infinity) : null),
    [trace, matcher],
  );
  const source = useMemo(
    () => ({
      ring: trace.ring,
      classes,
      meaning,
      table: ownTable(data),
      clockStepMs,
      placeOf: sendRanks(trace.ring),
    }),
    [trace, classes, meaning, data, clockStepMs],
  );
  const rows = useMemo(() => {
    if (!found) return NO_ROWS;
    return sort ? sortRows(found.rows, source, sort) : found.rows;
  }, [found, sort, source]);
  return (
    <div className="answers-pane">
      <div className="answers-list">
        <input
          type="search"
          className="text-field"
          aria-label={say.search()}
          placeholder={say.searchExamples()}
          {...hint(say.searchHelp())}
          autoComplete="off"
          spellCheck={false}
          value={search}
          aria-invalid={found === null}
          onChange={(event) => setSearch(event.target.value)}
        />
        <p
          className="answers-count"
          role="status"
          // During a run the count changes too often to be announced.
          aria-live={trace.running ? 'off' : 'polite'}
          {...hint(say.searchHelp())}
        >
          {found ? foundText(found, trace.ring.total - trace.ring.first, trace.leftOut) : say.searchHelp()}
        </p>
        <AnswerTable source={source} rows={rows} sort={sort} pinnedId={pinnedId} onSort={setSort} />
      </div>
      <OrderPicture pinnedId={pinnedId} />
    </div>
  );
}

function foundText({ rows, scanned }: Matches, kept: number, leftOut: number): string {
  if (kept === 0) return say.empty();
  const part = scanned < kept ? 'newest' : 'all';
  return say.found({ found: rows.length, part, scanned, lost: leftOut });
}
