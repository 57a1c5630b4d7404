/** What the canvas says over itself: how to begin, and that one class alone teaches nothing. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/draw.ts';
import { lackOf } from '#scene/drawing/drawingPicture.ts';
import { copiedPoints, planeBefore } from '#scene/drawing/startDrawing.ts';
import { dataSetLabel } from '#scene/labels.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { useOnePart } from '../../useLayout.ts';
import type { Drawing } from './useDrawing.ts';

export function DrawHints({ drawing }: { readonly drawing: Drawing }) {
  const { spec, change } = drawing;
  const before = useStore(experimentStore, ({ past }) => planeBefore(past));
  const touch = useOnePart();
  const lack = lackOf(spec);
  if (lack === null) return null;
  if (lack === 'oneClass') {
    return (
      <p className="draw-note" role="status">
        {spec.classes === 2 ? say.oneClass() : say.oneClassOfMany()}
      </p>
    );
  }
  const copy = (): void => {
    const points = before && copiedPoints(before);
    if (points) change(() => points);
  };
  return (
    <div className="draw-empty">
      <p>{touch ? say.emptyTouch() : say.empty()}</p>
      {before && (
        <button type="button" className="button" onClick={copy}>
          {say.startFrom({ set: dataSetLabel(before.set) })}
        </button>
      )}
    </div>
  );
}
