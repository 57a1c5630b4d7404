/** Warped plane: the plane as the chosen layer bends it, large. */
import { useState } from 'react';
import * as say from '#messages/generated/inspect.ts';
import { useFacts } from '../../useExperiment.ts';
import { useShape } from '../useShape.ts';
import { BentPlane, LayerChoice, seenLayers, usualLayer } from './BentPlane.tsx';

export function PlanePane() {
  const shape = useShape();
  const { kind, classes } = useFacts();
  const [picked, setPicked] = useState<number | null>(null);
  const layer = picked !== null && seenLayers(shape).includes(picked) ? picked : usualLayer(shape);
  return (
    <div className="inspect-columns inspect-two">
      <div className="inspect-side">
        <LayerChoice shape={shape} layer={layer} onChange={setPicked} />
        {kind === 'plane' ? (
          <>
            <p className="inspect-text">{say.planeAbout()}</p>
            <p className="inspect-text">{classes.length > 0 ? say.planeBorder() : say.planeColour()}</p>
          </>
        ) : (
          <p className="inspect-text">{say.noPlane()}</p>
        )}
      </div>
      <div className="inspect-middle inspect-large">
        <BentPlane shape={shape} layer={layer} />
      </div>
    </div>
  );
}
