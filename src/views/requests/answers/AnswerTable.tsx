/** One row a request, the newest first. Its number is a button that pins it; a click anywhere on the row does so too. */
import { useMemo } from 'react';
import { countText, fixedText } from '../../../paint/numberText.ts';
import { labStore } from '../../../state/labStore.ts';
import { OUTCOMES } from '../../../trace/outcomes.ts';
import type { TraceRing } from '../../../trace/TraceRing.ts';
import type { AnswerMeaning } from '../../../trace/windows.ts';
import { OUTCOME_WORDS } from '../timeline/requestStory.ts';
import { sendingPlaces } from './answerRows.ts';
import { truthOf } from './searchForm.ts';

interface AnswerTableProps {
  readonly ring: TraceRing;
  /** `ring.total` when `shown` was found: the ring is the same from news to news. */
  readonly total: number;
  readonly shown: readonly number[];
  readonly classes: readonly string[];
  readonly meaning: AnswerMeaning;
  readonly pinnedId: number | null;
}

const HEADS = [
  'Request',
  'Client',
  'Sent',
  'Back',
  'Moved',
  'Answer',
  'ms',
  'Batch',
  'Inst.',
  'Outcome',
] as const;
const TITLES: Partial<Record<(typeof HEADS)[number], string>> = {
  Sent: 'Place in order of sending, among those that have ended',
  Back: 'Place in order of completion',
  Moved: '+ places lost to others that overtook it, − places won',
  'Inst.': 'Instance that computed it',
  ms: 'From the planned arrival to delivery',
};

export function AnswerTable({ ring, total, shown, classes, meaning, pinnedId }: AnswerTableProps) {
  // The ring changes in place; `total` and `shown` say that it did.
  const placeOf = useMemo(
    () => (total > 0 && shown.length > 0 ? sendingPlaces(ring) : null),
    [ring, total, shown],
  );
  return (
    <table className="answer-table">
      <thead>
        <tr>
          {HEADS.map((head) => (
            <th key={head} scope="col" title={TITLES[head]}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((n) => {
          const { columns } = ring;
          const at = ring.place(n);
          const id = columns.ids[at]!;
          const sent = placeOf?.(id) ?? Number.NaN;
          const answer = columns.answers[at]!;
          const truth = truthOf(meaning, answer, columns.rowIndexes[at]!);
          const batched = columns.batches[at] !== 0;
          const pinned = id === pinnedId;
          const pin = (): void => labStore.setState({ pinnedId: pinned ? null : id });
          return (
            <tr key={id} data-pinned={pinned} onClick={pin}>
              <th scope="row">
                <button
                  type="button"
                  className="button-plain"
                  aria-pressed={pinned}
                  aria-label={`Pin request ${id}`}
                >
                  {countText(id)}
                </button>
              </th>
              <td>{countText(columns.clients[at]! + 1)}</td>
              <td>{countText(sent)}</td>
              <td>{countText(n + 1)}</td>
              <td>{movedText(n + 1 - sent)}</td>
              <td className={truth === 'wrong' ? 'answer-wrong' : undefined}>
                {answerText(answer, meaning.classOf(answer), classes)}
                {truth === 'wrong' && ' wrong'}
              </td>
              <td>{fixedText(columns.deliveredMs[at]! - columns.plannedMs[at]!, 2)}</td>
              <td>{batched ? countText(columns.batches[at]!) : '–'}</td>
              <td>{batched ? columns.instances[at]! + 1 : '–'}</td>
              <td>{OUTCOME_WORDS[OUTCOMES[columns.outcomes[at]!] ?? 'failed']}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function movedText(places: number): string {
  if (places > 0) return `+${countText(places)}`;
  return places === 0 ? '0' : countText(places);
}

function answerText(answer: number, index: number, classes: readonly string[]): string {
  if (Number.isNaN(answer)) return '–';
  return classes[index] ?? fixedText(answer, 3);
}
