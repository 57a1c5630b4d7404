/** What to know of the number of points: that a link gets long, and that there is room for no more. */
import { drawnCount } from '#experiment/drawnPoints.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/draw.ts';
import { useDrawn } from './useDrawing.ts';

/** Some apps cut links of more than 2,000 characters, five of which are a point. */
const LONG_LINK_POINTS = 400;

export function DrawNotes() {
  const { spec } = useDrawn();
  const count = drawnCount(spec);
  if (count <= LONG_LINK_POINTS) return null;
  const isFull = count >= LIMITS.drawnPoints;
  return (
    <p className="draw-remark" role="status">
      {isFull ? `${say.full({ most: LIMITS.drawnPoints })} ` : ''}
      {say.inLink({ count })}
    </p>
  );
}
