/**
 * Colours of a map over the plane, one per grid point: a diverging scale for one output, the class colours mixed by their
 * shares for several. Discrete maps show the predicted class instead of how sure it is.
 */
import { classOf, argmax } from '#nn/classOf.ts';
import type { OutputActivation } from '#nn/vocabulary.ts';
import { type ColorScale, parseHex } from './colorScale.ts';
import type { Theme } from './theme.ts';

/** What one map shows; `values` is [planes, side, side]. */
export interface MapValues {
  readonly side: number;
  readonly values: Float32Array;
  /** Offset of the plane shown, or of the plane of the first class. */
  readonly from: number;
  /** 0: one signed plane; else the number of planes, one per class. */
  readonly classes: number;
  /** Signed plane: shade = value × factor + shift. */
  readonly factor: number;
  readonly shift: number;
  /** Whether the class outputs are signed (targets ±1) instead of shares from 0 to 1. */
  readonly signed: boolean;
  /** Set when the values are predictions, [units, side, side]: discrete maps then show their class. */
  readonly answers?: { readonly activation: OutputActivation; readonly units: number };
}

export function writeMapColors(
  target: Uint32Array,
  start: number,
  stride: number,
  map: MapValues,
  discrete: boolean,
  scale: ColorScale,
  theme: Theme,
): void {
  if (map.classes > 1) writeClasses(target, start, stride, map, discrete, theme);
  else writeSigned(target, start, stride, map, discrete, scale);
}

function writeSigned(
  target: Uint32Array,
  start: number,
  stride: number,
  map: MapValues,
  discrete: boolean,
  scale: ColorScale,
): void {
  const { side, values, from, factor, shift } = map;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const cell = row * side + column;
      const shade = (values[from + cell] ?? Number.NaN) * factor + shift;
      target[start + row * stride + column] = scale.pixel(discrete ? sideOf(map, cell, shade) : shade);
    }
  }
}

/** −1 or +1, NaN for a hole: the predicted class, or the sign of a unit's value. */
function sideOf({ answers, values, side }: MapValues, cell: number, shade: number): number {
  if (Number.isNaN(shade)) return Number.NaN;
  if (!answers) return shade >= 0 ? 1 : -1;
  const answer = classOf(answers.activation, values, cell, answers.units, side * side);
  return answer < 0 ? Number.NaN : 2 * answer - 1;
}

function writeClasses(
  target: Uint32Array,
  start: number,
  stride: number,
  map: MapValues,
  discrete: boolean,
  theme: Theme,
): void {
  const { side, values, from, classes, signed } = map;
  const plane = side * side;
  const paper = parseHex(theme.values[5] ?? theme.surface);
  // Points must stay stronger than the map: a certain class has 60 % of its colour.
  const colors = Array.from({ length: classes }, (_, k) => mix(paper, classColor(theme, k), 0.6));
  const shares = new Float64Array(classes);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = from + row * side + column;
      const best = argmax(values, at, classes, plane);
      let sum = 0;
      for (let k = 0; k < classes; k++) {
        const value = values[at + k * plane] ?? Number.NaN;
        shares[k] = Math.min(1, Math.max(0, signed ? (value + 1) / 2 : value));
        sum += shares[k] ?? 0;
      }
      const to = start + row * stride + column;
      if (best < 0) {
        target[to] = 0;
        continue;
      }
      if (discrete) {
        target[to] = packed(colors[best] ?? paper);
        continue;
      }
      let [r, g, b] = [0, 0, 0];
      const whole = Math.max(1, sum);
      for (let k = 0; k < classes; k++) {
        const share = (shares[k] ?? 0) / whole;
        const color = colors[k] ?? paper;
        r += color[0] * share;
        g += color[1] * share;
        b += color[2] * share;
      }
      const rest = 1 - Math.min(1, sum);
      target[to] = packed([r + paper[0] * rest, g + paper[1] * rest, b + paper[2] * rest]);
    }
  }
}

type Color = readonly [number, number, number];

function classColor(theme: Theme, index: number): Color {
  return parseHex(theme.classes[index % theme.classes.length] ?? theme.ink);
}

function mix(from: Color, to: Color, share: number): Color {
  return [0, 1, 2].map((i) => (from[i] ?? 0) + ((to[i] ?? 0) - (from[i] ?? 0)) * share) as unknown as Color;
}

function packed([r, g, b]: Color): number {
  return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
}
