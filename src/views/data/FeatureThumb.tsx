/** Picture of an input over the plane: a feature by name, or a formula. */
import { useCallback, useState } from 'react';
import { planeInputs, planeInputValues } from '#data/planeInputs.ts';
import { PLANE_RADIUS } from '#datasets/Points.ts';
import { valueScale } from '#canvas/colorScale.ts';
import { createPixelSheet } from '#canvas/pixelSheet.ts';
import { Canvas, type Paint } from '../Canvas.tsx';

/** Grid points per side of a map; the browser smooths between them. */
const SIDE = 24;

/** @param feature as in `data.features`, without a problem */
export function FeatureThumb({ feature }: { readonly feature: string }) {
  const [sheet] = useState(createPixelSheet);
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      const scale = valueScale(theme);
      const values = featureGrid(feature);
      sheet.fill(1, SIDE, SIDE, (_index, pixels, start, stride) => {
        values.forEach((value, i) => {
          pixels[start + Math.floor(i / SIDE) * stride + (i % SIDE)] = scale.pixel(value);
        });
      });
      sheet.draw(context, 0, 0, 0, widthPx, heightPx, true);
    },
    [sheet, feature],
  );
  return <Canvas className="input-thumb" paint={paint} label="" />;
}

/** The feature over the plane, divided by its largest size, row 0 at x2 = +6. */
function featureGrid(feature: string): Float32Array {
  const at = (i: number): number => ((i + 0.5) / SIDE) * 2 * PLANE_RADIUS - PLANE_RADIUS;
  const points = Float32Array.from({ length: SIDE * SIDE * 2 }, (_, i) => {
    const cell = i >> 1;
    return i % 2 === 0 ? at(cell % SIDE) : -at(Math.floor(cell / SIDE));
  });
  const values = planeInputValues(points, planeInputs([feature]));
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return values.map((value) => value / most);
}
