/**
 * FNV-1a, 32 bits, over the characters of a text: a seed for random numbers, or the name of a content.
 * @example
 * hashText('') // 2166136261
 */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}
