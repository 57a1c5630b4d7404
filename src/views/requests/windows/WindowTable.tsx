/** One row per window, the newest first: number of results, outcomes, latency, and late results. */
import { useStore } from 'zustand';
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/windows.ts';
import { listText } from '#messages/listText.ts';
import { countText, fixedText, percentText } from '#messages/numberText.ts';
import { servingStore } from '#state/servingStore.ts';
import type { ResultWindow } from '#trace/windows.ts';
import { hint } from '../../hint/hint.ts';

interface WindowTableProps {
  readonly windows: readonly ResultWindow[];
  /** Names of the classes; empty for regression. */
  readonly classes: readonly string[];
  readonly labelled: boolean;
}

export function WindowTable({ windows, classes, labelled }: WindowTableProps) {
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  return (
    <table className="window-table">
      <thead>
        <tr>
          <th scope="col">{say.windowSeconds()}</th>
          <th scope="col">{say.results()}</th>
          {classes.length > 0 && <th scope="col">{say.classes()}</th>}
          <th scope="col">{say.p95Ms()}</th>
          {labelled && <th scope="col">{say.accuracy()}</th>}
          <th scope="col">{say.late()}</th>
          <th scope="col">{say.state()}</th>
        </tr>
      </thead>
      <tbody>
        {windows.map((window) => (
          <tr key={window.startMs}>
            <th scope="row">
              {secondsText(window.startMs)} – {secondsText(window.endMs)}
            </th>
            <td>{countText(window.count)}</td>
            {classes.length > 0 && (
              <td>
                <ClassShares window={window} classes={classes} />
              </td>
            )}
            <td>{latencyText(window.response.percentiles([0.95])[0], clockStepMs)}</td>
            {labelled && <td>{window.labelled > 0 ? percentText(window.correct / window.labelled) : '–'}</td>}
            <td className={window.late > 0 ? 'window-late' : undefined}>{countText(window.late)}</td>
            <td className="window-state">{window.closed ? say.closed() : say.open()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A bar per class, relative to the largest, and the largest as text. */
function ClassShares({
  window,
  classes,
}: {
  readonly window: ResultWindow;
  readonly classes: readonly string[];
}) {
  const total = window.byClass.reduce((sum, count) => sum + count, 0);
  const most = window.byClass.reduce((largest, count) => Math.max(largest, count), 0);
  const largest = window.byClass.indexOf(most);
  const words = listText(
    classes.map((name, i) => `${name} ${percentText(total > 0 ? (window.byClass[i] ?? 0) / total : 0, 0)}`),
  );
  return (
    <span className="class-shares" {...hint(words)}>
      <span className="class-columns" aria-hidden>
        {classes.map((name, i) => (
          <span key={name} style={{ height: `${most > 0 ? ((window.byClass[i] ?? 0) / most) * 100 : 0}%` }} />
        ))}
      </span>
      <span className="class-most">
        {total > 0 ? `${classes[largest]} ${percentText(most / total, 0)}` : '–'}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

const secondsText = (ms: number): string => fixedText(ms / 1_000, 2);
