/** What a column of text holds: numbers with their range and histogram, and its most frequent values. */
import { LIMITS } from '#experiment/limits.ts';
import type { ColumnFacts, ColumnUse } from '#experiment/tableReading.ts';
import { isMissing, readNumber } from './readNumber.ts';
import type { TableText } from './tableText.ts';

/** A column is of numbers where this share of its cells are. */
const NUMBER_SHARE = 0.9;
/** Different values beyond which a column is no category unless asked. */
const MOST_GUESSED_WORDS = 30;
/** Numbers of so few whole values are classes, unless asked otherwise. */
const MOST_GUESSED_CLASSES = 10;
const BARS = 12;
const SHOWN_WORDS = LIMITS.tableClasses.max;
/** Values are counted up to one more than a category may have. */
const MOST_WORDS = LIMITS.tableColumns.max + 1;

export function columnFacts({ whole, names, decimal }: TableText, c: number): ColumnFacts {
  let missing = 0;
  let isWhole = true;
  let min = Infinity;
  let max = -Infinity;
  let count = 0;
  const values = new Float64Array(whole.length);
  const words = new Map<string, number>();
  for (const { cells } of whole) {
    const cell = cells[c]!;
    if (isMissing(cell)) {
      missing += 1;
      continue;
    }
    const word = cell.trim();
    const before = words.get(word);
    if (before !== undefined || words.size < MOST_WORDS) words.set(word, (before ?? 0) + 1);
    const value = readNumber(cell, decimal);
    if (Number.isNaN(value)) continue;
    values[count++] = value;
    isWhole &&= Number.isInteger(value);
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const present = whole.length - missing;
  const isNumber = present > 0 && count >= NUMBER_SHARE * present;
  const isShort = words.size <= MOST_GUESSED_WORDS;
  const isUseless = present === 0 || isPart(names[c]!, words);
  const guess: ColumnUse = isUseless ? 'ignore' : isNumber ? 'number' : isShort ? 'category' : 'ignore';
  return {
    name: names[c]!,
    guess,
    isFewWholes: isNumber && isWhole && words.size <= MOST_GUESSED_CLASSES,
    missing,
    present,
    numbers: count,
    min: min <= max ? min : Number.NaN,
    max: min <= max ? max : Number.NaN,
    bars: barsOf(values.subarray(0, count), min, max),
    words: [...words].sort((a, b) => b[1] - a[1]).slice(0, SHOWN_WORDS),
    different: words.size,
  };
}

function barsOf(values: Float64Array, min: number, max: number): number[] {
  const bars = Array.from({ length: BARS }, () => 0);
  const width = max / BARS - min / BARS;
  if (!(width > 0)) return [];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bar = Math.min(BARS - 1, Math.floor((value - min) / width));
    bars[bar] = bars[bar]! + 1;
  }
  return bars;
}

/** A table that Fanout wrote says last to which part each row belonged: nothing to learn from. */
const isPart = (name: string, words: ReadonlyMap<string, number>): boolean =>
  name === 'part' && [...words.keys()].every((word) => word === 'train' || word === 'test');
