/** The scales hit their stops exactly, clamp, and leave a hole for NaN. */
import { describe, expect, it } from 'vitest';
import { colorTable, countScale, parseHex, valueScale } from './colorScale.ts';

const values = [
  '#d87e42',
  '#ea9154',
  '#f7a76f',
  '#fdbf92',
  '#fdd9be',
  '#f4f3f0',
  '#c7e0fc',
  '#a1ccfa',
  '#81b7f2',
  '#66a2e2',
  '#528dcd',
];
const rgb = (packed: number) => [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255];

describe('valueScale', () => {
  const scale = valueScale({ values });

  it('gives every stop its own colour', () => {
    values.forEach((stop, i) => expect(rgb(scale.pixel(-1 + i * 0.2))).toEqual([...parseHex(stop)]));
  });

  it('clamps what lies outside and leaves NaN transparent', () => {
    expect(scale.pixel(-7)).toBe(scale.pixel(-1));
    expect(scale.pixel(Number.POSITIVE_INFINITY)).toBe(scale.pixel(1));
    expect(scale.pixel(Number.NaN)).toBe(0);
    expect(scale.css(Number.NaN)).toBe('transparent');
    expect(scale.css(0)).toBe('rgb(244 243 240)');
  });

  it('fills pixels from an offset', () => {
    const pixels = new Uint32Array(2);
    scale.fill(pixels, [9, -1, 1], 1);
    expect([...pixels]).toEqual([scale.pixel(-1), scale.pixel(1)]);
  });
});

describe('countScale', () => {
  it('is opaque throughout and darkens or lightens in one direction', () => {
    const { table } = countScale({ counts: ['#f4f3f0', '#d9d2ee', '#a796d8', '#6f56b5', '#36236f'] });
    expect(table).toHaveLength(256);
    const greens = [...table].map((packed) => rgb(packed)[1] ?? 0);
    expect([...table].every((packed) => packed >>> 24 === 255)).toBe(true);
    expect(greens.every((green, i) => i === 0 || green <= (greens[i - 1] ?? 0))).toBe(true);
  });
});

describe('colorTable', () => {
  it('goes through the OKLab middle, not the sRGB one', () => {
    // Black to white in OKLab has lightness 0.5 in the middle, sRGB 99; halving bytes would give 128.
    expect(rgb(colorTable(['#000000', '#ffffff'], 3)[1] ?? 0)).toEqual([99, 99, 99]);
  });

  it('names a colour it cannot read', () => {
    expect(() => parseHex('tomato')).toThrow('"tomato" is no colour');
  });
});
