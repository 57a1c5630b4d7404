/** The samples with the largest loss, or those of a cell of the confusion matrix, as rows; and the matrix itself. */
import type { Answer } from '#commands/questions.ts';
import type { DataSet } from '#datasets/DataSet.ts';
import { factsOf, type DataSource } from '#experiment/dataFacts.ts';
import type { TableSpec } from '#experiment/tableData.ts';
import * as say from '#messages/generated/inspectMistakes.ts';
import { fixedText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import { cellText, learntText, ownTable } from '../output/rowValues.ts';

type FoundSamples = Answer<'findSamples'>;

export interface MistakeRow {
  readonly index: number;
  /** Its number in its part, from 1. */
  readonly number: number;
  /** Point, columns or pixels. */
  readonly raw: Float32Array;
  /** What it is: a place, the first columns; empty for images. */
  readonly text: string;
  readonly truth: string;
  readonly answer: string;
  readonly isWrong: boolean;
  readonly loss: string;
}

const MOST_COLUMNS = 4;

/** @param found with the samples themselves */
export function mistakeRows(
  { index, losses, outputs, truths, predictions, rows }: FoundSamples,
  data: DataSource,
): MistakeRow[] {
  const { kind, classes } = factsOf(data);
  const table = ownTable(data);
  const count = rows?.labels.length ?? 0;
  const units = outputs.length / Math.max(1, index.length);
  const width = (rows?.raw.length ?? 0) / Math.max(1, count);
  return Array.from({ length: count }, (_, i) => {
    const isClass = truths !== undefined && predictions !== undefined;
    const raw = rows!.raw.subarray(i * width, (i + 1) * width);
    return {
      index: index[i]!,
      number: index[i]! + 1,
      raw,
      text: kind === 'image' ? '' : rawText(kind, raw, table),
      truth: isClass ? (classes[truths[i]!] ?? '–') : learntText(rows!.labels[i]!, table),
      answer: isClass ? (classes[predictions[i]!] ?? say.noClass()) : learntText(outputs[i * units]!, table),
      isWrong: isClass && truths[i] !== predictions[i],
      loss: lossText(losses[i]!),
    };
  });
}

function rawText(kind: DataSet['kind'], raw: Float32Array, table: TableSpec | undefined): string {
  if (kind === 'plane') return `(${Array.from(raw, (value) => fixedText(value, 2)).join(', ')})`;
  const shown = Array.from(raw.subarray(0, MOST_COLUMNS), (value, c) => cellText(value, table?.columns[c]));
  return raw.length > MOST_COLUMNS ? `${shown.join(', ')}, …` : shown.join(', ');
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
