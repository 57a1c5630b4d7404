/**
 * Values to colours. The tokens give a few stops; between them a scale is interpolated in OKLab (Björn Ottosson,
 * 2020), where equal steps look equal, into a table that a painter can index millions of times a second.
 */
import { bug } from '#messages/bug.ts';
import type { Theme } from './theme.ts';

export interface ColorScale {
  /** One entry a colour, packed as ImageData's bytes read through a Uint32Array (little-endian: ABGR). */
  readonly table: Uint32Array;
  /** The packed colour of one value, clamped to the scale; NaN is transparent, so that it shows as a hole. */
  pixel(value: number): number;
  /** The same as a CSS colour; NaN is `transparent`. */
  css(value: number): string;
  /** Colours of `values[offset …]` into `pixels`, one each. */
  fill(pixels: Uint32Array, values: ArrayLike<number>, offset?: number): void;
}

/** −1 to +1 through 0 (paper), 511 entries. */
export function valueScale(theme: Pick<Theme, 'values'>): ColorScale {
  return createScale(theme.values, 511, -1, 1);
}

/** 0 to 1, 256 entries: densities and counts divided by the largest. */
export function countScale(theme: Pick<Theme, 'counts'>): ColorScale {
  return createScale(theme.counts, 256, 0, 1);
}

/** From paper (0) to `color` (1): how sure the network is of one of several classes. */
export function tintScale(paper: string, color: string): ColorScale {
  return createScale([paper, color], 256, 0, 1);
}

function createScale(stops: readonly string[], entries: number, least: number, most: number): ColorScale {
  const table = colorTable(stops, entries);
  const perUnit = (entries - 1) / (most - least);
  const last = entries - 1;
  const pixel = (value: number): number => {
    const index = Math.round((value - least) * perUnit);
    if (index >= last) return table[last] ?? 0;
    if (index <= 0) return table[0] ?? 0;
    return table[index] ?? 0; // NaN indexes nothing
  };
  return {
    table,
    pixel,
    css(value) {
      const packed = pixel(value);
      if (packed === 0) return 'transparent';
      return `rgb(${packed & 255} ${(packed >> 8) & 255} ${(packed >> 16) & 255})`;
    },
    fill(pixels, values, offset = 0) {
      for (let i = 0; i < pixels.length; i++) pixels[i] = pixel(values[offset + i] ?? Number.NaN);
    },
  };
}

/** `entries` packed colours, evenly from the first stop to the last. */
export function colorTable(stops: readonly string[], entries: number): Uint32Array {
  const labs = stops.map((stop) => toOklab(parseHex(stop)));
  return Uint32Array.from({ length: entries }, (_, i) => {
    const place = (i / (entries - 1)) * (labs.length - 1);
    const below = Math.min(Math.floor(place), labs.length - 2);
    const share = place - below;
    const [from, to] = [labs[below] ?? PAPER, labs[below + 1] ?? PAPER];
    const [r, g, b] = fromOklab([
      from[0] + (to[0] - from[0]) * share,
      from[1] + (to[1] - from[1]) * share,
      from[2] + (to[2] - from[2]) * share,
    ]);
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}

type Triple = readonly [number, number, number];
const PAPER: Triple = [1, 0, 0];

/** "#rrggbb" or "#rgb" to bytes. */
export function parseHex(color: string): Triple {
  const hex = color.trim().replace('#', '');
  const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const packed = Number.parseInt(full, 16);
  if (full.length !== 6 || Number.isNaN(packed)) {
    throw bug(`"${color}" is no colour of the form #rrggbb.`);
  }
  return [packed >> 16, (packed >> 8) & 255, packed & 255];
}

/** sRGB transfer function, IEC 61966-2-1. */
const toLinear = (byte: number): number =>
  byte <= 10.31475 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
const toByte = (linear: number): number => {
  const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.min(255, Math.max(0, Math.round(encoded * 255)));
};

/** https://bottosson.github.io/posts/oklab/ */
function toOklab([red, green, blue]: Triple): Triple {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
