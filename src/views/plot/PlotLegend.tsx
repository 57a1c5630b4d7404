/** The lines of a chart by name, each a button that switches its line off and on; a piece of the line stands before its name. */
import type { ReactNode } from 'react';
import './PlotLegend.css';

export interface LegendLine {
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
  /** Instead of the name, e.g. values under the cursor. */
  readonly text?: ReactNode;
}

interface PlotLegendProps {
  readonly label: string;
  readonly lines: readonly LegendLine[];
  readonly hidden: ReadonlySet<string>;
  onHide(hidden: ReadonlySet<string>): void;
}

export function PlotLegend({ label, lines, hidden, onHide }: PlotLegendProps) {
  const toggle = (name: string): void => {
    const next = new Set(hidden);
    if (!next.delete(name)) next.add(name);
    onHide(next);
  };
  return (
    <div className="plot-legend" role="group" aria-label={label}>
      {lines.map(({ name, color, dash, text }) => (
        <button key={name} type="button" aria-pressed={!hidden.has(name)} onClick={() => toggle(name)}>
          <svg width={16} height={4} aria-hidden>
            <line
              x1={0}
              y1={2}
              x2={16}
              y2={2}
              stroke={color}
              strokeWidth={2}
              strokeDasharray={dash.join(' ')}
            />
          </svg>
          {text === undefined ? (
            <span>{name}</span>
          ) : (
            <>
              <span className="visually-hidden">{name} </span>
              <span>{text}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}
