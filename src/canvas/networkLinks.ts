/**
 * Which weights are drawn as links, and along which curve. A wide layer has more weights than a screen has pixels, so the
 * strongest of each layer are drawn; while a sample is shown, strength is weight × activation.
 */
import { layerOffsets, type NetworkShape } from '#nn/NetworkShape.ts';
import type { Column, NetworkLayout } from './networkLayout.ts';

export interface Link {
  /** Layer it leads into: 0 is the first after the inputs. */
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** Shown by width and tint: the weight, or weight × activation while a sample is shown. */
  readonly strength: number;
}

export interface LinkRequest {
  readonly shape: NetworkShape;
  readonly parameters: ArrayLike<number>;
  /** Maximum number of links into a layer. */
  mostInto(layer: number): number;
  /** Layers whose links are not drawn one by one (pixels of an image). */
  readonly skipFirst: boolean;
  /** Activations of every layer for the sample shown, in layer order. */
  readonly activations?: ArrayLike<number> | undefined;
  /** With `activations`: only links into this unit of the last layer. */
  readonly answer?: number | undefined;
}

/** Weakest first, so that strong links are painted on top. */
export function chooseLinks(request: LinkRequest): Link[] {
  const { shape, parameters, skipFirst, activations, answer } = request;
  const links: Link[] = [];
  let unitsBefore = -shape.inputs; // offset of this layer's inputs among the activations
  for (const [layer, place] of layerOffsets(shape).entries()) {
    const most = request.mostInto(layer);
    const follows = activations !== undefined && layer > 0;
    const isLast = layer === shape.layers.length - 1;
    const only = follows && isLast ? answer : undefined;
    if (!(skipFirst && layer === 0)) {
      const strengthOf = (from: number, to: number): number => {
        const weight = parameters[place.kernelOffset + from * place.units + to] ?? 0;
        return follows ? weight * (activations[unitsBefore + from] ?? 0) : weight;
      };
      const threshold = strongestThreshold(place.inputs, place.units, only, most, strengthOf);
      const found: Link[] = [];
      for (let from = 0; from < place.inputs; from++) {
        for (let to = only ?? 0; to < (only === undefined ? place.units : only + 1); to++) {
          const strength = strengthOf(from, to);
          // Written so that NaN is drawn, too: a broken weight must be visible.
          if (Math.abs(strength) < threshold) continue;
          if (follows && strength === 0) continue;
          const weight = parameters[place.kernelOffset + from * place.units + to] ?? 0;
          found.push({ layer, from, to, weight, strength });
        }
      }
      links.push(...strongest(found, most));
    }
    unitsBefore += place.inputs;
  }
  return links.sort((a, b) => Math.abs(a.strength) - Math.abs(b.strength));
}

function strongest(links: Link[], most: number): Link[] {
  if (links.length <= most) return links;
  return links.sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength)).slice(0, most);
}

const BINS = 512;
/** Threshold that at least `most` strengths reach: by histogram, since sorting a million weights takes a frame. */
function strongestThreshold(
  inputs: number,
  units: number,
  only: number | undefined,
  most: number,
  strengthOf: (from: number, to: number) => number,
): number {
  const columns = only === undefined ? units : 1;
  if (inputs * columns <= most) return 0;
  let largest = 0;
  for (let from = 0; from < inputs; from++) {
    for (let k = 0; k < columns; k++) largest = Math.max(largest, Math.abs(strengthOf(from, only ?? k)) || 0);
  }
  if (largest === 0 || !Number.isFinite(largest)) return 0;
  const counts = new Uint32Array(BINS);
  for (let from = 0; from < inputs; from++) {
    for (let k = 0; k < columns; k++) {
      const size = Math.abs(strengthOf(from, only ?? k)) || 0;
      const bin = Math.min(BINS - 1, Math.floor((size / largest) * BINS));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  let above = 0;
  for (let bin = BINS - 1; bin >= 0; bin--) {
    above += counts[bin] ?? 0;
    if (above >= most) return (bin / BINS) * largest;
  }
  return 0;
}

/** A cubic from the right edge of a unit to the left edge of another, horizontal at both ends. */
export interface Curve {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export function linkCurve(layout: NetworkLayout, link: Pick<Link, 'layer' | 'from' | 'to'>): Curve | null {
  const source = layout.columns[link.layer];
  const target = layout.columns[link.layer + 1];
  const from = source?.tiles[link.from];
  const to = target?.tiles[link.to];
  if (!source || !target || !from || !to) return null;
  return {
    x1: rightEdge(source) + 1,
    y1: from.y + from.size / 2,
    x2: target.x - 1,
    y2: to.y + to.size / 2,
  };
}

function rightEdge(column: Column): number {
  return column.x + column.widthPx + (column.across > 1 ? 3 : 0);
}

/** The drawn link nearest to a point, within `reachPx`; null for none. */
export function linkAt(
  layout: NetworkLayout,
  links: readonly Link[],
  x: number,
  y: number,
  reachPx: number,
): Link | null {
  let best: Link | null = null;
  let bestDistance = reachPx;
  for (const link of links) {
    const curve = linkCurve(layout, link);
    if (!curve || x < curve.x1 - reachPx || x > curve.x2 + reachPx) continue;
    const distance = distanceToCurve(curve, x, y);
    // Later links are painted on top, so they win ties.
    if (distance <= bestDistance) {
      best = link;
      bestDistance = distance;
    }
  }
  return best;
}

/** x runs monotonically along the curve, so the height at x is found by bisection. */
function distanceToCurve({ x1, y1, x2, y2 }: Curve, x: number, y: number): number {
  const middle = (x1 + x2) / 2;
  const along = Math.min(Math.max(x, x1), x2);
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i++) {
    const t = (low + high) / 2;
    if (cubic(t, x1, middle, middle, x2) < along) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  // The vertical distance overstates the distance on steep parts: divide by the length of the tangent.
  const dx = cubicSlope(t, x1, middle, middle, x2);
  const dy = cubicSlope(t, y1, y1, y2, y2);
  const vertical = Math.abs(y - cubic(t, y1, y1, y2, y2));
  const slant = Math.hypot(dx, dy);
  return Math.hypot(slant > 0 ? (vertical * Math.abs(dx)) / slant : vertical, x - along);
}

function cubic(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t;
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

function cubicSlope(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t;
  return 3 * s * s * (b - a) + 6 * s * t * (c - b) + 3 * t * t * (d - c);
}
