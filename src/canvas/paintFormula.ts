/** Names of inputs as in a textbook: italic variables, subscripts, superscripts. */
import type { Theme } from './theme.ts';

interface Run {
  readonly text: string;
  readonly style: 'italic' | 'upright' | 'below' | 'above';
}

/** "x1*x2" and "sin(x1)" to runs of text; null where the text is a name, not a formula. */
export function formulaRuns(name: string): Run[] | null {
  const variable = (index: string): Run[] => [
    { text: 'x', style: 'italic' },
    { text: index, style: 'below' },
  ];
  const square = /^x(\d)\^2$/.exec(name);
  if (square) return [...variable(square[1] ?? ''), { text: '2', style: 'above' }];
  const product = /^x(\d)\*x(\d)$/.exec(name);
  if (product) return [...variable(product[1] ?? ''), ...variable(product[2] ?? '')];
  const sine = /^sin\(x(\d)\)$/.exec(name);
  if (sine) return [{ text: 'sin\u2009', style: 'upright' }, ...variable(sine[1] ?? '')];
  const plain = /^x(\d)$/.exec(name);
  return plain ? variable(plain[1] ?? '') : null;
}

interface FormulaPlace {
  readonly x: number;
  /** Vertical middle of the line. */
  readonly y: number;
  readonly align: 'left' | 'right' | 'center';
  readonly sizePx: number;
  readonly color: string;
}

export function paintFormula(
  context: CanvasRenderingContext2D,
  name: string,
  place: FormulaPlace,
  theme: Theme,
): void {
  const { x, y, align, sizePx, color } = place;
  context.save();
  context.fillStyle = color;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const runs = formulaRuns(name);
  if (!runs) {
    context.font = `${Math.min(12, sizePx)}px ${theme.font}`;
    context.textAlign = align;
    context.fillText(name, x, y);
    context.restore();
    return;
  }
  const fontOf = (style: Run['style']): string => {
    const small = Math.round(sizePx * 0.72);
    return style === 'italic'
      ? `italic ${sizePx}px ${theme.fontMath}`
      : `${style === 'upright' ? sizePx : small}px ${theme.fontMath}`;
  };
  // The exponent of a squared variable stands above its index, so the index takes no width of its own.
  const widths = runs.map((run) => {
    context.font = fontOf(run.style);
    return context.measureText(run.text).width;
  });
  const placed: { run: Run; at: number }[] = [];
  let width = 0;
  for (const [i, run] of runs.entries()) {
    if (run.style === 'above') placed.push({ run, at: width - (widths[i - 1] ?? 0) });
    else {
      placed.push({ run, at: width });
      width += widths[i] ?? 0;
    }
  }
  const start = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  for (const { run, at } of placed) {
    context.font = fontOf(run.style);
    const drop = run.style === 'below' ? sizePx * 0.27 : run.style === 'above' ? -sizePx * 0.36 : 0;
    context.fillText(run.text, start + at, y + drop);
  }
  context.restore();
}
