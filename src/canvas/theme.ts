/**
 * Theme of the painters: the CSS tokens of `views/tokens.css` as one plain object. A canvas cannot use custom properties,
 * so they are read once per theme change; painters never touch the document.
 */

/** Colours as CSS strings in the notation of the tokens (#rrggbb). */
export interface Theme {
  readonly dark: boolean;
  readonly surface: string;
  readonly surfaceSide: string;
  readonly surfaceSunken: string;
  readonly surfaceRaised: string;
  readonly surfaceHover: string;
  readonly line: string;
  readonly lineSoft: string;
  readonly lineControl: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly inkInverse: string;
  readonly fill: string;
  readonly focus: string;
  /** Eleven stops of the diverging scale, for −1 to +1 in steps of 0.2. */
  readonly values: readonly string[];
  /** Five stops of the counts scale, none to most. */
  readonly counts: readonly string[];
  /** Points of the binary classes −1 and +1. */
  readonly classNeg: string;
  readonly classPos: string;
  /** Points of class 0, 1, 2 … of a set with several classes; more classes than colours start over. */
  readonly classes: readonly string[];
  readonly valueNegText: string;
  readonly valuePosText: string;
  readonly pointEdge: string;
  readonly segQueue: string;
  readonly segBatch: string;
  readonly segCompute: string;
  readonly segRead: string;
  readonly seriesTrain: string;
  readonly seriesTest: string;
  readonly ok: string;
  readonly warn: string;
  readonly error: string;
  readonly font: string;
  readonly fontMath: string;
}

const VALUE_STOPS = ['n5', 'n4', 'n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3', 'p4', 'p5'];

/** @param token the value of a custom property by its name without the dashes, e.g. `surface-side`. */
export function themeFromTokens(token: (name: string) => string, dark: boolean): Theme {
  return {
    dark,
    surface: token('surface'),
    surfaceSide: token('surface-side'),
    surfaceSunken: token('surface-sunken'),
    surfaceRaised: token('surface-raised'),
    surfaceHover: token('surface-hover'),
    line: token('line'),
    lineSoft: token('line-soft'),
    lineControl: token('line-control'),
    ink: token('ink'),
    ink2: token('ink-2'),
    ink3: token('ink-3'),
    inkInverse: token('ink-inverse'),
    fill: token('fill'),
    focus: token('focus'),
    values: VALUE_STOPS.map((stop) => token(`value-${stop}`)),
    counts: [0, 1, 2, 3, 4].map((stop) => token(`count-${stop}`)),
    classNeg: token('class-neg'),
    classPos: token('class-pos'),
    classes: ['a', 'b', 'c', 'd'].map((name) => token(`class-${name}`)),
    valueNegText: token('value-neg-text'),
    valuePosText: token('value-pos-text'),
    pointEdge: token('point-edge'),
    segQueue: token('seg-queue'),
    segBatch: token('seg-batch'),
    segCompute: token('seg-compute'),
    segRead: token('seg-read'),
    seriesTrain: token('series-train'),
    seriesTest: token('series-test'),
    ok: token('ok'),
    warn: token('warn'),
    error: token('error'),
    font: token('font'),
    fontMath: token('font-math'),
  };
}
