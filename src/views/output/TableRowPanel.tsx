/** Output for tables: one row of the test part with its columns, and its prediction. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { TableSpec } from '#experiment/tableData.ts';
import * as say from '#messages/generated/tableRow.ts';
import { outputsFor } from '#scene/output/classShares.ts';
import { cellText, learntText, ownTable } from '#scene/output/rowValues.ts';
import { dataFeed, probeFeed, snapshotFeed } from '#state/feeds.ts';
import { Rich } from '../Rich.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment, useFacts } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { ClassBars } from './ClassBars.tsx';

const MARKS = { note: (inner: string) => <span className="region-note">{inner}</span> };
/** More columns scroll by themselves, so that the answer stays in view. */
const SHOWN_COLUMNS = 12;

export function TableRowPanel() {
  const commands = useCommands();
  const data = useFeed(dataFeed);
  const probe = useFeed(probeFeed);
  const own = ownTable(useExperiment((experiment) => experiment.data));
  const { columns, classes } = useFacts();
  if (!data || !probe || probe.raw.length !== columns.length) return null;
  const row = probe.testRow ?? 0;
  const truth = probe.label === null ? undefined : classes[probe.label];
  const scrolls = columns.length > SHOWN_COLUMNS;
  return (
    <>
      <div className="region-head">
        <h3>
          <Rich text={say.testSampleOf({ row: row + 1, all: data.test.count })} marks={MARKS} />
        </h3>
        <span>
          <button
            type="button"
            className="button-plain"
            aria-label={say.previous()}
            onClick={() => commands.probeTestSample(row - 1)}
          >
            <ChevronLeft aria-hidden size={16} />
          </button>
          <button
            type="button"
            className="button-plain"
            aria-label={say.next()}
            onClick={() => commands.probeTestSample(row + 1)}
          >
            <ChevronRight aria-hidden size={16} />
          </button>
        </span>
      </div>
      <div
        className="row-columns"
        {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': say.columns(), 'data-scrolls': '' } : {})}
      >
        <table className="row-values">
          <tbody>
            {columns.map((name, i) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{cellText(probe.raw[i] ?? Number.NaN, own?.columns[i])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {truth !== undefined && (
        <p className="row-truth">
          <span>{say.truth()}</span> <b>{truth}</b>
        </p>
      )}
      {classes.length > 0 ? <ClassBars /> : own && <ValueAnswer table={own} label={probe.label} />}
    </>
  );
}

/** Truth and prediction in the units of the target. */
function ValueAnswer({ table, label }: { readonly table: TableSpec; readonly label: number | null }) {
  const answer = outputsFor(useFeed(snapshotFeed))?.[0] ?? Number.NaN;
  return (
    <table className="row-values">
      <tbody>
        {label !== null && (
          <tr>
            <th scope="row">{say.truthOf({ name: table.target.name })}</th>
            <td>{learntText(label, table)}</td>
          </tr>
        )}
        <tr>
          <th scope="row">{say.answer()}</th>
          <td>
            <b>{learntText(answer, table)}</b>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
