/** Thumbnail of a data set: its points, or pen strokes for images. */
import { useCallback } from 'react';
import { paintDataThumb } from '#canvas/dataThumb.ts';
import type { DataSet, ImageSet, PlaneSet, TableSet } from '#datasets/DataSet.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { setPoints } from './setPoints.ts';

interface SetThumbProps {
  readonly set: DataSet;
  /** Of its points, 0 to 1; tables and images have none. */
  readonly noise?: number;
}

export function SetThumb({ set, noise = 0 }: SetThumbProps) {
  return set.kind === 'image' ? <StrokesThumb set={set} /> : <PointsThumb set={set} noise={noise} />;
}

function PointsThumb({ set, noise }: { readonly set: PlaneSet | TableSet; readonly noise: number }) {
  const paint = useCallback<Paint>(
    (context, widthPx, _heightPx, theme) => paintDataThumb(context, setPoints(set, noise), widthPx, theme),
    [set, noise],
  );
  return <Canvas className="set-thumb" paint={paint} label="" />;
}

/** Images are not downloaded before their set is chosen. */
function StrokesThumb({ set }: { readonly set: ImageSet }) {
  return (
    <svg className="set-thumb" viewBox="0 0 48 48" aria-hidden fill="none" stroke="currentColor">
      <g strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        {set.thumb.strokes.map((stroke) => (
          <path key={stroke} d={stroke} />
        ))}
      </g>
    </svg>
  );
}
