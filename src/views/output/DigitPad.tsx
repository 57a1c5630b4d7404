/**
 * The sample shown, and a pad to draw another: strokes of the pointer, or of a pen moved by arrow keys, become a digit as in
 * the training set. Drawing over a test digit starts a new one.
 */
import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { writeDigit } from '#canvas/paintDigit.ts';
import { createPixelSheet } from '#canvas/pixelSheet.ts';
import * as say from '#messages/generated/digits.ts';
import { drawnDigit, type PenPoint } from '#scene/output/drawnDigit.ts';
import { penAfter, penText, type Pen } from '#scene/output/padPen.ts';
import { dataFeed, probeFeed } from '#state/feeds.ts';
import { announce } from '../announce/announce.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { useFeed } from '../useFeed.ts';

const SIDE = 28;
const EMPTY = new Float32Array(SIDE * SIDE);

export function DigitPad() {
  const commands = useCommands();
  const probe = useFeed(probeFeed);
  const data = useFeed(dataFeed);
  const strokes = useRef<PenPoint[][]>([]);
  const drawing = useRef(false);
  const [pen, setPen] = useState<Pen>({ x: 0.5, y: 0.5, isDown: false });
  const [showsPen, setShowsPen] = useState(false);
  const [sheet] = useState(createPixelSheet);
  const [drawn, setDrawn] = useState(0);
  const isDrawn = probe !== null && probe.testRow === null;

  const paint: Paint = useCallback(
    (context, widthPx, heightPx, theme) => {
      const side = Math.min(widthPx, heightPx);
      if (isDrawn) {
        context.lineCap = 'round';
        context.lineJoin = 'round';
        context.lineWidth = side / 11;
        context.strokeStyle = theme.ink;
        for (const stroke of strokes.current) {
          context.beginPath();
          for (const [i, { x, y }] of stroke.entries()) {
            if (i === 0) context.moveTo(x * side, y * side);
            context.lineTo(x * side, y * side);
          }
          context.stroke();
        }
        if (strokes.current.length > 0) return;
        context.font = `12px ${theme.font}`;
        context.fillStyle = theme.ink3;
        context.textAlign = 'center';
        context.fillText(say.drawDigit(), side / 2, side / 2);
        return;
      }
      if (!probe) return;
      sheet.fill(1, SIDE, SIDE, (_, target, start, stride) => {
        writeDigit(target, start, stride, probe.raw, 0, SIDE, theme.ink);
      });
      sheet.draw(context, 0, 4, 4, side - 8, side - 8, true);
    },
    // `drawn` counts points: the strokes are in a ref.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [probe, isDrawn, sheet, drawn],
  );

  const startStroke = (at: PenPoint): void => {
    if (!isDrawn) strokes.current = [];
    strokes.current.push([at]);
    take();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = penAfter(event.key, pen);
    if (next === null) return;
    event.preventDefault();
    if (event.key === 'Delete' || event.key === 'Backspace') return clear();
    setPen(next);
    if (next.isDown && !pen.isDown) startStroke({ x: next.x, y: next.y });
    else if (next.isDown) {
      strokes.current.at(-1)?.push({ x: next.x, y: next.y });
      take();
    }
    announce('pen', penText(next, pen));
  };
  const point = (event: PointerEvent<HTMLElement>): PenPoint => {
    const bounds = event.currentTarget.getBoundingClientRect();
    return {
      x: (event.clientX - bounds.left) / bounds.width,
      y: (event.clientY - bounds.top) / bounds.height,
    };
  };
  const take = (): void => {
    setDrawn((count) => count + 1);
    commands.probeDrawing(drawnDigit(strokes.current));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    startStroke(point(event));
    drawing.current = true;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!drawing.current) return;
    strokes.current.at(-1)?.push(point(event));
    take();
  };
  const clear = (): void => {
    strokes.current = [];
    setPen({ ...pen, isDown: false });
    setDrawn((count) => count + 1);
    commands.probeDrawing(EMPTY);
  };
  return (
    <>
      <div
        className="digit-pad"
        role="application"
        tabIndex={0}
        aria-label={say.pad()}
        onKeyDown={onKeyDown}
        onFocus={(event) => setShowsPen(event.target.matches(':focus-visible'))}
        onBlur={() => setShowsPen(false)}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drawing.current = false)}
        onPointerCancel={() => (drawing.current = false)}
      >
        <Canvas
          paint={paint}
          label={
            isDrawn
              ? say.yourDrawing()
              : probe?.label != null
                ? say.testDigitDrawOver({ digit: `${probe.label}` })
                : say.paper()
          }
        />
        {showsPen && (
          <span
            className="digit-pen"
            data-down={pen.isDown}
            style={{ left: `${pen.x * 100}%`, top: `${pen.y * 100}%` }}
          />
        )}
      </div>
      <div className="digit-pad-buttons">
        <button type="button" className="button" onClick={clear}>
          {say.clear()}
        </button>
        <Button
          className="button"
          disabled={!data}
          onClick={() => commands.probeTestSample((probe?.testRow ?? -1) + 1)}
        >
          {say.nextTestDigit()}
        </Button>
      </div>
    </>
  );
}
