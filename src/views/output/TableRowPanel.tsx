/** Output for tables: one row of the test part with its columns, and its prediction. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import * as say from '#messages/generated/tableRow.ts';
import { fixedText } from '#messages/numberText.ts';
import { dataFeed, probeFeed } from '#state/feeds.ts';
import { Rich } from '../Rich.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useFacts } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { ClassBars } from './ClassBars.tsx';

const MARKS = { note: (inner: string) => <span className="region-note">{inner}</span> };

export function TableRowPanel() {
  const commands = useCommands();
  const data = useFeed(dataFeed);
  const probe = useFeed(probeFeed);
  const { columns, classes } = useFacts();
  if (!data || !probe || probe.raw.length !== columns.length) return null;
  const row = probe.testRow ?? 0;
  const truth = probe.label === null ? undefined : classes[probe.label];
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
      <table className="row-values">
        <tbody>
          {columns.map((name, i) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{fixedText(probe.raw[i] ?? Number.NaN, 1)}</td>
            </tr>
          ))}
          {truth !== undefined && (
            <tr>
              <th scope="row">{say.truth()}</th>
              <td>
                <b>{truth}</b>
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <ClassBars />
    </>
  );
}
