/** The followed sample on the diagram: values of the units as far as they are known, and the links that the present phase is about. */
import type { NetworkLayout } from '#canvas/networkLayout.ts';
import { unitIndex } from '#canvas/networkScene.ts';
import type { FollowedLink, FollowedScene, FollowedTile } from '#canvas/inspect/paintFollowed.ts';
import { fullRange, unitShade } from '#canvas/unitShade.ts';
import { signedText } from '#messages/valueText.ts';
import { isBounded } from '#nn/activations.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import type { FollowedRow } from '#state/inspectStore.ts';
import type { UnitId } from '#state/uiStore.ts';
import { knownAt, phasesOf } from './phases.ts';

interface FollowedSources {
  readonly layout: NetworkLayout;
  readonly found: FollowedRow;
  readonly chosen: UnitId;
  readonly term: number | null;
  /** Number of the phase; null for all of them. */
  readonly phase: number | null;
}

/** More would be a thicket. */
const MOST_LINKS = 400;

export function followedScene({ layout, found, chosen, term, phase }: FollowedSources): FollowedScene {
  const { row, inspection } = found;
  const { shape, a } = inspection;
  const phases = phasesOf(shape.layers.length, inspection.backward !== null);
  const known = knownAt(phases, shape.layers.length, phase);
  const tiles: FollowedTile[] = [];
  if ((layout.columns[0]?.tiles.length ?? 0) === row.length) {
    const factor = fullRange(row);
    for (const [unit, value] of row.entries())
      tiles.push(tileOf({ layer: -1, unit }, value, value * factor, chosen));
  }
  for (const [layer, { units, activation }] of shape.layers.entries()) {
    const first = unitIndex(shape, layer);
    const isHidden = layer < shape.layers.length - 1;
    const factor = isHidden && !isBounded(activation) ? fullRange(a, first, first + units) : null;
    for (let unit = 0; unit < units; unit++) {
      const value = a[first + unit]!;
      const shade = factor === null ? unitShade(shape, layer, unit, []) : { factor, shift: 0 };
      tiles.push(
        known.forward > layer
          ? tileOf({ layer, unit }, value, value * shade.factor + shade.shift, chosen)
          : { ...tileOf({ layer, unit }, Number.NaN, 0, chosen), shade: null, text: '' },
      );
    }
  }
  const now = phase === null ? null : phases[phase];
  const links =
    now?.kind === 'forward' || now?.kind === 'backward'
      ? linksInto(found, now.layer, null, now.kind === 'backward')
      : linksInto(found, chosen.layer, chosen.unit, false);
  return {
    layout,
    tiles,
    links: links.map((link) => ({
      ...link,
      isMarked: term !== null && link.layer === chosen.layer && link.to === chosen.unit && link.from === term,
    })),
  };
}

function tileOf(id: UnitId, value: number, shade: number, chosen: UnitId): FollowedTile {
  return {
    ...id,
    shade: Math.max(-1, Math.min(1, shade)),
    text: signedText(value).replace('+', ''),
    isNegative: value < 0,
    isChosen: id.layer === chosen.layer && id.unit === chosen.unit,
  };
}

/** Links into a layer, or into one unit of it: weight times what comes in, or the gradient of the weight. */
function linksInto(
  { row, inspection }: FollowedRow,
  layer: number,
  only: number | null,
  byGradient: boolean,
): FollowedLink[] {
  const { shape, parameters, a, backward } = inspection;
  const place = layerOffsets(shape)[layer];
  if (!place) return [];
  const below = layer === 0 ? row : a.subarray(unitIndex(shape, layer - 1), unitIndex(shape, layer));
  const found: FollowedLink[] = [];
  for (let from = 0; from < place.inputs; from++) {
    for (let to = 0; to < place.units; to++) {
      if (only !== null && to !== only) continue;
      const index = place.kernelOffset + from * place.units + to;
      const strength = byGradient && backward ? backward.gradient[index]! : parameters[index]! * below[from]!;
      found.push({ layer, from, to, strength, isMarked: false });
    }
  }
  const strongest = found
    .toSorted((p, q) => Math.abs(q.strength) - Math.abs(p.strength))
    .slice(0, MOST_LINKS);
  const most = Math.abs(strongest[0]?.strength ?? 0) || 1;
  return strongest.map((link) => ({ ...link, strength: link.strength / most }));
}
