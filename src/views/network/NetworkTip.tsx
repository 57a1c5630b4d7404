/** Tooltip of the hovered or focused unit or link, with its present value. */
import { type NetworkLayout, tileOf } from '#canvas/networkLayout.ts';
import { linkCurve } from '#canvas/networkLinks.ts';
import { unitIndex } from '#canvas/networkScene.ts';
import * as say from '#messages/generated/network.ts';
import { signedText } from '#messages/valueText.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { linkName, unitName, type NameSources } from '#scene/network/unitNames.ts';
import { weightAt } from '#scene/network/weightAt.ts';
import { snapshotFeed, type Snapshot } from '#state/feeds.ts';
import { useFeed } from '../useFeed.ts';

/** A unit (`from` absent) or a link into it. */
export interface Place {
  readonly layer: number;
  readonly unit: number;
  readonly from?: number;
}

interface NetworkTipProps {
  readonly place: Place;
  readonly layout: NetworkLayout;
  readonly names: NameSources;
}

export function NetworkTip({ place, layout, names }: NetworkTipProps) {
  const snapshot = useFeed(snapshotFeed);
  const anchor = anchorOf(layout, place);
  const rows = rowsOf(names.shape, snapshot, place);
  if (!anchor || !rows) return null;
  const title =
    place.from === undefined
      ? unitName(names, place.layer, place.unit)
      : linkName(names, place.layer, place.from, place.unit);
  return (
    <div className="network-tip" style={tipPosition(anchor, layout.widthPx)}>
      <div className="network-tip-title">{title}</div>
      {rows.map(([name, value]) => (
        <span key={name} className="network-tip-row">
          {name}{' '}
          <b className={value < 0 ? 'negative' : value > 0 ? 'positive' : ''}>{signedText(value, 3)}</b>
        </span>
      ))}
      {place.layer >= 0 && <span className="network-tip-hint">{say.clickToEdit()}</span>}
    </div>
  );
}

function rowsOf(
  shape: NetworkShape,
  snapshot: Snapshot | null,
  { layer, unit, from }: Place,
): [string, number][] | null {
  if (layer < 0) return [];
  if (!snapshot || !isSameShape(snapshot.shape, shape)) return null;
  const { parameters, probe, maps } = snapshot;
  if (from !== undefined) return [[say.weight(), weightAt(shape, parameters, layer, from, unit)]];
  const rows: [string, number][] = [[say.bias(), weightAt(shape, parameters, layer, null, unit)]];
  if (probe && !maps) rows.push([say.value(), probe[unitIndex(shape, layer) + unit] ?? Number.NaN]);
  return rows;
}

/** Anchor of a tooltip or editor. */
export function anchorOf(
  layout: NetworkLayout,
  { layer, unit, from }: Place,
): { x: number; y: number } | null {
  if (from === undefined) {
    const tile = tileOf(layout, layer, unit);
    return tile && { x: tile.x + tile.size / 2, y: tile.y };
  }
  const curve = linkCurve(layout, { layer, from, to: unit });
  return curve && { x: (curve.x1 + curve.x2) / 2, y: (curve.y1 + curve.y2) / 2 - 6 };
}

const TIP_HALF_PX = 110;
/** Above its anchor, or below near the upper edge; never over the left or right edge. */
export function tipPosition(anchor: { x: number; y: number }, widthPx: number) {
  const left = Math.max(TIP_HALF_PX, Math.min(widthPx - TIP_HALF_PX, anchor.x));
  const above = anchor.y > 96;
  return {
    left,
    top: above ? anchor.y - 8 : anchor.y + 56,
    transform: `translate(-50%, ${above ? '-100%' : '0'})`,
  };
}
