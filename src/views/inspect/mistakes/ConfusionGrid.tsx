/** The confusion matrix as buttons: each cell opens its samples. */
import type { CSSProperties } from 'react';
import { countScale } from '#canvas/colorScale.ts';
import * as say from '#messages/generated/inspectMistakes.ts';
import { countText } from '#messages/numberText.ts';
import type { ConfusionCell } from '#scene/inspect/mistakeRows.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { useTheme } from '../../useTheme.ts';

interface ConfusionGridProps {
  readonly cells: readonly (readonly ConfusionCell[])[];
  readonly classes: readonly string[];
  readonly chosen: readonly [number, number] | null;
}

export function ConfusionGrid({ cells, classes, chosen }: ConfusionGridProps) {
  const theme = useTheme();
  const scale = countScale(theme);
  const choose = ({ truth, answer }: ConfusionCell): void => {
    const isSame = chosen?.[0] === truth && chosen[1] === answer;
    inspectStore.setState({ cell: isSame ? null : [truth, answer] });
  };
  return (
    <table className="confusion-grid" style={{ '--classes': classes.length } as CSSProperties}>
      <caption>{say.corner()}</caption>
      <thead>
        <tr>
          <td />
          {classes.map((name) => (
            <th key={name} scope="col">
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cells.map((row, truth) => (
          <tr key={truth}>
            <th scope="row">
              <span>{classes[truth]}</span>
            </th>
            {row.map((cell) => (
              <td key={cell.answer}>
                <button
                  type="button"
                  aria-pressed={chosen?.[0] === truth && chosen[1] === cell.answer}
                  aria-label={say.cell({
                    count: cell.count,
                    truth: classes[truth] ?? '',
                    answer: classes[cell.answer] ?? '',
                  })}
                  data-right={cell.answer === truth || undefined}
                  style={{
                    // The lower half of the scale, on which ink is always readable.
                    background: cell.count > 0 ? scale.css(0.06 + 0.44 * cell.share) : 'transparent',
                    color: cell.count > 0 ? theme.ink : theme.ink3,
                  }}
                  onClick={() => choose(cell)}
                >
                  {cell.count > 0 ? countText(cell.count) : '·'}
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
