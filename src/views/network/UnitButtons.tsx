/**
 * The diagram for keyboard and screen readers: a button over every tile with one tab stop for all; arrow keys move from unit to
 * unit. Wide layers render only the focused button, instead of thousands.
 */
import { useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import type { Column, NetworkLayout, Tile } from '#canvas/networkLayout.ts';
import * as say from '#messages/generated/network.ts';
import type { UnitId } from '#state/uiStore.ts';

const MOST_BUTTONS = 64;

interface UnitButtonsProps {
  readonly layout: NetworkLayout;
  /** The name of a unit, and what Enter does on it. */
  name(layer: number, unit: number): string;
  /** Text of a unit, made when it gets the focus. */
  describe(unit: UnitId): string;
  onFocus(unit: UnitId | null): void;
  onOpen(unit: UnitId): void;
}

export function UnitButtons({ layout, name, describe, onFocus, onOpen }: UnitButtonsProps) {
  const [active, setActive] = useState<UnitId>({ layer: 0, unit: 0 });
  const [description, setDescription] = useState('');
  const moved = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const present = clamped(layout, active);

  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    button.current?.focus();
  });

  const onKeyDown = (event: KeyboardEvent, tile: Tile): void => {
    const next = neighbour(layout, tile, event.key);
    if (!next) return;
    event.preventDefault();
    moved.current = true;
    setActive(next);
  };
  return (
    <div className="unit-buttons" role="group" aria-label={say.unitButtons()}>
      {layout.columns.flatMap((column) => {
        const all = column.tiles.length <= MOST_BUTTONS;
        return column.tiles
          .filter((tile) => all || tile.unit === unitNear(column.tiles.length, present, tile.layer))
          .map((tile) => {
            const isActive = tile.layer === present.layer && tile.unit === present.unit;
            return (
              <button
                key={`${tile.layer} ${tile.unit}`}
                ref={isActive ? button : null}
                type="button"
                className="unit-button"
                tabIndex={isActive ? 0 : -1}
                style={placeOf(tile, column)}
                aria-description={isActive && description !== '' ? description : undefined}
                aria-label={name(tile.layer, tile.unit)}
                onFocus={(event) => {
                  setActive(tile);
                  setDescription(describe(tile));
                  if (event.target.matches(':focus-visible')) onFocus({ layer: tile.layer, unit: tile.unit });
                }}
                onBlur={() => onFocus(null)}
                onKeyDown={(event) => onKeyDown(event, tile)}
                onClick={() => onOpen({ layer: tile.layer, unit: tile.unit })}
              />
            );
          });
      })}
    </div>
  );
}

/** Minimum target size in px (WCAG 2.2, 2.5.8); less where units are closer together. */
const TARGET_PX = 24;

function placeOf({ x, y, size }: Tile, { tiles, across }: Column): CSSProperties {
  const [first, second] = tiles;
  const pitchPx = first && second ? Math.max(second.x - first.x, second.y - first.y) : TARGET_PX;
  const height = Math.max(size, Math.min(TARGET_PX, pitchPx));
  const width = across > 1 ? height : Math.max(size, TARGET_PX);
  return { left: x - (width - size) / 2, top: y - (height - size) / 2, width, height };
}

function unitNear(count: number, active: UnitId, layer: number): number {
  return layer === active.layer ? active.unit : Math.min(count - 1, 0);
}

function clamped(layout: NetworkLayout, { layer, unit }: UnitId): UnitId {
  const column = layout.columns[Math.min(layout.columns.length - 1, layer + 1)];
  if (!column) return { layer: -1, unit: 0 };
  return { layer: column.layer, unit: Math.min(unit, column.tiles.length - 1) };
}

/** Up and down within a layer (a row of a grid), left and right within a grid's row, then to the nearest unit of the next layer. */
function neighbour(layout: NetworkLayout, tile: Tile, key: string): UnitId | null {
  const column = layout.columns[tile.layer + 1];
  if (!column) return null;
  const { across } = column;
  const within = (unit: number): UnitId | null =>
    unit >= 0 && unit < column.tiles.length ? { layer: tile.layer, unit } : null;
  const beside = (step: number): UnitId | null => {
    const inRow = tile.unit % across;
    if (across > 1 && inRow + step >= 0 && inRow + step < across) {
      const same = within(tile.unit + step);
      if (same) return same;
    }
    const other = layout.columns[tile.layer + 1 + step];
    if (!other) return null;
    const middle = tile.y + tile.size / 2;
    let best: Tile | null = null;
    for (const candidate of other.tiles) {
      const reach = (t: Tile): number => Math.abs(t.y + t.size / 2 - middle) + Math.abs(t.x - tile.x) * 1e-4;
      if (!best || reach(candidate) < reach(best)) best = candidate;
    }
    return best && { layer: best.layer, unit: best.unit };
  };
  switch (key) {
    case 'ArrowUp':
      return within(tile.unit - across);
    case 'ArrowDown':
      return within(tile.unit + across);
    case 'ArrowLeft':
      return beside(-1);
    case 'ArrowRight':
      return beside(1);
    case 'Home':
      return within(0);
    case 'End':
      return within(column.tiles.length - 1);
    default:
      return null;
  }
}
