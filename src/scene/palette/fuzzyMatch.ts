/**
 * Fuzzy search in short labels: each word of the query is found as the start of a word, inside one, or as letters in order
 * (subsequence matching, as in command palettes of editors). Better kinds of matches score higher.
 */

/** Where a match lies in the label: [from, to). */
export type MatchRange = readonly [from: number, to: number];

export interface FuzzyMatch {
  readonly score: number;
  /** In order, not overlapping; those of other words that were found are not here. */
  readonly ranges: readonly MatchRange[];
}

const START_OF_LABEL = 100;
const START_OF_WORD = 80;
const INSIDE = 50;
const IN_ORDER = 20;
/** In words that are not shown. */
const HIDDEN = 30;

/** @returns null where a word of the query is found nowhere */
export function fuzzyMatch(query: string, label: string, hidden = ''): FuzzyMatch | null {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const [inLabel, inHidden] = [folded(label), folded(hidden)];
  let score = 0;
  const ranges: MatchRange[] = [];
  for (const word of words) {
    const found = wordMatch(word, inLabel);
    if (found) {
      score += found.score;
      ranges.push(...found.ranges);
    } else if (startOfWord(word, inHidden) >= 0) score += HIDDEN;
    else return null;
  }
  // Of two that match alike the shorter one is meant.
  return { score: score - label.length / 10, ranges: joined(ranges) };
}

function wordMatch(word: string, label: string): FuzzyMatch | null {
  if (label.startsWith(word)) return { score: START_OF_LABEL, ranges: [[0, word.length]] };
  const start = startOfWord(word, label);
  if (start >= 0) return { score: START_OF_WORD, ranges: [[start, start + word.length]] };
  const inside = label.indexOf(word);
  if (inside >= 0) return { score: INSIDE, ranges: [[inside, inside + word.length]] };
  return word.length >= 3 ? lettersInOrder(word, label) : null;
}

function startOfWord(word: string, label: string): number {
  for (let at = label.indexOf(word); at >= 0; at = label.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(label[at - 1]!)) return at;
  }
  return -1;
}

/** Letters that lie close together score higher; too far apart they are chance. */
function lettersInOrder(word: string, label: string): FuzzyMatch | null {
  const ranges: MatchRange[] = [];
  let from = 0;
  for (const letter of word) {
    const at = label.indexOf(letter, from);
    if (at < 0) return null;
    ranges.push([at, at + 1]);
    from = at + 1;
  }
  const span = from - ranges[0]![0];
  return span > 2 * word.length + 2 ? null : { score: IN_ORDER - (span - word.length), ranges };
}

/** Lower case without accents, letter by letter, so that places stay. */
const folded = (text: string): string =>
  Array.from(text, (letter) => {
    const plain = letter.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
    return plain.length === letter.length ? plain : letter;
  }).join('');

function joined(ranges: readonly MatchRange[]): MatchRange[] {
  const whole: MatchRange[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (last && from <= last[1]) whole[whole.length - 1] = [last[0], Math.max(last[1], to)];
    else whole.push([from, to]);
  }
  return whole;
}
