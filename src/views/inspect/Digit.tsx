/** One image as ink on paper. */
import { useMemo, useState } from 'react';
import { writeDigit } from '#canvas/paintDigit.ts';
import { createPixelSheet } from '#canvas/pixelSheet.ts';
import { Canvas, type Paint } from '../Canvas.tsx';

export function Digit({ raw, side }: { readonly raw: Float32Array; readonly side: number }) {
  const [sheet] = useState(createPixelSheet);
  const paint: Paint = useMemo(
    () => (context, widthPx, heightPx, theme) => {
      sheet.fill(1, side, side, (_, pixels, start, stride) =>
        writeDigit(pixels, start, stride, raw, 0, side, theme.ink),
      );
      sheet.draw(context, 0, 0, 0, widthPx, heightPx, true);
    },
    [raw, side, sheet],
  );
  return <Canvas className="sample-digit" paint={paint} label="" />;
}
