/** Splitter between workspace and dock: drag it, or use the arrow keys. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/dock.ts';
import { DOCK_DEFAULT_PX, uiStore } from '#state/uiStore.ts';
import { hint } from '../hint/hint.ts';
import { layoutInForce, textScale } from '../layout.ts';
import { DOCK_TABS_PX } from './showDock.ts';

const STEP_PX = 16;
/** `--kept-above` of App.css: the top bar, and the part of the network that must stay visible. */
const KEPT_ABOVE_PX = 208;
/** In portrait the top bar has a second row, and so has the bar of the dock. */
const KEPT_UPRIGHT_PX = 208 + 76 + 36;

const mostPx = (): number => {
  const keptPx = layoutInForce() === 'tablet' ? KEPT_UPRIGHT_PX : KEPT_ABOVE_PX;
  return Math.max(DOCK_TABS_PX, Math.round(innerHeight / textScale()) - keptPx);
};

function setHeight(heightPx: number): void {
  uiStore.setState({ dockHeightPx: Math.round(Math.min(mostPx(), Math.max(DOCK_TABS_PX, heightPx))) });
}

export function DockGrip() {
  const heightPx = useStore(uiStore, (state) => state.dockHeightPx);
  const drag = useRef<{ readonly fromY: number; readonly heightPx: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { fromY: event.clientY, heightPx };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (drag.current) setHeight(drag.current.heightPx + (drag.current.fromY - event.clientY) / textScale());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = heightAfter(event.key, heightPx, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    setHeight(next);
  };
  const end = (): void => {
    drag.current = null;
  };
  return (
    <div
      className="dock-grip"
      role="separator"
      tabIndex={0}
      aria-label={say.heightOfDock()}
      aria-orientation="horizontal"
      aria-valuenow={heightPx}
      aria-valuemin={DOCK_TABS_PX}
      aria-valuemax={mostPx()}
      aria-valuetext={say.pixels({ height: heightPx })}
      {...hint(say.dragToResize())}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => setHeight(heightPx > DOCK_TABS_PX ? DOCK_TABS_PX : DOCK_DEFAULT_PX)}
      onKeyDown={onKeyDown}
    />
  );
}

function heightAfter(key: string, heightPx: number, coarse: boolean): number | null {
  const step = coarse ? 4 * STEP_PX : STEP_PX;
  switch (key) {
    case 'ArrowUp':
      return heightPx + step;
    case 'ArrowDown':
      return heightPx - step;
    case 'Home':
      return DOCK_TABS_PX;
    case 'End':
      return mostPx();
    case 'Enter':
      return heightPx > DOCK_TABS_PX ? DOCK_TABS_PX : DOCK_DEFAULT_PX;
    default:
      return null;
  }
}
