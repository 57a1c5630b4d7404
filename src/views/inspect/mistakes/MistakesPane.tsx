/** Mistakes: which classes are taken for which, the samples themselves, and whether the network is as sure as it is right. */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { splitCounts } from '#data/splitCounts.ts';
import * as say from '#messages/generated/inspectMistakes.ts';
import { confusionCells, countConfusion, mistakeRows } from '#scene/inspect/mistakeRows.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { Segmented } from '../../controls/Segmented.tsx';
import { useExperiment, useFacts } from '../../useExperiment.ts';
import { useThrottledFeed } from '../../useThrottledFeed.ts';
import { useAsked } from '../useAsked.ts';
import { CalibrationChart } from './CalibrationChart.tsx';
import { ConfusionGrid } from './ConfusionGrid.tsx';
import { MistakeList } from './MistakeList.tsx';
import './MistakesPane.css';

/** In the list. */
const MOST = 24;
/** Of a part with no more samples all are asked for, to count them. */
const MOST_COUNTED = 2_000;

type Part = 'test' | 'train';

export function MistakesPane() {
  const { classes, task } = useFacts();
  const data = useExperiment((experiment) => experiment.data);
  const [part, setPart] = useState<Part>('test');
  const cell = useStore(inspectStore, (state) => state.cell);
  const hasClasses = task !== 'regression';
  const fits = hasClasses && cell !== null && Math.max(...cell) < classes.length ? cell : null;
  const most = part === 'train' && splitCounts(data).train <= MOST_COUNTED ? MOST_COUNTED : MOST;
  const asked = useMemo(
    () => ({ split: part, most, rows: MOST, ...(fits ? { cell: fits } : {}) }),
    [part, most, fits],
  );
  const whole = useMemo(() => (fits && most > MOST ? { split: part, most } : null), [fits, part, most]);
  const { value, problem } = useAsked('findSamples', asked, PACE);
  const all = useAsked('findSamples', whole, PACE).value;
  const snapshot = useThrottledFeed(snapshotFeed, 500);
  const counted = (fits ? all : value) && countConfusion((fits ? all : value)!, classes.length);
  const counts = part === 'test' ? (snapshot?.confusion ?? null) : counted;
  const isMatrix = counts !== null && counts.length === classes.length ** 2;
  const rows = value ? mistakeRows(value, data) : [];
  return (
    <div className="inspect-columns">
      <div className="inspect-side inspect-upright">
        <Segmented
          label={say.part()}
          value={part}
          options={[
            { value: 'test', label: say.test() },
            { value: 'train', label: say.train() },
          ]}
          onChange={(next: Part) => setPart(next)}
        />
        {hasClasses ? (
          <CalibrationChart part={part} />
        ) : (
          <p className="inspect-text">{say.valuesNoClasses()}</p>
        )}
      </div>
      <div className="inspect-middle">
        {problem !== null && <p className="inspect-note">{problem}</p>}
        {value ? (
          <MistakeList rows={rows} count={value.count} part={part} cell={fits} />
        ) : (
          problem === null && <p className="inspect-note">{say.loading()}</p>
        )}
      </div>
      <div className="inspect-side inspect-side-right">
        {hasClasses && (
          <div className="region-head">
            <h2>{say.confusion()}</h2>
          </div>
        )}
        {hasClasses && isMatrix && (
          <ConfusionGrid cells={confusionCells(counts, classes.length)} classes={classes} chosen={fits} />
        )}
        {hasClasses && !isMatrix && part === 'train' && value && (
          <p className="inspect-note">{say.tooManyToCount()}</p>
        )}
      </div>
    </div>
  );
}

const PACE = { everyMs: 1_000 };
