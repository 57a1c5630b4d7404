/** Classes or value, eraser, hand, size of the brush, undo and clear: over the canvas. */
import { Eraser, Move, Trash2, Undo2 } from 'lucide-react';
import { useId, type CSSProperties, type ReactNode } from 'react';
import { clearPoints } from '#experiment/drawnPoints.ts';
import * as say from '#messages/generated/draw.ts';
import { fixedText } from '#messages/numberText.ts';
import { BRUSH } from '#scene/drawing/brush.ts';
import { announce } from '../../announce/announce.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { Toolbar } from '../../controls/Toolbar.tsx';
import { hint } from '../../hint/hint.ts';
import { ClassMark, ValueMark } from './ClassMark.tsx';
import type { Drawing } from './useDrawing.ts';

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

export function DrawToolbar({ drawing }: { readonly drawing: Drawing }) {
  return (
    <div className="draw-bar">
      <Tools drawing={drawing} />
      <i className="draw-line" />
      {drawing.spec.labels === 'values' && <ValueRange drawing={drawing} />}
      <BrushRange drawing={drawing} />
      <i className="draw-line" />
      <UndoAndClear drawing={drawing} />
      <b className="draw-count">{say.points({ count: drawing.count })}</b>
    </div>
  );
}

interface ToolsProps {
  readonly drawing: Drawing;
  /** Points of each class, to be written under it. */
  readonly counts?: readonly number[];
}

export function Tools({ drawing, counts }: ToolsProps) {
  const { classes, pen, spec } = drawing;
  const brushes =
    spec.labels === 'values'
      ? [{ name: say.value(), label: pen.label, word: say.value(), mark: <ValueMark value={pen.label} /> }]
      : classes.map((name, label) => ({
          name: counts ? say.classBrushCount({ name, count: counts[label] ?? 0 }) : say.classBrush({ name }),
          label,
          word: name,
          mark: <ClassMark index={label} classes={classes.length} />,
        }));
  return (
    <Toolbar className="draw-tools" label={say.tools()}>
      {brushes.map(({ name, label, word, mark }) => (
        <ToolButton
          key={label}
          name={name}
          on={pen.tool === 'brush' && pen.label === label}
          note={counts?.[label]}
          onClick={() => drawing.setLabel(label)}
        >
          {mark}
          <span className="draw-word">{word}</span>
        </ToolButton>
      ))}
      <ToolButton name={say.erase()} on={pen.tool === 'erase'} onClick={() => drawing.setTool('erase')}>
        <Eraser {...ICON} />
        <span className="draw-text">{say.erase()}</span>
      </ToolButton>
      <ToolButton name={say.move()} on={pen.tool === 'move'} onClick={() => drawing.setTool('move')}>
        <Move {...ICON} />
        <span className="draw-text">{say.move()}</span>
      </ToolButton>
    </Toolbar>
  );
}

interface ToolButtonProps {
  readonly name: string;
  readonly on: boolean;
  /** Under its word; drawn by the style sheet, because the name tells it already. */
  readonly note?: number | undefined;
  readonly children: ReactNode;
  onClick(): void;
}

function ToolButton({ name, on, note, children, onClick }: ToolButtonProps) {
  return (
    <Button
      className="draw-tool"
      aria-label={name}
      aria-pressed={on}
      data-note={note}
      {...hint(name)}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

export function UndoAndClear({ drawing }: { readonly drawing: Drawing }) {
  const { undo } = useCommands();
  const { count, canUndo, change } = drawing;
  const clear = (): void => {
    change(clearPoints);
    announce('drawing', say.announceCleared({ count }));
  };
  return (
    <div className="draw-actions">
      <Button
        className="button-plain"
        aria-label={say.undoStroke()}
        disabled={!canUndo}
        {...hint(say.undoStroke())}
        onClick={() => undo()}
      >
        <Undo2 {...ICON} />
        <span className="draw-text">{say.undoStroke()}</span>
      </Button>
      <Button
        className="button-plain"
        aria-label={say.clear()}
        disabled={count === 0}
        {...hint(say.clear())}
        onClick={clear}
      >
        <Trash2 {...ICON} />
        <span className="draw-text">{say.clear()}</span>
      </Button>
    </div>
  );
}

export function BrushRange({ drawing }: { readonly drawing: Drawing }) {
  const { radius } = drawing.pen;
  return (
    <InlineRange
      word={say.brush()}
      label={say.brushSize()}
      {...BRUSH}
      value={radius}
      text={fixedText(radius, 1)}
      onChange={drawing.setRadius}
    />
  );
}

export function ValueRange({ drawing }: { readonly drawing: Drawing }) {
  const { label } = drawing.pen;
  return (
    <InlineRange
      word={say.value()}
      label={say.valueOfBrush()}
      min={-1}
      max={1}
      step={0.1}
      value={label}
      text={fixedText(label, 1)}
      onChange={drawing.setLabel}
    />
  );
}

interface InlineRangeProps {
  readonly word: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly text: string;
  onChange(value: number): void;
}

function InlineRange({ word, label, min, max, step, value, text, onChange }: InlineRangeProps) {
  const id = useId();
  return (
    <div className="draw-range">
      <span aria-hidden>{word}</span>
      <input
        id={id}
        type="range"
        aria-label={label}
        aria-valuetext={text}
        min={min}
        max={max}
        step={step}
        value={value}
        style={{ '--filled': `${((value - min) / (max - min)) * 100}%` } as CSSProperties}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <output htmlFor={id}>{text}</output>
    </div>
  );
}
