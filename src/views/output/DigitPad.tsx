/**
 * The sample on show, and paper to draw another: pointer strokes become a digit as the training set has them. Drawing
 * starts a new digit when the pad shows one of the test part.
 */
import { useCallback, useRef, useState, type PointerEvent } from 'react';
import { dataFeed, probeFeed } from '../../state/feeds.ts';
import { writeDigit } from '../../paint/paintDigit.ts';
import { createPixelSheet } from '../../paint/pixelSheet.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useFeed } from '../useFeed.ts';
import { drawnDigit, type PenPoint } from './drawnDigit.ts';
import { probeDrawing, probeTestRow } from './useProbe.ts';

const SIDE = 28;
const EMPTY = new Float32Array(SIDE * SIDE);

export function DigitPad() {
  const commands = useCommands();
  const probe = useFeed(probeFeed);
  const data = useFeed(dataFeed);
  const strokes = useRef<PenPoint[][]>([]);
  const drawing = useRef(false);
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
        context.fillText('Draw a digit', side / 2, side / 2);
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

  const point = (event: PointerEvent<HTMLElement>): PenPoint => {
    const bounds = event.currentTarget.getBoundingClientRect();
    return {
      x: (event.clientX - bounds.left) / bounds.width,
      y: (event.clientY - bounds.top) / bounds.height,
    };
  };
  const take = (): void => {
    setDrawn((count) => count + 1);
    probeDrawing(commands, drawnDigit(strokes.current));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    if (!isDrawn) strokes.current = [];
    strokes.current.push([point(event)]);
    drawing.current = true;
    take();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!drawing.current) return;
    strokes.current.at(-1)?.push(point(event));
    take();
  };
  const clear = (): void => {
    strokes.current = [];
    setDrawn((count) => count + 1);
    probeDrawing(commands, EMPTY);
  };
  return (
    <>
      <div
        className="digit-pad"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drawing.current = false)}
        onPointerCancel={() => (drawing.current = false)}
      >
        <Canvas
          paint={paint}
          label={
            isDrawn
              ? 'Your drawing'
              : probe?.label != null
                ? `Test digit, a ${probe.label}. Draw over it with a pointer`
                : 'Paper to draw a digit on'
          }
        />
      </div>
      <div className="digit-pad-buttons">
        <button type="button" className="button" onClick={clear}>
          Clear
        </button>
        <button
          type="button"
          className="button"
          disabled={!data}
          onClick={() => data && probeTestRow(commands, data, (probe?.testRow ?? -1) + 1)}
        >
          Next test digit
        </button>
      </div>
    </>
  );
}
