/** Drawing in the centre of the screen: tools, the live map as the canvas, and the keys under it. */
import * as say from '#messages/generated/draw.ts';
import { useElementSize } from '../../useElementSize.ts';
import { Rich } from '../../Rich.tsx';
import { DrawSurface } from './DrawSurface.tsx';
import { DrawToolbar } from './DrawToolbar.tsx';
import { useDrawing, type Drawing } from './useDrawing.ts';
import './DrawView.css';

/** Room for axes beside and under the square of the map; with the colour scale there is more. */
const BESIDE_PX = 36;
const BESIDE_SCALE_PX = 68;
const UNDER_PX = 26;

export function DrawView() {
  const drawing = useDrawing();
  const [room, { widthPx, heightPx }] = useElementSize<HTMLDivElement>();
  const besidePx = drawing.classes.length <= 2 ? BESIDE_SCALE_PX : BESIDE_PX;
  const sidePx = Math.max(0, Math.min(widthPx - besidePx, heightPx - UNDER_PX));
  return (
    <section className="draw" aria-label={say.drawing()}>
      <DrawToolbar drawing={drawing} />
      <div ref={room} className="draw-room">
        <div style={{ width: sidePx + besidePx, height: sidePx + UNDER_PX }}>
          <DrawSurface drawing={drawing} bare={false} />
        </div>
      </div>
      <DrawFoot drawing={drawing} />
    </section>
  );
}

function DrawFoot({ drawing: { spec } }: { readonly drawing: Drawing }) {
  const keys = spec.labels === 'values' ? say.footValue() : say.footClass({ last: spec.classes });
  return (
    <div className="draw-foot">
      <span>{say.footMouse()}</span>
      <span className="draw-keys">
        {[keys, say.footErase(), say.footSize()].map((text) => (
          <span key={text}>
            <Rich text={text} />
          </span>
        ))}
      </span>
      <span className="draw-keeps">{say.keepsTraining()}</span>
    </div>
  );
}
