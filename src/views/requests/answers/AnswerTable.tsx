/**
 * Virtualised table, one row per kept request: only visible rows are in the DOM. Column headers sort. Roving tabindex:
 * one row is a Tab stop, arrow, Page, Home and End keys move between rows, Enter pins one.
 */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import * as say from '#messages/generated/answers.ts';
import { ANSWER_COLUMNS, isWrong, type AnswerSort, type AnswerSource } from '#scene/answers/answerColumns.ts';
import { labStore } from '#state/labStore.ts';
import { hint } from '../../hint/hint.ts';

interface AnswerTableProps {
  readonly source: AnswerSource;
  /** Numbers of requests, in the order of the rows. */
  readonly rows: Uint32Array;
  readonly sort: AnswerSort | null;
  readonly pinnedId: number | null;
  onSort(sort: AnswerSort | null): void;
}

/** At the common size of letters; measured once there is a row. */
const ROW_PX = 27;
/** Rows beyond the edges, so that a quick scroll shows no gap. */
const OVERSCAN = 12;

export function AnswerTable({ source, rows, sort, pinnedId, onSort }: AnswerTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const [rowPx, setRowPx] = useState(ROW_PX);
  const [active, setActive] = useState(0);
  const stop = Math.min(active, Math.max(0, rows.length - 1));
  // The row that has the focus stays in the page wherever it has been scrolled to.
  const rangeExtractor = useCallback(
    (range: Range) => [...new Set([...defaultRangeExtractor(range), stop])].sort((a, b) => a - b),
    [stop],
  );
  // React Compiler is not used: nothing memoises over the virtualizer.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    rangeExtractor: rows.length > 0 ? rangeExtractor : defaultRangeExtractor,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  useLayoutEffect(() => {
    const px = box.current?.querySelector<HTMLElement>('tr[data-row]')?.offsetHeight;
    if (px !== undefined && px > 0 && px !== rowPx) setRowPx(px);
  }, [rows, rowPx]);
  const goTo = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtualizer.scrollToIndex(next);
    // Once the row is in the page.
    requestAnimationFrame(() =>
      box.current
        ?.querySelector<HTMLElement>(`tr[data-row='${next}'] button`)
        ?.focus({ preventScroll: true }),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowPx) - 2);
    const next = stepOf(event.key, stop, page, rows.length);
    if (next === null) return;
    event.preventDefault();
    goTo(next);
  };
  let end = 0;
  return (
    <div ref={box} className="answers-rows">
      <table className="answer-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {ANSWER_COLUMNS.map(({ key, head, about }) => (
              <SortHead key={key} column={key} head={head()} about={about?.()} sort={sort} onSort={onSort} />
            ))}
          </tr>
          <tr className="answer-widths" aria-hidden>
            {ANSWER_COLUMNS.map(({ key, widest }) => (
              <td key={key}>{widest?.(source)}</td>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {virtualizer.getVirtualItems().map(({ index, start, end: itemEnd }) => {
            const gapPx = start - end;
            end = itemEnd;
            return [
              gapPx > 0 && <Spacer key={`gap-${index}`} heightPx={gapPx} />,
              <AnswerRow
                key={index}
                index={index}
                n={rows[index]!}
                source={source}
                isStop={index === stop}
                pinnedId={pinnedId}
                onFocus={setActive}
              />,
            ];
          })}
          {virtualizer.getTotalSize() > end && <Spacer heightPx={virtualizer.getTotalSize() - end} />}
        </tbody>
      </table>
    </div>
  );
}

function stepOf(key: string, from: number, page: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return from + 1;
    case 'ArrowUp':
      return from - 1;
    case 'PageDown':
      return from + page;
    case 'PageUp':
      return from - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** In place of the rows that are not in the page. */
const Spacer = ({ heightPx }: { readonly heightPx: number }) => (
  <tr className="answer-gap" aria-hidden style={{ height: heightPx }} />
);

interface SortHeadProps {
  readonly column: string;
  readonly head: string;
  readonly about: string | undefined;
  readonly sort: AnswerSort | null;
  onSort(sort: AnswerSort | null): void;
}

/** The first press sorts from the largest, the second from the smallest, the third as they came. */
function SortHead({ column, head, about, sort, onSort }: SortHeadProps) {
  const own = sort?.key === column ? sort : null;
  const next = own
    ? own.descending
      ? { key: column, descending: false }
      : null
    : { key: column, descending: true };
  const Arrow = own?.descending ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={own ? (own.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="button-plain" {...hint(about)} onClick={() => onSort(next)}>
        {head}
        {own && <Arrow size={10} aria-hidden />}
      </button>
    </th>
  );
}

interface AnswerRowProps {
  readonly index: number;
  readonly n: number;
  readonly source: AnswerSource;
  readonly isStop: boolean;
  readonly pinnedId: number | null;
  onFocus(index: number): void;
}

function AnswerRow({ index, n, source, isStop, pinnedId, onFocus }: AnswerRowProps) {
  const id = source.ring.columns.ids[source.ring.indexOf(n)]!;
  const pinned = id === pinnedId;
  const pin = (): void => labStore.setState({ pinnedId: pinned ? null : id });
  const [first, ...others] = ANSWER_COLUMNS;
  return (
    <tr data-row={index} aria-rowindex={index + 2} data-pinned={pinned} onClick={pin}>
      <th scope="row">
        <button
          type="button"
          className="button-plain"
          tabIndex={isStop ? 0 : -1}
          aria-pressed={pinned}
          aria-label={say.pinRequest({ id })}
          onFocus={() => onFocus(index)}
        >
          {first!.text(source, n)}
        </button>
      </th>
      {others.map(({ key, text }) => (
        <td key={key} className={key === 'answer' && isWrong(source, n) ? 'answer-wrong' : undefined}>
          {text(source, n)}
        </td>
      ))}
    </tr>
  );
}
