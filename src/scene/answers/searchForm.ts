/** Parser of the search box of the responses: text to a predicate on requests. */
import * as say from '#messages/generated/answers.ts';
import { OK, OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import type { RequestTrace } from '#trace/RequestTrace.ts';
import type { PredictionMeaning } from '#trace/windows.ts';

/** Whether the request at an index of the columns matches. */
export type Matcher = (columns: RequestTrace, entry: number) => boolean;

/** How a request ended, as it is searched for. */
const ENDS: readonly (readonly [word: () => string, outcome: Outcome])[] = [
  [() => 'ok', 'ok'],
  [say.searchAnswered, 'ok'],
  [say.searchRejected, 'rejected'],
  [say.searchTimedOut, 'timedOut'],
  [say.searchCancelled, 'cancelled'],
  [say.searchWasted, 'wasted'],
  [say.searchFailed, 'failed'],
];

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
  const [batch, client, instance] = [say.searchBatch(), say.searchClient(), say.searchInstance()];
  const column = [batch, client, instance, say.searchRequest()].find((word) => text.startsWith(`${word} `));
  const prefix = column?.length ?? (text.startsWith('#') ? 1 : 0);
  const [all, written] = /^\s*([\d,]+)(?=\s|$)/.exec(text.slice(prefix)) ?? [];
  if (all === undefined || written === undefined) return null;
  const number = Number(written.replaceAll(',', ''));
  const length = prefix + all.length;
  if (column === batch) return { length, matches: ({ batches }, at) => number > 0 && batches[at] === number };
  // On the screen they count from 1.
  if (column === client) return { length, matches: ({ clients }, at) => clients[at] === number - 1 };
  if (column === instance) {
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
  const found = ENDS.find(([word]) => startsWithWord(text, word()));
  if (!found) return null;
  const [word, outcome] = found;
  const wanted = OUTCOMES.indexOf(outcome);
  return { length: word().length, matches: ({ outcomes }, at) => outcomes[at] === wanted };
}

function takeTruth(text: string, meaning: PredictionMeaning): Form | null {
  const words = { right: say.searchRight(), wrong: say.searchWrong() };
  const truth = (['right', 'wrong'] as const).find((one) => startsWithWord(text, words[one]));
  if (truth === undefined) return null;
  const word = words[truth];
  const matches: Matcher = (columns, at) => truthOf(meaning, columns, at) === truth;
  return { length: word.length, matches };
}

/** A class whose name is a number needs the word "class" before it: a number alone is a request id. */
function takeClass(text: string, classes: readonly string[], meaning: PredictionMeaning): Form | null {
  const word = say.searchClass();
  const hasWord = startsWithWord(text, word) && text.length > word.length;
  const after = hasWord ? text.slice(word.length).trimStart() : text;
  const prefix = text.length - after.length;
  const rest = after.replace(/^-/, '−');
  const lower = classes.map((name) => name.toLowerCase().replace(/^-/, '−'));
  const wanted = lower.findIndex((name) => startsWithWord(rest, name));
  if (wanted < 0) return null;
  const matches: Matcher = ({ predictions }, at) => meaning.classOf(predictions[at]!) === wanted;
  return { length: prefix + lower[wanted]!.length, matches };
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
