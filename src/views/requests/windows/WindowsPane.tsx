/**
 * The results as a stream: tumbling and hopping windows with a watermark and late results, as in a streaming database. By
 * scheduled arrival a slow response belongs to a window that may be closed when it comes; by delivery none is late, and a stall
 * hides in one window.
 */
import { useMemo, useState } from 'react';
import * as say from '#messages/generated/windows.ts';
import { fixedText, percentText } from '#messages/numberText.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { responsesFeed, traceFeed, type LoadTrace } from '#state/feeds.ts';
import { WindowedResults, type PredictionMeaning, type WindowSpec } from '#trace/windows.ts';
import { windowSql } from '#trace/windowSql.ts';
import { useRun } from '../useRun.ts';
import { useThrottledFeed } from '../../useThrottledFeed.ts';
import { answerMeaning } from '#scene/windows/answerMeaning.ts';
import { WindowSettings } from './WindowSettings.tsx';
import { WindowTable } from './WindowTable.tsx';
import './WindowsPane.css';

const REFRESH_MS = 200;
/** More rows would cost a frame. */
const SHOWN_ROWS = 60;
const FIRST: WindowSpec = { sizeMs: 500, hopMs: 500, delayMs: 5, time: 'plannedMs', emit: 'close' };

export function WindowsPane() {
  const [spec, setSpec] = useState(FIRST);
  const data = useRun((experiment) => experiment.data);
  const network = useRun((experiment) => experiment.network);
  const trace = useThrottledFeed(traceFeed, REFRESH_MS);
  const labels = useThrottledFeed(responsesFeed, REFRESH_MS)?.labels ?? NO_LABELS;
  const meaning = useMemo(() => answerMeaning({ data, network }, labels), [data, network, labels]);
  const windowsOf = useMemo(() => windowCounter(spec, meaning), [spec, meaning]);
  const results = windowsOf(trace);
  const labelled = useMemo(() => labels.some((label) => label >= 0), [labels]);
  const shown = results.emitted().slice(0, SHOWN_ROWS);
  return (
    <div className="windows-pane">
      <WindowSettings spec={spec} onChange={setSpec} />
      <p className="windows-note">{noteText(results, spec)}</p>
      <div className="windows-table">
        <WindowTable windows={shown} classes={factsOf(data).classes} labelled={labelled} />
        {shown.length === 0 && <p className="windows-empty">{emptyText(results)}</p>}
      </div>
      <pre className="windows-sql" aria-label={say.sql()} tabIndex={0}>
        {windowSql(spec, labelled)}
      </pre>
    </div>
  );
}
const NO_LABELS = new Float32Array(0);

/** Counts incrementally, and starts over with each run. */
function windowCounter(spec: WindowSpec, meaning: PredictionMeaning): (trace: LoadTrace) => WindowedResults {
  let startedAt = Number.NaN;
  let results = new WindowedResults(spec, meaning);
  return (trace) => {
    if (trace.startedAt !== startedAt) {
      startedAt = trace.startedAt;
      results = new WindowedResults(spec, meaning);
    }
    results.take(trace.ring);
    return results;
  };
}

function noteText(results: WindowedResults, { emit }: WindowSpec): string {
  const { total, late, watermarkMs, openCount, missed } = results;
  if (total === 0) return say.about();
  return say.progress({
    total,
    part: missed > 0 ? 'newest' : 'all',
    fate: late === 0 ? 'none' : emit === 'close' ? 'leftOut' : 'corrections',
    late,
    share: percentText(late / total),
    seconds: fixedText(watermarkMs / 1_000, 2),
    open: openCount,
  });
}

function emptyText({ total }: WindowedResults): string {
  return total === 0 ? say.empty() : say.incomplete();
}
