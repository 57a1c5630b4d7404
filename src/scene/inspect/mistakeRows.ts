/** The samples with the largest loss, or those of a cell of the confusion matrix, as rows; and the matrix itself. */
import type { Answer } from '#commands/questions.ts';
import type { Split } from '#data/PreparedData.ts';
import type { DataSet } from '#datasets/DataSet.ts';
import * as say from '#messages/generated/inspectMistakes.ts';
import { fixedText } from '#messages/numberText.ts';
import { lossText, signedText } from '#messages/valueText.ts';

type FoundSamples = Answer<'findSamples'>;

export interface MistakeRow {
  readonly index: number;
  /** Its number in its part, from 1. */
  readonly number: number;
  /** What it is: a place, the first columns; empty for images. */
  readonly text: string;
  readonly truth: string;
  readonly answer: string;
  readonly isWrong: boolean;
  readonly loss: string;
}

const MOST_COLUMNS = 4;

export function mistakeRows(
  { index, losses, outputs, truths, predictions }: FoundSamples,
  part: Split | undefined,
  { kind, classes }: Pick<DataSet, 'kind' | 'classes'>,
): MistakeRow[] {
  const units = outputs.length / Math.max(1, index.length);
  const width = part && part.count > 0 ? part.raw.length / part.count : 0;
  return [...index].map((place, i) => {
    const raw = part ? part.raw.subarray(place * width, (place + 1) * width) : [];
    const isClass = truths !== undefined && predictions !== undefined;
    const label = part?.labels[place];
    return {
      index: place,
      number: place + 1,
      text: kind === 'image' ? '' : rawText(kind, Array.from(raw)),
      truth: isClass ? (classes[truths[i]!] ?? '–') : label === undefined ? '–' : signedText(label),
      answer: isClass ? (classes[predictions[i]!] ?? say.noClass()) : signedText(outputs[i * units]!),
      isWrong: isClass && truths[i] !== predictions[i],
      loss: lossText(losses[i]!),
    };
  });
}

function rawText(kind: DataSet['kind'], raw: readonly number[]): string {
  const shown = raw.slice(0, MOST_COLUMNS).map((value) => fixedText(value, kind === 'plane' ? 2 : 1));
  const text = shown.join(', ');
  return kind === 'plane' ? `(${text})` : raw.length > MOST_COLUMNS ? `${text}, …` : text;
}

export interface ConfusionCell {
  readonly truth: number;
  readonly answer: number;
  readonly count: number;
  /** Of all samples with this truth. */
  readonly share: number;
}

/** Rows are true classes. @param counts [truth, answer] */
export function confusionCells(counts: ArrayLike<number>, classes: number): ConfusionCell[][] {
  return Array.from({ length: classes }, (_, truth) => {
    const row = Array.from({ length: classes }, (_count, answer) => counts[truth * classes + answer] ?? 0);
    const sum = row.reduce((all, count) => all + count, 0);
    return row.map((count, answer) => ({ truth, answer, count, share: sum > 0 ? count / sum : 0 }));
  });
}

/** The matrix of a part all of whose samples were found; null where there are more, or no classes. */
export function countConfusion(
  { count, index, truths, predictions }: FoundSamples,
  classes: number,
): Uint32Array | null {
  if (!truths || !predictions || index.length < count) return null;
  const counts = new Uint32Array(classes * classes);
  for (const [i, truth] of truths.entries()) {
    const answer = predictions[i]!;
    if (answer >= 0) counts[truth * classes + answer]! += 1;
  }
  return counts;
}
