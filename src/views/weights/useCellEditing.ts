/** Editing of the chosen cell: its draft, and what keys, pastes and clicks do with it. */
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import * as say from '#messages/generated/weights.ts';
import { movedBy, pasteWeights, readWeight, type CellPlace } from '#scene/weights/pasteWeights.ts';
import { fromOfRow, wholeText, type WeightTable } from '#scene/weights/weightTable.ts';
import { useCommands } from '../CommandsContext.ts';
import { usePastedText } from './usePastedText.ts';

/** A sentence below the table. */
export interface Told {
  readonly text: string;
  readonly isProblem: boolean;
}

export interface CellEditingProps {
  readonly table: WeightTable;
  readonly parameters: ArrayLike<number>;
  /** Rows as they are shown. */
  readonly order: readonly number[];
  onTell(told: Told | null): void;
}

/** @param show scrolls a cell into view */
export function useCellEditing(
  { table, parameters, order, onTell }: CellEditingProps,
  grid: RefObject<HTMLElement | null>,
  pageRows: number,
  show: (cell: CellPlace) => void,
) {
  const commands = useCommands();
  /** By its row in the network: it stays chosen where sorting moves it. */
  const [cell, setCell] = useState({ row: order[0] ?? 0, column: 0 });
  const [draft, setDraft] = useState<string | null>(null);
  /** What the field began with: left as it is, it changes nothing, though training has changed the weight since. */
  const begun = useRef('');
  /** Known before the next render: leaving the field by a key also blurs it, and must not take its text again. */
  const isOpen = useRef(false);
  const edit = (text: string | null, from = ''): void => {
    isOpen.current = text !== null;
    begun.current = from;
    setDraft(text);
  };
  const { row, column } = cell;
  const chosen: CellPlace = { place: Math.max(0, order.indexOf(row)), column };
  const value = parameters[table.index(row, column)] ?? Number.NaN;
  const back = (): void => grid.current?.focus({ preventScroll: true });

  const setChosen = (next: CellPlace): void => setCell({ row: order[next.place] ?? 0, column: next.column });
  const choose = (next: CellPlace): void => {
    setChosen(next);
    show(next);
  };
  const move = (event: KeyboardEvent): boolean => {
    const sizes = { rows: order.length, columns: table.columns, pageRows };
    const next = movedBy(event.key, chosen, sizes, event.ctrlKey || event.metaKey);
    if (next) choose(next);
    return next !== null;
  };
  /** @returns false where the draft has to be corrected first */
  const take = (): boolean => {
    if (draft === null || !isOpen.current) return true;
    if (draft === begun.current) {
      edit(null);
      return true;
    }
    const read = readWeight(draft);
    if ('problem' in read) {
      const name = table.cellName(row, column);
      onTell({
        text: say.refused({ cell: name, text: draft.trim(), problem: read.problem }),
        isProblem: true,
      });
      return false;
    }
    edit(null);
    onTell(null);
    if (Math.fround(read.value) !== value) {
      commands.setWeight(table.layer, fromOfRow(row), column, read.value);
    }
    return true;
  };
  usePastedText((text) => {
    const outcome = pasteWeights(table, order, chosen, text);
    if ('problem' in outcome) return onTell({ text: outcome.problem, isProblem: true });
    const wasOpen = isOpen.current;
    edit(null);
    if (wasOpen) back();
    commands.setWeights(table.layer, outcome.edits);
    onTell({ text: say.pasted({ count: outcome.edits.length }), isProblem: false });
  });

  return {
    chosen,
    draft,
    setDraft,
    /** What cannot be taken is dropped: rows may be sorted anew now, and the text would stand in another cell. */
    leave(): void {
      // Another window has the keys, perhaps to copy a number: the field gets them back with what it holds.
      if (!document.hasFocus()) return;
      if (!take()) edit(null);
    },
    /** A click edits at once: a finger has no double click, and no key to begin with. */
    pick(next: CellPlace): void {
      setChosen(next);
      const text = wholeText(parameters[table.index(order[next.place] ?? 0, next.column)] ?? Number.NaN);
      edit(text, text);
    },
    onGridKey(event: KeyboardEvent): void {
      if (event.target !== grid.current) return;
      const withMod = event.ctrlKey || event.metaKey;
      if (withMod && event.key.toLowerCase() === 'z') {
        if (event.shiftKey) commands.redo();
        else commands.undo();
      } else if (event.key === 'Enter' || event.key === 'F2') edit(wholeText(value), wholeText(value));
      else if (!withMod && /^[\d.,+−-]$/.test(event.key)) edit(event.key);
      else if (!move(event)) return;
      event.preventDefault();
    },
    onFieldKey(event: KeyboardEvent): void {
      const isVertical = event.key === 'ArrowUp' || event.key === 'ArrowDown';
      if (event.key === 'Escape') {
        edit(null);
        onTell(null);
        back();
      } else if (event.key === 'Enter' || isVertical) {
        if (take()) {
          back();
          if (isVertical) move(event);
        }
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
