/** Samples that the network gets wrong, or is least sure of: a click follows one. */
import * as say from '#messages/generated/inspectMistakes.ts';
import type { MistakeRow } from '#scene/inspect/mistakeRows.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { useFacts } from '../../useExperiment.ts';
import { Digit } from '../Digit.tsx';
import { follow } from '../follow.ts';

interface MistakeListProps {
  readonly rows: readonly MistakeRow[];
  /** How many there are. */
  readonly count: number;
  readonly part: 'test' | 'train';
  readonly cell: readonly [number, number] | null;
}

export function MistakeList({ rows, count, part, cell }: MistakeListProps) {
  const commands = useCommands();
  const { classes, imageSide = 0 } = useFacts();
  const size = imageSide ** 2;
  return (
    <>
      <div className="region-head">
        <h2>
          {cell
            ? say.cellTitle({ truth: classes[cell[0]] ?? '', answer: classes[cell[1]] ?? '' })
            : say.worst()}{' '}
          <span className="region-note">{noteOf(rows.length, count, cell !== null)}</span>
        </h2>
        {cell ? (
          <button type="button" className="button" onClick={() => inspectStore.setState({ cell: null })}>
            {say.showWorst()}
          </button>
        ) : (
          <span className="region-note">{say.followHint()}</span>
        )}
      </div>
      {rows.length === 0 && <p className="inspect-note">{say.noneHere()}</p>}
      <ol className="mistake-list" data-images={size > 0 || undefined}>
        {rows.map(({ index, number, raw, text, truth, answer, isWrong, loss }) => (
          <li key={index}>
            <button
              type="button"
              aria-description={say.follow({ sample: number })}
              onClick={() => follow(commands, { split: part, index })}
            >
              {size > 0 && raw.length === size ? <Digit raw={raw} side={imageSide} /> : null}
              {text !== '' && <span className="mistake-place">{text}</span>}
              <span>
                {truth} → <b className={isWrong ? 'mistake-wrong' : undefined}>{answer}</b>
              </span>
              <small>
                {say.loss()} {loss}
              </small>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function noteOf(shown: number, count: number, isCell: boolean): string {
  if (!isCell) return say.largestFirst({ shown, count });
  return shown < count ? say.firstOf({ shown, count }) : say.allOf({ count });
}
