/** How many cells of the plan fit in its line: by the width of their texts, which depends on the language and the text size. */

export interface CellTexts {
  readonly name: string;
  readonly value: string;
}

/** Width of a text in CSS pixels. */
export type TextWidth = (text: string, kind: 'name' | 'value') => number;

const STRIP_PADDING_PX = 16;
/** Padding of a cell, and room between it and the next. */
const AROUND_PX = 28;
/** The chevron after a value, with its gap. */
const CHEVRON_PX = 16;
/** A longer value is cut off: `max-width` in PlanStrip.css. */
const MOST_VALUE_PX = 136;

/**
 * @param more the cell that holds what does not fit, in the place of all cells after those
 * @returns at least 1
 * @example cellsThatFit(160, [{ name: 'Loss', value: 'Hinge' }, { name: 'Rate', value: '0.1' }], more, width, 1) // 1
 */
export function cellsThatFit(
  widthPx: number,
  cells: readonly CellTexts[],
  more: CellTexts,
  width: TextWidth,
  scale: number,
): number {
  const cellPx = ({ name, value }: CellTexts): number =>
    Math.max(width(name, 'name'), Math.min(MOST_VALUE_PX * scale, width(value, 'value')) + CHEVRON_PX) +
    AROUND_PX * scale;
  let left = widthPx - STRIP_PADDING_PX * scale;
  const widths = cells.map(cellPx);
  if (widths.reduce((sum, each) => sum + each, 0) <= left) return cells.length;
  left -= cellPx(more);
  let count = 0;
  while (count < cells.length && widths[count]! <= left) left -= widths[count++]!;
  return Math.max(1, count);
}

/** Measured in the fonts of the strip; an estimate where there is no canvas. */
export function textWidths(scale: number): TextWidth {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(document.body).fontFamily || 'sans-serif';
  const fonts = { name: `400 ${11 * scale}px ${family}`, value: `600 ${12 * scale}px ${family}` };
  return (text, kind) => {
    if (!context) return text.length * 7 * scale;
    context.font = fonts[kind];
    return context.measureText(text).width;
  };
}
