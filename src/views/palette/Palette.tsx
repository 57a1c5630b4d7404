/**
 * The command palette: a combobox over everything that can be done, shown or set. Up and down move through the lines, left and right
 * through the values of a setting; Enter takes the line.
 */
import { Search, X } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import * as say from '#messages/generated/palette.ts';
import * as parts from '#messages/generated/parts.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { keyText } from '../help/keyText.ts';
import { Rich } from '../Rich.tsx';
import { useExperiment } from '../useExperiment.ts';
import type { PaletteChoice } from './PaletteEntry.ts';
import { PaletteLine } from './PaletteLine.tsx';
import { findEntries, paletteEntries, type FoundEntry, type FoundGroup } from './paletteEntries.ts';
import { entryUsed, recentEntries } from './recentEntries.ts';
import './Palette.css';

const close = (): void => uiStore.setState({ paletteOpen: false });

const GROUP_NAMES: Readonly<Record<FoundGroup['group'], () => string>> = {
  recent: say.groupRecent,
  change: say.groupChange,
  do: say.groupDo,
  show: say.groupShow,
  dataSets: say.groupDataSets,
  examples: say.groupExamples,
};

/** Rows that a page key moves by. */
const PAGE = 8;

export function Palette() {
  const commands = useCommands();
  const experiment = useExperiment((whole) => whole);
  const [query, setQuery] = useState('');
  const [activeAt, setActiveAt] = useState(0);
  /** How far from its present value the choice of the active line has been moved. */
  const [moved, setMoved] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const entries = useMemo(() => paletteEntries(experiment), [experiment]);
  const [recent] = useState(recentEntries);
  const groups = useMemo(() => findEntries(entries, query, recent), [entries, query, recent]);
  const lines = groups.flatMap(({ found }) => found);
  const active = lines[Math.min(activeAt, lines.length - 1)];
  const chosen = active ? choiceOf(active, moved) : null;

  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);

  const moveTo = (at: number): void => {
    setActiveAt(Math.max(0, Math.min(lines.length - 1, at)));
    setMoved(0);
  };
  const take = (line: FoundEntry, choice: PaletteChoice | null): void => {
    // Before the command, which may open a dialog of its own.
    close();
    entryUsed(line.entry.id);
    if (choice) choice.run(commands);
    else line.entry.run(commands);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      return close();
    }
    const to = nextLine(event.key, activeAt, lines.length);
    const hasChoices = active?.entry.choices !== undefined && !active.typed;
    if (to !== null) moveTo(to);
    else if (event.key === 'Enter' && active) take(active, chosen);
    else if (hasChoices && event.key === 'ArrowLeft') setMoved(moved - 1);
    else if (hasChoices && event.key === 'ArrowRight') setMoved(moved + 1);
    else return undefined;
    event.preventDefault();
  };
  const onBackdrop = (event: MouseEvent<HTMLDialogElement>): void => {
    if (event.target === event.currentTarget) close();
  };

  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={say.commands()}
      onClose={() => dialog.current?.open || close()}
      onClick={onBackdrop}
    >
      <div className="palette-search">
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <input
          role="combobox"
          aria-label={say.search()}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${lines.indexOf(active)}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={say.whatToDo()}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            moveTo(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="palette-close" aria-label={parts.close()} onClick={close}>
          <kbd>{keyText('Esc')}</kbd>
          <X size={16} aria-hidden />
        </button>
      </div>
      <div
        className="palette-list"
        id={`${id}-list`}
        role="listbox"
        aria-label={say.commands()}
        tabIndex={-1}
      >
        {groups.map(({ group, found }) => (
          <div key={group} role="group" aria-label={GROUP_NAMES[group]()}>
            <p aria-hidden>{GROUP_NAMES[group]()}</p>
            {found.map((line) => {
              const own = lines.indexOf(line);
              return (
                <PaletteLine
                  key={line.entry.id}
                  id={`${id}-${own}`}
                  line={line}
                  chosen={line === active ? chosen : null}
                  isActive={line === active}
                  onPoint={() => own !== activeAt && moveTo(own)}
                  onMove={(by) => setMoved(moved + by)}
                  onTake={(choice) => take(line, choice)}
                />
              );
            })}
          </div>
        ))}
      </div>
      {lines.length === 0 && <p className="palette-none">{say.nothingFound({ query })}</p>}
      <div className="palette-foot">
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> {say.keyMove()}
        </span>
        {active?.entry.choices && (
          <span>
            <kbd>←</kbd>
            <kbd>→</kbd> {say.keyValue()}
          </span>
        )}
        <span role="status">
          <kbd>{say.enter()}</kbd> {chosen ? say.keySet({ value: chosen.label }) : say.keyTake()}
        </span>
        {active?.entry.typed && (
          <span className="palette-typed">
            <Rich text={say.orType({ name: active.entry.label.toLowerCase() })} />
          </span>
        )}
      </div>
    </dialog>
  );
}

/** The value that Enter would set; null for a line that is no setting. */
function choiceOf({ entry: { choices }, typed }: FoundEntry, moved: number): PaletteChoice | null {
  if (typed) return typed;
  if (!choices || choices.length === 0) return null;
  const present = Math.max(
    0,
    choices.findIndex(({ isPresent }) => isPresent),
  );
  return choices[(((present + moved) % choices.length) + choices.length) % choices.length]!;
}

function nextLine(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % Math.max(1, count);
    case 'ArrowUp':
      return (at + count - 1) % Math.max(1, count);
    case 'PageDown':
      return at + PAGE;
    case 'PageUp':
      return at - PAGE;
    default:
      return null;
  }
}
