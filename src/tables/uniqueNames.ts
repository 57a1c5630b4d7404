/** Names as an experiment holds them: cut to their length first, then told apart by a number. */
import { LIMITS } from '#experiment/limits.ts';

/** Cut to so many characters; half of a pair (an emoji) goes with the rest. */
export const cutName = (text: string, most: number = LIMITS.titleLength): string =>
  text.length <= most
    ? text
    : text
        .slice(0, most)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd();

/**
 * @returns as many names, in their order, all different and none too long
 * @example
 * uniqueNames(['a', 'b', 'a']) // ['a', 'b', 'a 2']
 */
export function uniqueNames(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const plain = cutName(text);
    let name = plain;
    for (let n = 2; taken.has(name); n++) {
      const mark = ` ${n}`;
      name = `${cutName(plain, LIMITS.titleLength - mark.length)}${mark}`;
    }
    taken.add(name);
    return name;
  });
}
