/** Parser of the search box of the responses: text to a predicate on requests. */
import { OK, OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import type { RequestTrace } from '#trace/RequestTrace.ts';
import type { PredictionMeaning } from '#trace/windows.ts';

/** Whether the request at an index of the columns matches. */
export type Matcher = (columns: RequestTrace, entry: number) => boolean;

const NAMES: Readonly<Record<string, Outcome>> = {
  ok: 'ok',
  answered: 'ok',
  rejected: 'rejected',
  'timed out': 'timedOut',
  cancelled: 'cancelled',
  wasted: 'wasted',
  failed: 'failed',
};
export const SEARCH_HELP =
  'Search for a request’s number, a class, right, wrong, batch 12, client 3, instance 2, >10ms, <2ms, or how it ended: answered, rejected, timed out, cancelled, wasted, failed.';

/** Terms are combined with "and"; null where one is not understood. */
export function parseSearch(
  text: string,
  classes: readonly string[],
  meaning: PredictionMeaning,
): Matcher | null {
  const matchers: Matcher[] = [];
  let rest = text.trim().toLowerCase();
  while (rest !== '') {
    const found = takeForm(rest, classes, meaning);
    if (!found) return null;
    matchers.push(found.matches);
    rest = rest.slice(found.length).trimStart();
  }
  return (columns, entry) => matchers.every((matches) => matches(columns, entry));
}

interface Form {
  readonly length: number;
  readonly matches: Matcher;
}

function takeForm(text: string, classes: readonly string[], meaning: PredictionMeaning): Form | null {
  return (
    takeNumbered(text) ??
    takeTime(text) ??
    takeOutcome(text) ??
    takeTruth(text, meaning) ??
    takeClass(text, classes, meaning)
  );
}

function takeNumbered(text: string): Form | null {
  const [all, column, written] =
    /^(batch |client |instance |request |#)?\s*([\d,]+)(?=\s|$)/.exec(text) ?? [];
  if (all === undefined || written === undefined) return null;
  const number = Number(written.replaceAll(',', ''));
  const { length } = all;
  if (column === 'batch ')
    return { length, matches: ({ batches }, at) => number > 0 && batches[at] === number };
  // On the screen they count from 1.
  if (column === 'client ') return { length, matches: ({ clients }, at) => clients[at] === number - 1 };
  if (column === 'instance ') {
    return {
      length,
      matches: ({ batches, instances }, at) => batches[at] !== 0 && instances[at] === number - 1,
    };
  }
  return { length, matches: ({ ids }, at) => ids[at] === number };
}

function takeTime(text: string): Form | null {
  const [all, sign, written] = /^([<>])\s*(\d+(?:[.,]\d+)?)\s*ms(?=\s|$)/.exec(text) ?? [];
  if (all === undefined) return null;
  const edgeMs = Number(written?.replace(',', '.'));
  const matches: Matcher = ({ deliveredMs, plannedMs }, at) => {
    const ms = deliveredMs[at]! - plannedMs[at]!;
    return sign === '>' ? ms > edgeMs : ms < edgeMs;
  };
  return { length: all.length, matches };
}

function takeOutcome(text: string): Form | null {
  const name = Object.keys(NAMES).find((word) => startsWithWord(text, word));
  if (name === undefined) return null;
  const wanted = OUTCOMES.indexOf(NAMES[name] ?? 'ok');
  return { length: name.length, matches: ({ outcomes }, at) => outcomes[at] === wanted };
}

function takeTruth(text: string, meaning: PredictionMeaning): Form | null {
  const word = ['right', 'wrong'].find((one) => startsWithWord(text, one));
  if (word === undefined) return null;
  const matches: Matcher = (columns, at) => truthOf(meaning, columns, at) === word;
  return { length: word.length, matches };
}

/** A class whose name is a number needs the word "class" before it: a number alone is a request id. */
function takeClass(text: string, classes: readonly string[], meaning: PredictionMeaning): Form | null {
  const [prefix = ''] = /^class\s+/.exec(text) ?? [];
  const rest = text.slice(prefix.length).replace(/^-/, '−');
  const lower = classes.map((name) => name.toLowerCase().replace(/^-/, '−'));
  const wanted = lower.findIndex((name) => startsWithWord(rest, name));
  if (wanted < 0) return null;
  const matches: Matcher = ({ predictions }, at) => meaning.classOf(predictions[at]!) === wanted;
  return { length: prefix.length + lower[wanted]!.length, matches };
}

function startsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && (text.length === word.length || /\s/.test(text[word.length]!));
}

/** Whether a prediction is the known class of its row; NaN is not. null without a response or a label. */
export function truthOf(
  meaning: PredictionMeaning,
  { predictions, outcomes, rowIndexes }: Pick<RequestTrace, 'predictions' | 'outcomes' | 'rowIndexes'>,
  at: number,
): 'right' | 'wrong' | null {
  const label = meaning.labelOf(rowIndexes[at]!);
  if (meaning.classes === 0 || label < 0 || outcomes[at] !== OK) return null;
  return label === meaning.classOf(predictions[at]!) ? 'right' : 'wrong';
}
