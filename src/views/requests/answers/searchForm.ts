/** What the search box of the answers understands, and the test of a request that it stands for. */
import { OUTCOMES, type Outcome } from '../../../trace/outcomes.ts';
import type { RequestTrace } from '../../../trace/RequestTrace.ts';
import type { AnswerMeaning } from '../../../trace/windows.ts';

/** Whether the request at a place of the columns is looked for. */
export type Matcher = (columns: RequestTrace, place: number) => boolean;

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

/** Forms may follow each other, and then all must hold; null where a part is not understood. */
export function parseSearch(
  text: string,
  classes: readonly string[],
  meaning: AnswerMeaning,
): Matcher | null {
  const matchers: Matcher[] = [];
  let rest = text.trim().toLowerCase();
  while (rest !== '') {
    const found = takeForm(rest, classes, meaning);
    if (!found) return null;
    matchers.push(found.matches);
    rest = rest.slice(found.length).trimStart();
  }
  return (columns, place) => matchers.every((matches) => matches(columns, place));
}

interface Form {
  readonly length: number;
  readonly matches: Matcher;
}

function takeForm(text: string, classes: readonly string[], meaning: AnswerMeaning): Form | null {
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
  // Counted from 1 on the screen.
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
  const [all, sign, written] = /^([<>])\s*(\d+(?:\.\d+)?)\s*ms(?=\s|$)/.exec(text) ?? [];
  if (all === undefined) return null;
  const edgeMs = Number(written);
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

function takeTruth(text: string, meaning: AnswerMeaning): Form | null {
  const word = ['right', 'wrong'].find((one) => startsWithWord(text, one));
  if (word === undefined) return null;
  const matches: Matcher = ({ answers, rowIndexes }, at) =>
    truthOf(meaning, answers[at]!, rowIndexes[at]!) === word;
  return { length: word.length, matches };
}

/** A class whose name is a plain number needs the word before it: a number alone is a request's. */
function takeClass(text: string, classes: readonly string[], meaning: AnswerMeaning): Form | null {
  const [prefix = ''] = /^class\s+/.exec(text) ?? [];
  const rest = text.slice(prefix.length).replace(/^-/, '−');
  const lower = classes.map((name) => name.toLowerCase().replace(/^-/, '−'));
  const wanted = lower.findIndex((name) => startsWithWord(rest, name));
  if (wanted < 0) return null;
  const matches: Matcher = ({ answers }, at) => meaning.classOf(answers[at]!) === wanted;
  return { length: prefix.length + lower[wanted]!.length, matches };
}

function startsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && (text.length === word.length || /\s/.test(text[word.length]!));
}

/** Whether an answer is the known class of its row; nothing where either is not known. */
export function truthOf(meaning: AnswerMeaning, answer: number, row: number): 'right' | 'wrong' | null {
  const label = meaning.labelOf(row);
  const answered = meaning.classOf(answer);
  if (label < 0 || answered < 0) return null;
  return label === answered ? 'right' : 'wrong';
}
