/** Lists in a sentence: "3 rejected, 2 timed out", with the commas of the language. */
let list = new Intl.ListFormat('en', { type: 'unit', style: 'short' });

export function setListFormat(tag: string): void {
  list = new Intl.ListFormat(tag, { type: 'unit', style: 'short' });
}

export const listText = (items: readonly string[]): string => list.format(items);
