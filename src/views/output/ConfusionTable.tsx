/** Confusion matrix of the test part: rows are true classes, columns predicted ones; tint is the share of the row. */
import type { CSSProperties } from 'react';
import { countScale } from '#canvas/colorScale.ts';
import * as say from '#messages/generated/confusion.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { hint } from '../hint/hint.ts';
import { useFacts } from '../useExperiment.ts';
import { useTheme } from '../useTheme.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';
import './ConfusionTable.css';

/** Classes whose names fit beside each other, and letters of a name. */
const MOST_LEVEL = 10;
const SHORT = 6;
const LONG = 12;

export function ConfusionTable() {
  const snapshot = useThrottledFeed(snapshotFeed, 250);
  const theme = useTheme();
  const { classes } = useFacts();
  const counts = snapshot?.confusion;
  const width = classes.length;
  if (!counts || counts.length !== width * width) return null;
  // Names of many classes stand upright over their columns.
  const many = width > MOST_LEVEL;
  const shown = (name: string): string => (many ? clipped(name, LONG) : clipped(name, SHORT));
  const scale = countScale(theme);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let right = 0;
  for (let k = 0; k < width; k++) right += counts[k * width + k] ?? 0;
  return (
    <div className="group output-confusion">
      <div className="region-head">
        <h3>{say.confusion()}</h3>
        <span className="region-note">{say.wrongOf({ wrong: total - right, all: total })}</span>
      </div>
      <div
        className="confusion-box"
        {...(many ? { tabIndex: 0, role: 'group', 'aria-label': say.confusion() } : {})}
      >
        <table
          className={many ? 'confusion confusion-many' : 'confusion'}
          style={{ '--classes': width } as CSSProperties}
        >
          <caption className="visually-hidden">{say.caption()}</caption>
          <thead>
            <tr>
              <td className="confusion-corner">{say.corner()}</td>
              {classes.map((name) => (
                <th key={name} scope="col" {...hint(shown(name) === name ? undefined : name)}>
                  {shown(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((name, truth) => {
              const row = counts.subarray(truth * width, (truth + 1) * width);
              const sum = row.reduce((all, count) => all + count, 0);
              return (
                <tr key={name}>
                  <th scope="row" {...hint(many && name.length > LONG ? name : undefined)}>
                    {name}
                  </th>
                  {[...row].map((count, answer) => {
                    const share = sum > 0 ? count / sum : 0;
                    return (
                      <td
                        key={answer}
                        className={truth === answer ? 'confusion-right' : ''}
                        style={{
                          // The lower half of the scale, on which ink is always readable.
                          background: count > 0 ? scale.css(0.06 + 0.44 * share) : 'transparent',
                          color: count > 0 ? theme.ink : theme.ink3,
                        }}
                      >
                        {count > 0 ? count : '·'}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const clipped = (name: string, most: number): string =>
  name.length > most ? `${name.slice(0, most - 1)}…` : name;
