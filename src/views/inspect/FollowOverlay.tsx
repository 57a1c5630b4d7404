/** The followed sample over the diagram: values of the units, and links of the chosen one. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { paintFollowed } from '#canvas/inspect/paintFollowed.ts';
import type { NetworkLayout } from '#canvas/networkLayout.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { followedScene } from '#scene/inspect/followedScene.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import './FollowOverlay.css';

interface FollowOverlayProps {
  readonly layout: NetworkLayout;
  readonly shape: NetworkShape;
}

export function FollowOverlay({ layout, shape }: FollowOverlayProps) {
  const { found, chosen, term, phase } = useStore(inspectStore);
  const paint: Paint | null = useMemo(() => {
    if (!found || !isSameShape(found.inspection.shape, shape)) return null;
    const unit = chosen ?? { layer: shape.layers.length - 1, unit: 0 };
    const scene = followedScene({ layout, found, chosen: unit, term, phase });
    return (context, _width, _height, theme) => paintFollowed(context, scene, theme);
  }, [layout, shape, found, chosen, term, phase]);
  // The pane has the same numbers as text.
  return paint && <Canvas className="follow-overlay" paint={paint} label="" />;
}
