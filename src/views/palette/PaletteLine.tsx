/** One line of the palette: what was found of its name in bold, and its keys or its value; the active one of a setting shows its values. */
import { ChevronLeft, ChevronRight, Database, Eye, FlaskConical, SlidersHorizontal, Zap } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { MatchRange } from '#scene/palette/fuzzyMatch.ts';
import type { PaletteChoice, PaletteGroup } from './PaletteEntry.ts';
import type { FoundEntry } from './paletteEntries.ts';

interface PaletteLineProps {
  readonly id: string;
  readonly line: FoundEntry;
  readonly isActive: boolean;
  /** What Enter would set; null where the line is not active or no setting. */
  readonly chosen: PaletteChoice | null;
  onPoint(): void;
  /** To the value before or after. */
  onMove(by: 1 | -1): void;
  onTake(choice: PaletteChoice | null): void;
}

const ICONS: Readonly<Record<PaletteGroup, ReactNode>> = {
  change: <SlidersHorizontal size={14} strokeWidth={1.75} aria-hidden />,
  do: <Zap size={14} strokeWidth={1.75} aria-hidden />,
  show: <Eye size={14} strokeWidth={1.75} aria-hidden />,
  dataSets: <Database size={14} strokeWidth={1.75} aria-hidden />,
  examples: <FlaskConical size={14} strokeWidth={1.75} aria-hidden />,
};

/** Values that are longer, all together, are shown one at a time. */
const MOST_LETTERS = 32;

export function PaletteLine({ id, line, isActive, chosen, onPoint, onMove, onTake }: PaletteLineProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  const { entry, ranges } = line;
  const present = entry.choices?.find(({ isPresent }) => isPresent);
  return (
    <div
      ref={box}
      id={id}
      role="option"
      className="palette-line"
      aria-selected={isActive}
      onPointerMove={onPoint}
      // A finger does not point before it taps: the first tap shows the values.
      onClick={() => (entry.choices && !isActive ? onPoint() : onTake(chosen))}
    >
      {ICONS[entry.group]}
      <span className="palette-name">{marked(entry.label, ranges)}</span>
      {chosen ? (
        <Choices line={line} chosen={chosen} onMove={onMove} onTake={onTake} />
      ) : (
        <span className="palette-note">{line.typed?.label ?? present?.label ?? entry.note}</span>
      )}
    </div>
  );
}

function Choices({
  line: { entry, typed },
  chosen,
  onMove,
  onTake,
}: Pick<PaletteLineProps, 'line' | 'onMove' | 'onTake'> & { readonly chosen: PaletteChoice }) {
  const choices = entry.choices ?? [];
  const areShort = choices.reduce((sum, { label }) => sum + label.length, 0) <= MOST_LETTERS;
  if (typed || !areShort) {
    return (
      <span className="palette-choices">
        {!typed && <Mover by={-1} onMove={onMove} />}
        <span className="palette-choice" data-chosen>
          {chosen.label}
        </span>
        {!typed && <Mover by={1} onMove={onMove} />}
      </span>
    );
  }
  return (
    <span className="palette-choices">
      {choices.map((choice) => (
        <span
          key={choice.label}
          className="palette-choice"
          data-chosen={choice.label === chosen.label || undefined}
          data-present={choice.isPresent || undefined}
          onClick={(event) => {
            event.stopPropagation();
            onTake(choice);
          }}
        >
          {choice.label}
        </span>
      ))}
    </span>
  );
}

function Mover({ by, onMove }: { readonly by: 1 | -1; onMove(by: 1 | -1): void }) {
  return (
    <span
      className="palette-mover"
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onMove(by);
      }}
    >
      {by < 0 ? <ChevronLeft size={14} /> : <ChevronRight size={14} />}
    </span>
  );
}

function marked(label: string, ranges: readonly MatchRange[]): ReactNode {
  let from = 0;
  const parts = ranges.flatMap(([start, end]) => {
    const before = label.slice(from, start);
    from = end;
    return [before, <b key={start}>{label.slice(start, end)}</b>];
  });
  return [...parts, label.slice(from)];
}
