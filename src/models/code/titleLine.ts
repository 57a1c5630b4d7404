/** What the first line of a file of code says. One line, whatever the title holds. */
import type { ModelToExport } from '../ModelToExport.ts';

export function titleLine({ title, epoch }: Pick<ModelToExport, 'title' | 'epoch'>): string {
  return `${oneLine(title)}. Exported from Fanout at epoch ${epoch}.`;
}

/** Titles, names of classes and of columns come from links: no line breaks, no characters that turn the reading direction. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
